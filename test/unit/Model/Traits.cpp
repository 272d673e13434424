//===- Traits.cpp - What the flags of a call mean -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace llvm;
using namespace tocsin::model;

namespace {

/// One row whose rule on `flags` gives the trait `exclusive`.
class Rule {
public:
  explicit Rule(StringRef Condition) {
    EXPECT_EQ("", errorsOf(M, ("format: 1\nlibrary: l\n"
                               "constants: {RDONLY: 0, RDWR: 2, CREAT: 64, "
                               "EXCL: 128, TMP: 192, OLD: 3}\n"
                               "functions:\n  - fn: f\n    role: fd.use\n"
                               "    args: {fd: 0, flags: 1}\n    means: read\n"
                               "    when: [{" +
                               Condition + ", means: exclusive}]\n")
                                  .str()));
  }

  bool holds(std::optional<FlagValue> V) const {
    Traits T = traitsOf(*M.rows()[0], M, [&](Slot S) {
      return S == Slot::Flags ? V : std::nullopt;
    });
    EXPECT_TRUE(T & bit(Trait::Read)); // what the row always means
    return T & bit(Trait::Exclusive);
  }

  bool named(std::vector<StringRef> Names,
             std::optional<int64_t> Number = std::nullopt) const {
    return holds(FlagValue{Names, Number, std::nullopt});
  }
  bool number(int64_t N) const { return named({}, N); }
  bool text(StringRef T) const { return holds(FlagValue{{}, std::nullopt, T}); }

private:
  Model M;
};

TEST(Traits, HasWantsAll) {
  Rule R("has: [CREAT, EXCL]");
  EXPECT_TRUE(R.named({"CREAT", "EXCL", "RDWR"}));
  EXPECT_FALSE(R.named({"CREAT", "RDWR"}));
  EXPECT_TRUE(R.number(64 | 128 | 2));
  EXPECT_FALSE(R.number(64 | 2));
  EXPECT_FALSE(R.text("CREAT"));
}

TEST(Traits, AnyWantsOne) {
  Rule R("any: [CREAT, EXCL]");
  EXPECT_TRUE(R.named({"RDWR", "EXCL"}));
  EXPECT_TRUE(R.number(128));
  EXPECT_FALSE(R.number(2));
}

TEST(Traits, NamesThatAreKnownGoBeforeTheNumber) {
  // On another platform the number 128 may be anything.
  EXPECT_FALSE(Rule("has: [EXCL]").named({"RDWR"}, 2 | 128));
  EXPECT_FALSE(Rule("equals: [CREAT]").named({"EXCL"}, 64));
  // A name of the project's own does not speak.
  EXPECT_TRUE(Rule("has: [EXCL]").named({"MY_FLAGS"}, 2 | 128));
}

TEST(Traits, AFlagOfTwoBitsNeedsBoth) {
  EXPECT_TRUE(Rule("has: [TMP]").number(192));
  EXPECT_FALSE(Rule("has: [TMP]").number(64));
}

TEST(Traits, ZeroIsFoundByNameOrByEquals) {
  EXPECT_TRUE(Rule("has: [RDONLY]").named({"RDONLY"}, 0));
  EXPECT_FALSE(Rule("has: [RDONLY]").number(0));
  EXPECT_FALSE(Rule("any: [RDONLY]").number(64));
  EXPECT_TRUE(Rule("equals: [RDONLY]").number(0));
}

TEST(Traits, EqualsIsTheWholeValue) {
  Rule R("equals: [CREAT, OLD]");
  EXPECT_TRUE(R.named({"CREAT"}));
  EXPECT_TRUE(R.named({"CREAT", "MY_CREATE"}, 64));
  EXPECT_FALSE(R.named({"CREAT", "RDWR"}, 66));
  EXPECT_TRUE(R.number(3));
  EXPECT_FALSE(R.number(64 | 128));
  EXPECT_TRUE(Rule("equals: [7]").number(7));
  EXPECT_TRUE(Rule("equals: [0]").named({"NULL_FLAGS"}, 0));
}

TEST(Traits, NotWantsAKnownValueWithout) {
  Rule R("not: [CREAT, RDONLY]");
  EXPECT_TRUE(R.named({"EXCL"}));
  EXPECT_TRUE(R.number(128));
  EXPECT_FALSE(R.named({"CREAT", "EXCL"}));
  EXPECT_FALSE(R.number(64 | 128));
  EXPECT_FALSE(R.number(0)); // RDONLY
  EXPECT_FALSE(R.holds(FlagValue{}));
}

TEST(Traits, TextHasOneOfTheCharacters) {
  Rule R("text: wx");
  EXPECT_TRUE(R.text("wbe"));
  EXPECT_TRUE(R.text("rx"));
  EXPECT_FALSE(R.text("rb"));
  EXPECT_FALSE(R.named({"w"}));
}

TEST(Traits, UnknownValuesSatisfyNothing) {
  for (const char *C : {"has: [CREAT]", "any: [CREAT]", "equals: [RDONLY]",
                        "not: [CREAT]", "text: w"}) {
    EXPECT_FALSE(Rule(C).holds(std::nullopt)) << C;
    EXPECT_FALSE(Rule(C).holds(FlagValue{})) << C;
  }
}

TEST(Traits, EnumeratorsFitByTheirLastComponent) {
  Rule Short("has: [NewOnly]"), Long("has: [\"Base::NewOnly\"]");
  EXPECT_TRUE(Short.named({"Base::NewOnly"}));
  EXPECT_TRUE(Long.named({"NewOnly"}));
  EXPECT_TRUE(Long.named({"Base::NewOnly"}));
  EXPECT_FALSE(Long.named({"Other::NewOnly"}));
  EXPECT_FALSE(Short.named({"Base::New"}));
}

TEST(Traits, RulesReplaceWhatAndDoes) {
  Model M;
  ASSERT_EQ("", errorsOf(M, Head + R"(  - fn: access
    role: path.check
    args: {path: 0, mode: 1}
    what: access
    when: [{arg: mode, equals: [F_OK], what: existence}]
  - fn: unlinkat
    role: path.use
    does: delete
    args: {dir: 0, path: 1, flags: 2}
    when: [{has: [AT_REMOVEDIR], does: rmdir}]
)"));
  auto Value = [](StringRef Name) {
    return [Name](Slot) {
      return std::optional(FlagValue{{Name}, std::nullopt, std::nullopt});
    };
  };
  const Row &Access = *M.named("access")[0], &Unlink = *M.named("unlinkat")[0];
  EXPECT_EQ(bit(Property::Existence), propertiesOf(Access, M, Value("F_OK")));
  EXPECT_EQ(bit(Property::Access), propertiesOf(Access, M, Value("R_OK")));
  EXPECT_EQ(Deed::Rmdir, deedOf(Unlink, M, Value("AT_REMOVEDIR")));
  EXPECT_EQ(Deed::Delete, deedOf(Unlink, M, Value("0")));
}

} // namespace
