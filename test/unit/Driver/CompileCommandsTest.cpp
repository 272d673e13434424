//===- CompileCommandsTest.cpp - Databases and flags --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is taken from a database, and what is left of a foreign command.
//
//===----------------------------------------------------------------------===//

#include "CompileCommands.h"
#include "Includes.h"
#include "Tree.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

using namespace tocsin::tool;
using llvm::StringRef;

namespace {

/// The flags that stay, without what is always added.
std::vector<std::string> adjusted(std::vector<std::string> Args,
                                  std::vector<std::string> *Dropped = nullptr) {
  Command C;
  C.File = "/src/a.c";
  C.Directory = "/src";
  C.Args = std::move(Args);
  std::vector<std::string> Ignored;
  adjustCommand(C, {}, Dropped ? *Dropped : Ignored);
  EXPECT_EQ("/src/a.c", C.Args.back());
  auto End = llvm::find(C.Args, "-w");
  EXPECT_NE(C.Args.end(), End);
  return {C.Args.begin(), End};
}

using Strings = std::vector<std::string>;

TEST(Adjust, OutputsAndOtherJobsGo) {
  EXPECT_EQ((Strings{"cc", "-O2", "-DX=1"}),
            adjusted({"cc", "-c", "-O2", "-o", "a.o", "-MD", "-MF", "a.d",
                      "-MTa.o", "-DX=1", "-save-temps", "a.c"}));
}

TEST(Adjust, ValuesStayWithTheirFlags) {
  EXPECT_EQ((Strings{"cc", "-I", "inc", "-Iinc2", "-include", "config.h",
                     "-isystem", "sys", "-x", "c"}),
            adjusted({"cc", "-I", "inc", "-Iinc2", "-include", "config.h",
                      "-isystem", "sys", "-x", "c", "a.c"}));
}

TEST(Adjust, FlagsOfOtherCompilersGoAndAreTold) {
  Strings Dropped;
  EXPECT_EQ((Strings{"cc", "-g"}),
            adjusted({"cc", "-fgcse-after-nonsense", "-g", "a.c"}, &Dropped));
  EXPECT_EQ((Strings{"-fgcse-after-nonsense"}), Dropped);
}

TEST(Adjust, NothingTurnsIntoErrorsAndNoForeignFilesAreRead) {
  EXPECT_EQ((Strings{"cc", "-Wall"}),
            adjusted({"cc", "-Werror", "-Werror=format", "-pedantic-errors",
                      "-Wall", "-include-pch", "x.pch", "-fplugin=p.so",
                      "-Xclang", "-load", "-Xclang", "p.so", "a.c"}));
}

TEST(Adjust, LaunchersGoAndTheModeComesFromTheCompiler) {
  Strings Args = adjusted({"/usr/bin/ccache", "distcc", "g++", "-O1", "a.c"});
  EXPECT_EQ("g++", Args.front());
  EXPECT_TRUE(llvm::is_contained(Args, "--driver-mode=g++"));
  EXPECT_TRUE(llvm::is_contained(Args, "-O1"));
  Args = adjusted({"aarch64-linux-gnu-gcc", "a.c"});
  EXPECT_TRUE(llvm::any_of(Args, [](StringRef A) {
    return A.contains("aarch64-linux-gnu") && A.starts_with("-");
  }));
}

TEST(Adjust, InstalledHeadersAreSystemHeaders) {
  EXPECT_EQ((Strings{"cc", "-Iinc", "-isystem", "/usr/include/glib-2.0",
                     "-isystem", "/usr/lib/x86_64-linux-gnu/glib-2.0/include",
                     "-isystem", "/usr/include/x86_64-linux-gnu/qt5/QtCore"}),
            adjusted({"cc", "-Iinc", "-I/usr/include/glib-2.0", "-I",
                      "/usr/lib/x86_64-linux-gnu/glib-2.0/include",
                      "-I/usr/include/x86_64-linux-gnu/qt5/QtCore", "a.c"}));
  // The compiler's own order.
  Strings Own{"cc", "-I/usr/include", "-I/usr/include/x86_64-linux-gnu/",
              "-I/usr/include/c++/12"};
  EXPECT_EQ(
      Own, adjusted({"cc", "-I/usr/include", "-I/usr/include/x86_64-linux-gnu/",
                     "-I/usr/include/c++/12", "a.c"}));
}

TEST(Adjust, OneInputIsLeft) {
  EXPECT_EQ((Strings{"cc", "-O1"}), adjusted({"cc", "b.c", "a.c", "-O1"}));
  EXPECT_EQ((Strings{"cc"}), adjusted({"cc", "--", "a.c", "-O1"}));
}

class Database : public ::testing::Test {
protected:
  /// Rows of file and command, in the tree's root.
  void write(std::vector<std::pair<std::string, std::string>> Rows,
             StringRef Where = "compile_commands.json") {
    std::string Text = "[";
    for (auto &[File, Line] : Rows)
      Text += (Text.size() > 1 ? "," : "") + std::string("{\"directory\":\"") +
              T.root() + "\",\"file\":\"" + File + "\",\"command\":\"" + Line +
              "\"}";
    T.add(Where, Text + "]");
  }
  CommandList select(std::vector<std::string> Files = {}) {
    CommandRequest R;
    R.Database = T.root();
    R.Files = std::move(Files);
    auto List = selectCommands(R);
    if (List)
      return std::move(*List);
    ADD_FAILURE() << llvm::toString(List.takeError());
    return {};
  }
  Tree T;
};

TEST_F(Database, IsFoundUpwardsAndInBuildDirectories) {
  T.add("project/src/deep/a.c");
  T.add("project/build-x/compile_commands.json");
  T.add("project/build/compile_commands.json");
  auto Found = findDatabase("", T.path("project/src/deep"));
  ASSERT_TRUE(bool(Found));
  EXPECT_EQ(T.path("project/build/compile_commands.json"), *Found);
  T.add("project/src/compile_commands.json");
  EXPECT_EQ(T.path("project/src/compile_commands.json"),
            *findDatabase("", T.path("project/src/deep")));
  EXPECT_EQ(T.path("project/build-x/compile_commands.json"),
            *findDatabase(T.path("project/build-x"), "/"));
}

TEST_F(Database, EqualEntriesOnceDifferentOnesEach) {
  T.add("a.c");
  write({{"a.c", "cc -c a.c -o 1.o"},
         {T.path("a.c"), "cc -c a.c -o 2.o"},
         {"./a.c", "cc -DX -c a.c"}});
  CommandList List = select();
  ASSERT_EQ(2u, List.Commands.size());
  EXPECT_EQ(T.path("a.c"), List.Commands[0].File);
  EXPECT_EQ(T.path("a.c"), List.Commands[1].File);
  EXPECT_TRUE(llvm::is_contained(List.Commands[1].Args, "-DX"));
}

TEST_F(Database, ADirectoryIsAFilter) {
  T.add("lib/a.c");
  T.add("library/b.c");
  write({{"lib/a.c", "cc lib/a.c"}, {"library/b.c", "cc library/b.c"}});
  CommandList List = select({T.path("lib")});
  ASSERT_EQ(1u, List.Commands.size());
  EXPECT_EQ(T.path("lib/a.c"), List.Commands[0].File);
}

TEST_F(Database, OtherLanguagesAreSkippedAndGoneFilesTold) {
  T.add("a.S");
  T.add("b.cu");
  T.add("c.txt");
  write({{"a.S", "cc a.S"},
         {"b.cu", "nvcc b.cu"},
         {"c.txt", "cc -x c c.txt"},
         {"gone.c", "cc gone.c"}});
  CommandList List = select();
  EXPECT_EQ(2u, List.Skipped);
  ASSERT_EQ(2u, List.Commands.size());
  EXPECT_EQ("", List.Commands[0].Problem);
  EXPECT_NE("", List.Commands[1].Problem);
}

TEST_F(Database, AHeaderGoesThroughASourceThatSeesIt) {
  T.add("inc/deep.h");
  T.add("inc/middle.h", "  #  include \"deep.h\"\n");
  T.add("no.c", "#include <stdio.h>\n");
  T.add("yes.c", "#include <middle.h>\n");
  write({{"no.c", "cc no.c"}, {"yes.c", "cc -I inc yes.c"}});
  CommandList List = select({T.path("inc/deep.h")});
  ASSERT_EQ(1u, List.Commands.size());
  EXPECT_EQ(T.path("yes.c"), List.Commands[0].File);
  EXPECT_EQ(Strings{T.path("inc/deep.h")}, List.Headers);
}

TEST_F(Database, AFileThatIsNotListedBorrowsFlags) {
  T.add("lib/a.c");
  T.add("lib/new.c");
  write({{"lib/a.c", "cc -DBORROWED lib/a.c"}});
  CommandList List = select({T.path("lib/new.c")});
  ASSERT_EQ(1u, List.Commands.size());
  EXPECT_EQ(T.path("lib/new.c"), List.Commands[0].File);
  EXPECT_TRUE(llvm::is_contained(List.Commands[0].Args, "-DBORROWED"));
}

TEST_F(Database, AfterDashesFlagsOrAWholeCall) {
  T.add("a.cpp");
  CommandRequest R;
  R.Files = {T.path("a.cpp")};
  R.Flags = {{"-DX"}};
  auto List = selectCommands(R);
  ASSERT_TRUE(bool(List));
  EXPECT_EQ("clang", List->Commands.at(0).Args.front());
  R.Flags = {{"/usr/bin/c++", "-DX", "-c", "a.cpp", "-o", "a.o"}};
  List = selectCommands(R);
  ASSERT_TRUE(bool(List));
  EXPECT_EQ("/usr/bin/c++", List->Commands.at(0).Args.front());
  EXPECT_FALSE(llvm::is_contained(List->Commands.at(0).Args, "a.o"));
}

TEST_F(Database, ResponseFilesAreReadFromTheEntrysDirectory) {
  T.add("a.c");
  T.add("flags.rsp", "-DFROM_FILE \"-DTWO WORDS\"\n");
  write({{"a.c", "cc @flags.rsp a.c"}});
  CommandList List = select();
  ASSERT_EQ(1u, List.Commands.size());
  EXPECT_TRUE(llvm::is_contained(List.Commands[0].Args, "-DFROM_FILE"));
  EXPECT_TRUE(llvm::is_contained(List.Commands[0].Args, "-DTWO WORDS"));
}

} // namespace
