//===- Calls.cpp - Model rows against the real headers --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For each FILE.c here: models/FILE.yaml names exactly the functions that the
// file calls or lists as ABSENT; every operand that a row places stands at that
// place in the call, under the slot's name (operands.h); the file compiles
// against the real headers; constants and fields have the values and names that
// the headers give them; and the rows fit the functions as capture sees them.
//
// A C file starts with comment lines: PACKAGE (Debian packages that bring the
// headers), ARGS (for Clang) and ABSENT (names that these headers do not have).
//
//===----------------------------------------------------------------------===//

#include "IR/Forms.h"
#include "Model/Model.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "gtest/gtest.h"
#include <map>

using namespace llvm;
using namespace tocsin::model;

namespace {

struct Call {
  std::string Name;
  std::vector<std::string> Args;
  unsigned Line;
};

struct Sheet {
  std::vector<Call> Calls;
  std::vector<std::string> Absent, Args;
};

std::string read(const Twine &Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : std::string();
}

std::vector<std::string> split(StringRef Text) {
  SmallVector<StringRef, 8> Parts;
  SplitString(Text, Parts);
  return {Parts.begin(), Parts.end()};
}

/// The operands of `f(a, (struct s){0}, b);`, split at the outermost commas.
std::vector<std::string> operands(StringRef Inside) {
  std::vector<std::string> Result;
  int Depth = 0;
  size_t Begin = 0;
  for (size_t I = 0; I <= Inside.size(); ++I) {
    if (I < Inside.size()) {
      Depth += Inside[I] == '(' || Inside[I] == '{';
      Depth -= Inside[I] == ')' || Inside[I] == '}';
      if (Inside[I] != ',' || Depth != 0)
        continue;
    }
    StringRef Part = Inside.slice(Begin, I).trim();
    if (!Part.empty())
      Result.push_back(Part.str());
    Begin = I + 1;
  }
  return Result;
}

Sheet readSheet(StringRef Text) {
  Sheet S;
  SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  for (auto [I, Line] : enumerate(Lines)) {
    if (Line.consume_front("// ARGS:"))
      S.Args = split(Line);
    if (Line.consume_front("// ABSENT:"))
      for (std::string &Name : split(Line))
        S.Absent.push_back(std::move(Name));
    if (!Line.starts_with("  ") || Line.ltrim().starts_with("//"))
      continue;
    auto [Name, Rest] = Line.trim().split('(');
    if (Rest.consume_back(");"))
      S.Calls.push_back({Name.str(), operands(Rest), unsigned(I + 1)});
  }
  return S;
}

/// The slot that an operand is named after, if any.
std::optional<Slot> slotOf(StringRef Operand) {
  Operand.consume_front("&");
  Operand.consume_back("_");
  if (auto S = parseSlot(Operand))
    return S;
  if (Operand.consume_front("p") || Operand.consume_front("w"))
    return parseSlot(Operand);
  return std::nullopt;
}

/// What rows place at each argument; operands that `from` counts stay free.
struct Places {
  std::map<int, std::vector<Slot>> Whole;
  std::map<int, bool> Members; // only through a member of a struct
};

Places placesOf(ArrayRef<const Row *> Rows) {
  Places P;
  for (const Row *R : Rows)
    for (const auto &[S, Pos] : R->Args) {
      if (S == Slot::From || (Pos.Where != Position::Kind::Arg &&
                              Pos.Where != Position::Kind::Out))
        continue;
      if (Pos.Member.empty())
        P.Whole[Pos.Index].push_back(S);
      else
        P.Members[Pos.Index] = true;
    }
  return P;
}

void compare(const Call &C, const Places &P) {
  for (const auto &[Index, Slots] : P.Whole) {
    ASSERT_LT(size_t(Index), C.Args.size()) << C.Name << ": too few operands";
    auto S = slotOf(C.Args[Index]);
    EXPECT_TRUE(S && is_contained(Slots, *S))
        << C.Name << ": operand " << Index << " is '" << C.Args[Index]
        << "', the rows place '" << slotName(Slots[0]).str() << "' there";
  }
  for (const auto &[Index, Member] : P.Members) {
    ASSERT_LT(size_t(Index), C.Args.size()) << C.Name << ": too few operands";
    if (!P.Whole.count(Index))
      EXPECT_EQ("record", C.Args[Index]) << C.Name;
  }
  for (auto [I, Arg] : enumerate(C.Args))
    if (!P.Whole.count(I))
      EXPECT_FALSE(slotOf(Arg))
          << C.Name << ": no row places operand " << I << ", '" << Arg << "'";
}

std::vector<std::string> sheets() {
  std::vector<std::string> Names;
  std::error_code EC;
  for (sys::fs::directory_iterator I(TOCSIN_CALLS, EC), E; !EC && I != E;
       I.increment(EC))
    if (sys::path::extension(I->path()) == ".c")
      Names.push_back(sys::path::stem(I->path()).str());
  sort(Names);
  return Names;
}

class ModelCalls : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override {
    Source = std::string(TOCSIN_CALLS) + "/" + GetParam() + ".c";
    S = readSheet(read(Source));
    std::string Yaml = std::string(TOCSIN_MODELS) + "/" + GetParam() + ".yaml";
    Text = read(Yaml);
    Error E = M.add(MemoryBufferRef(Text, Yaml));
    ASSERT_FALSE(bool(E)) << toString(std::move(E));
  }

  std::string Source, Text;
  Sheet S;
  Model M;
};

TEST_P(ModelCalls, SameNames) {
  StringSet<> Tested, Known;
  for (const Call &C : S.Calls)
    Tested.insert(C.Name);
  for (const std::string &Name : S.Absent)
    EXPECT_TRUE(Tested.insert(Name).second)
        << Name << " is listed as absent but called, or listed twice";
  for (const auto &R : M.rows())
    for (const std::string &Name : R->Names)
      Known.insert(Name);
  ASSERT_FALSE(Known.empty());
  for (const auto &Name : Known)
    EXPECT_TRUE(Tested.contains(Name.getKey()))
        << Name.getKey().str() << " has a row but no call";
  for (const auto &Name : Tested)
    if (!M.constant(Name.getKey()))
      EXPECT_TRUE(Known.contains(Name.getKey()) ||
                  StringRef(Name.getKey()).contains('.'))
          << Name.getKey().str() << " has a call but no row";
}

TEST_P(ModelCalls, OperandsStandWhereRowsPlaceThem) {
  for (const Call &C : S.Calls) {
    SCOPED_TRACE(Source + ":" + itostr(C.Line));
    compare(C, placesOf(M.named(C.Name)));
  }
}

/// A section of the model file, `constants` or `properties`, as lines of C.
std::string assertions(const Sheet &S, const Model &M, StringRef Text) {
  std::string Code;
  StringRef Section;
  SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  for (StringRef Line : Lines) {
    if (!Line.starts_with(" ") && !Line.starts_with("#") && !Line.empty())
      Section = Line.take_until([](char C) { return C == ':'; });
    if (!Line.starts_with("  "))
      continue;
    StringRef Key = Line.trim().rsplit(": ").first.trim('"');
    auto [Record, Field] = Key.split("::");
    std::string Dotted = (Record + "." + Field).str();
    if (Section == "constants" && !is_contained(S.Absent, Key))
      Code += ("_Static_assert((long long)(" + Key +
               ") == " + Twine(*M.constant(Key)) + "LL, \"" + Key + "\");\n")
                  .str();
    else if (Section == "properties" && !Field.empty() &&
             !is_contained(S.Absent, Dotted))
      Code += ("_Static_assert(sizeof(((struct " + Record + " *)0)->" + Field +
               ") > 0, \"\");\n")
                  .str();
  }
  return Code;
}

int clang(ArrayRef<std::string> Args, const Twine &Input, StringRef Log) {
  std::string In = Input.str();
  std::vector<StringRef> All{TOCSIN_CLANG,
                             "-std=gnu11",
                             "-Wno-everything",
                             "-Werror=incompatible-pointer-types",
                             "-Werror=int-conversion",
                             "-Werror=implicit-function-declaration",
                             "-I" TOCSIN_CALLS};
  All.insert(All.end(), Args.begin(), Args.end());
  All.push_back(In);
  return sys::ExecuteAndWait(TOCSIN_CLANG, All, std::nullopt,
                             {std::nullopt, Log, Log});
}

TEST_P(ModelCalls, HeadersAgree) {
  SmallString<128> Log, Extended;
  ASSERT_FALSE(sys::fs::createTemporaryFile("calls", "log", Log));
  ASSERT_FALSE(sys::fs::createTemporaryFile("calls", "c", Extended));
  std::error_code EC;
  {
    raw_fd_ostream OS(Extended, EC);
    OS << "#include \"" << Source << "\"\n" << assertions(S, M, Text);
  }
  std::vector<std::string> Preprocess = S.Args, Parse = S.Args;
  Preprocess.insert(Preprocess.end(), {"-E", "-o", "/dev/null"});
  Parse.push_back("-fsyntax-only");
  bool Headers = clang(Preprocess, Source, Log) == 0;
  int Result = Headers ? clang(Parse, Extended, Log) : 0;
  std::string Said = read(Log);
  sys::fs::remove(Log);
  sys::fs::remove(Extended);
  if (!Headers)
    GTEST_SKIP() << "headers are not installed; see PACKAGE in " << Source;
  EXPECT_EQ(0, Result) << Said;
}

/// The unit that the program captures from a sheet.
std::optional<tocsin::ir::Unit> captured(StringRef Source, const Sheet &S) {
  SmallString<128> Dump;
  if (sys::fs::createTemporaryFile("calls", "ir", Dump))
    return std::nullopt;
  std::vector<StringRef> Args{TOCSIN_PROGRAM, "dump", Source,           "--",
                              "-std=gnu11",   "-w",   "-I" TOCSIN_CALLS};
  Args.insert(Args.end(), S.Args.begin(), S.Args.end());
  sys::ExecuteAndWait(TOCSIN_PROGRAM, Args, std::nullopt,
                      {std::nullopt, StringRef(Dump), std::nullopt});
  std::string Text = read(Dump);
  sys::fs::remove(Dump);
  auto U = tocsin::ir::readText(MemoryBufferRef(Text, Source));
  if (U)
    return std::move(*U);
  ADD_FAILURE() << toString(U.takeError());
  return std::nullopt;
}

TEST_P(ModelCalls, RowsFitWhatCaptureSees) {
  if (!sys::fs::can_execute(TOCSIN_PROGRAM))
    GTEST_SKIP() << "tocsin is not built";
  auto U = captured(Source, S);
  ASSERT_TRUE(U);
  if (U->Info.Errors)
    GTEST_SKIP() << "headers are not installed; see PACKAGE in " << Source;
  StringMap<const tocsin::ir::Function *> Seen;
  for (const tocsin::ir::Function &F : U->Functions)
    Seen[U->str(F.Name)] = &F;
  for (const Call &C : S.Calls) {
    SCOPED_TRACE(Source + ":" + itostr(C.Line));
    const tocsin::ir::Function *F = Seen.lookup(C.Name);
    if (!F) {
      ADD_FAILURE() << "capture does not see a call of " << C.Name;
      continue;
    }
    auto Fitting = M.match(*U, *F);
    for (const Row *R : M.named(C.Name))
      EXPECT_TRUE(is_contained(Fitting, R))
          << C.Name << ": the row at " << R->Source << " does not fit";
  }
}

INSTANTIATE_TEST_SUITE_P(Files, ModelCalls, testing::ValuesIn(sheets()),
                         [](const auto &Info) {
                           std::string Name = Info.param;
                           std::replace(Name.begin(), Name.end(), '-', '_');
                           return Name;
                         });

} // namespace
