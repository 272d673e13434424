//===- Builtin.cpp - The rows built into the program ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace tocsin;
using namespace tocsin::model;

namespace {

TEST(Builtin, EachFileIsWellFormed) {
  EXPECT_FALSE(builtinTexts().empty());
  for (auto [Name, Text] : builtinTexts()) {
    Model M;
    Error E = M.add(MemoryBufferRef(Text, Name));
    EXPECT_FALSE(bool(E)) << toString(std::move(E));
  }
}

TEST(Builtin, FilesAreEmbeddedByteForByte) {
  for (auto [Name, Text] : builtinTexts()) {
    auto Buffer = MemoryBuffer::getFile(Twine(TOCSIN_MODELS "/") +
                                        sys::path::filename(Name));
    ASSERT_TRUE(bool(Buffer)) << Name.str();
    EXPECT_TRUE((*Buffer)->getBuffer() == Text) << Name.str();
  }
}

TEST(Builtin, EachRowCitesItsSource) {
  for (const auto &R : Model::builtin().rows())
    EXPECT_FALSE(R->Cite.empty()) << R->Source << ": " << R->Names[0];
}

TEST(Builtin, EachRowPlacesWhatItsRoleNeeds) {
  for (const auto &R : Model::builtin().rows())
    for (const Requirement &Need : requiredSlots(R->Is))
      EXPECT_TRUE(R->arg(Need.One) || (Need.Or && R->arg(*Need.Or)))
          << R->Source << ": " << R->Names[0];
}

TEST(Builtin, NoFileReplacesARowOfAnother) {
  StringMap<std::string> Owner;
  for (auto [Name, Text] : builtinTexts()) {
    Model M;
    if (Error E = M.add(MemoryBufferRef(Text, Name))) {
      consumeError(std::move(E));
      continue;
    }
    for (const auto &R : M.rows())
      for (const std::string &Fn : R->Names) {
        std::string Key = Fn + " as " + roleName(R->Is).str();
        auto [It, New] = Owner.try_emplace(Key, Name.str());
        EXPECT_TRUE(New || It->second == Name)
            << Key << " is in " << It->second << " and in " << Name.str();
      }
  }
}

TEST(Builtin, AdviceIsShort) {
  for (const auto &R : Model::builtin().rows())
    EXPECT_LT(R->Instead.size(), 100u) << R->Source;
}

/// The row of a function in a role.
const Row &row(StringRef Name, Role Is) {
  for (const Row *R : Model::builtin().named(Name))
    if (R->Is == Is)
      return *R;
  ADD_FAILURE() << "no row for " << Name.str();
  static const Row Empty;
  return Empty;
}

Traits traits(StringRef Name, Role Is, Slot S, FlagValue V) {
  return traitsOf(row(Name, Is), Model::builtin(), [&](Slot Asked) {
    return Asked == S ? std::optional(V) : std::nullopt;
  });
}
Traits number(StringRef Name, Slot S, int64_t N) {
  return traits(Name, Role::PathUse, S, {{}, N, std::nullopt});
}
Traits text(StringRef Name, StringRef T) {
  return traits(Name, Role::PathUse, Slot::Mode, {{}, std::nullopt, T});
}

TEST(Builtin, FlagsThatMakeAUseSafeAreSeen) {
  const Traits Exclusive = bit(Trait::Exclusive);
  EXPECT_TRUE(number("open", Slot::Flags, 0301) & Exclusive);
  EXPECT_FALSE(number("open", Slot::Flags, 0101) & Exclusive);
  EXPECT_TRUE(number("open", Slot::Flags, 020200001) & bit(Trait::Safe));
  EXPECT_FALSE(number("open", Slot::Flags, 0200000) & bit(Trait::Safe));
  EXPECT_TRUE(text("fopen", "wx") & Exclusive);
  EXPECT_FALSE(text("fopen", "w") & Exclusive);
  EXPECT_TRUE(text("fopen", "w") & bit(Trait::Truncate));
  EXPECT_TRUE(number("CreateFileW", Slot::Flags, 1) & Exclusive);
  EXPECT_FALSE(number("CreateFileW", Slot::Flags, 3) & Exclusive);
  EXPECT_TRUE(number("fchownat", Slot::Flags, 0x1000) & bit(Trait::Descriptor));
  EXPECT_TRUE(number("renameat2", Slot::Flags, 1) & Exclusive);
  EXPECT_TRUE(number("renameat2", Slot::Flags, 0) & bit(Trait::Replace));
}

TEST(Builtin, OnlyTheLockingCommandsOfFcntlLock) {
  auto Of = [](StringRef Command) {
    return traits("fcntl", Role::LockAcquire, Slot::Flags,
                  {{Command}, std::nullopt, std::nullopt});
  };
  EXPECT_FALSE(Of("F_SETLKW") & bit(Trait::Safe));
  EXPECT_TRUE(Of("F_SETLK") & bit(Trait::NonBlocking));
  EXPECT_TRUE(Of("F_GETFL") & bit(Trait::Safe));
}

} // namespace
