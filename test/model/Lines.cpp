//===- Lines.cpp - Rows about members and templates, line by line ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For each FILE.cpp here: the calls that capture sees on a line have the roles
// that `// MODEL: ROLE, ROLE` at its end says by the rows of models/FILE.yaml,
// an unlabelled line has none, and each name with a row is called, or it or the
// type of a parameter is listed as ABSENT by a comment. FLAGS there are modules
// of pkg-config, options for Clang, or $(a command) that prints some.
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
#include <set>

using namespace llvm;
using namespace tocsin;
using namespace tocsin::model;

namespace {

using RoleSet = std::set<std::string>;

std::string read(const Twine &Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : std::string();
}

/// What a program prints.
std::string output(ArrayRef<StringRef> Args) {
  SmallString<128> Out;
  if (sys::fs::createTemporaryFile("lines", "out", Out))
    return "";
  auto Program = sys::findProgramByName(Args[0]);
  if (Program)
    sys::ExecuteAndWait(*Program, Args, std::nullopt,
                        {std::nullopt, StringRef(Out), StringRef()});
  std::string Text = read(Out);
  sys::fs::remove(Out);
  return Text;
}

struct Sheet {
  std::map<unsigned, RoleSet> Labels;
  StringSet<> Absent;
  std::vector<std::string> Args{"-std=c++20", "-w", "-fPIC"};
};

void addFlags(Sheet &S, StringRef Flags) {
  Flags = Flags.trim();
  std::string Said = Flags.str();
  if (Flags.starts_with("$"))
    Said = output({"sh", "-c", "echo " + Said});
  else if (!Flags.empty() && !Flags.starts_with("-"))
    Said = output({"sh", "-c", "pkg-config --cflags " + Said});
  SmallVector<StringRef, 8> Words;
  SplitString(Said, Words);
  for (StringRef Word : Words)
    S.Args.push_back(Word.str());
}

Sheet readSheet(StringRef Text) {
  Sheet S;
  SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  for (auto [I, Line] : enumerate(Lines)) {
    SmallVector<StringRef, 8> Words;
    if (Line.consume_front("// FLAGS:"))
      addFlags(S, Line);
    if (Line.consume_front("// ABSENT:")) {
      SplitString(Line, Words, ",");
      for (StringRef Word : Words)
        S.Absent.insert(Word.trim());
    }
    auto [Code, Label] = Line.split("// MODEL:");
    Words.clear();
    SplitString(Label, Words, ", ");
    for (StringRef Word : Words)
      S.Labels[I + 1].insert(Word.str());
  }
  return S;
}

std::vector<std::string> sheets() {
  std::vector<std::string> Names;
  std::error_code EC;
  for (sys::fs::directory_iterator I(TOCSIN_CALLS, EC), E; !EC && I != E;
       I.increment(EC)) {
    std::string Stem = sys::path::stem(I->path()).str();
    if (sys::path::extension(I->path()) == ".cpp" &&
        sys::fs::exists(Twine(TOCSIN_MODELS "/") + Stem + ".yaml"))
      Names.push_back(Stem);
  }
  sort(Names);
  return Names;
}

class ModelLines : public testing::TestWithParam<std::string> {};

/// Sheets of which some lines or rows have no fitting call yet.
static const StringSet<> Incomplete = {
    "abseil-containers", "asio",     "glib",
    "llvm-string",       "qt",       "std-filesystem",
    "std-fstream",       "std-path", "std-string",
    "std-threads"};

TEST_P(ModelLines, RowsFitTheCallsOfALine) {
  if (Incomplete.contains(GetParam()))
    GTEST_SKIP() << "the sheet is not complete";
  std::string Source = std::string(TOCSIN_CALLS) + "/" + GetParam() + ".cpp";
  std::string Yaml = std::string(TOCSIN_MODELS) + "/" + GetParam() + ".yaml";
  std::string Rows = read(Yaml);
  Model M;
  Error E = M.add(MemoryBufferRef(Rows, Yaml));
  ASSERT_FALSE(bool(E)) << toString(std::move(E));
  if (!sys::fs::can_execute(TOCSIN_PROGRAM))
    GTEST_SKIP() << "tocsin is not built";

  Sheet S = readSheet(read(Source));
  std::vector<StringRef> Args{TOCSIN_PROGRAM, "dump", Source, "--"};
  Args.insert(Args.end(), S.Args.begin(), S.Args.end());
  std::string Dump = output(Args);
  auto U = ir::readText(MemoryBufferRef(Dump, Source));
  ASSERT_TRUE(bool(U)) << toString(U.takeError());
  if (StringRef First = U->str(U->Info.FirstError); !First.empty()) {
    ASSERT_TRUE(First.contains("file not found")) << First.str();
    GTEST_SKIP() << "headers are not installed; see PACKAGE in " << Source;
  }

  std::map<unsigned, RoleSet> Seen;
  std::map<unsigned, RoleSet> Callees;
  std::set<std::pair<const Row *, std::string>> Used;
  for (const ir::Function &F : U->Functions)
    for (const ir::Instr &X : F.Instrs) {
      if (X.Kind != ir::Op::Call || X.Aux >= U->Functions.size())
        continue;
      const ir::Function &Callee = U->Functions[X.Aux];
      bool Here = X.At.File < U->Files.size() && U->Files[X.At.File].Main;
      if (Here)
        Callees[X.At.Line].insert(U->str(Callee.Name).str());
      for (const Row *R : M.match(*U, Callee)) {
        // A conversion and an override have rows under another name.
        StringRef Called = U->str(Callee.Name);
        std::string Convert = (U->str(Callee.Owner) + "::operator T").str();
        if (is_contained(R->Names, Convert) && !is_contained(R->Names, Called))
          Called = Convert;
        for (const std::string &Name : R->Names)
          if (!is_contained(R->Names, Called) || Name == Called)
            Used.insert({R, Name});
        if (Here)
          Seen[X.At.Line].insert(roleName(R->Is).str());
      }
    }
  auto Text = [](const RoleSet &Words) { return join(Words, ", "); };
  for (auto &[Line, Names] : Callees) {
    // Operands are converted on the way: a literal to a string.
    if (!S.Labels[Line].count("path.same"))
      Seen[Line].erase("path.same");
    EXPECT_EQ(Text(S.Labels[Line]), Text(Seen[Line]))
        << Source << ":" << Line << ": calls of " << Text(Names);
  }
  for (auto &[Line, Words] : S.Labels)
    EXPECT_TRUE(Words.empty() || Callees.count(Line))
        << Source << ":" << Line << ": no call on a labelled line";
  auto Foreign = [&](const auto &Type) {
    return S.Absent.contains(Type.second);
  };
  for (const auto &R : M.rows())
    for (const std::string &Name : R->Names)
      EXPECT_NE(S.Absent.contains(Name) || any_of(R->ParamTypes, Foreign),
                Used.count({R.get(), Name}) != 0)
          << Name << ": the row at " << R->Source
          << " fits no call, or fits one and is listed as absent";
}

INSTANTIATE_TEST_SUITE_P(Files, ModelLines, testing::ValuesIn(sheets()),
                         [](const auto &Info) {
                           std::string Name = Info.param;
                           std::replace(Name.begin(), Name.end(), '-', '_');
                           return Name;
                         });

} // namespace
