//===- PathsTest.cpp - Names of files behind links ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What stands below the root is named by where it lies, the rest as given.
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "Includes.h"
#include "Tree.h"
#include "gtest/gtest.h"

using namespace tocsin::tool;
namespace fs = llvm::sys::fs;

namespace {

TEST(Paths, LinksInsideTheRootAreResolved) {
  Tree T;
  T.add("top/src/a.h");
  ASSERT_FALSE(fs::create_link(T.path("top/src"), T.path("top/include")));
  Paths P(T.path("top"));
  EXPECT_EQ(T.path("top/src/a.h"), P.of(T.path("top/include/a.h")));
  EXPECT_EQ(T.path("top/src/a.h"), P.of(T.path("top/src/a.h")));
  EXPECT_EQ(T.path("top/gone.h"), P.of(T.path("top/gone.h")));
}

TEST(Paths, TheRootKeepsTheNameTheUserGave) {
  Tree T;
  T.add("disk/top/a.c");
  T.add("disk/topmost/b.c");
  ASSERT_FALSE(fs::create_link(T.path("disk/top"), T.path("work")));
  Paths P(T.path("work"));
  EXPECT_EQ(T.path("work/a.c"), P.of(T.path("work/a.c")));
  EXPECT_EQ(T.path("work/a.c"), P.of(T.path("disk/top/a.c")));
  EXPECT_EQ(T.path("disk/topmost/b.c"), P.of(T.path("disk/topmost/b.c")));
}

TEST(Paths, OutsideTheRootNamesStayAsTheyAre) {
  Tree T;
  T.add("other/a.h");
  T.add("top/x.c");
  ASSERT_FALSE(fs::create_link(T.path("other"), T.path("top/linked")));
  Paths P(T.path("top"));
  EXPECT_EQ(T.path("top/linked/a.h"), P.of(T.path("top/linked/a.h")));
}

TEST(Paths, AnIncludeThroughALinkReachesTheChangedHeader) {
  Tree T;
  T.add("src/a.h");
  T.add("x.c", "#include \"include/a.h\"\n");
  ASSERT_FALSE(fs::create_link(T.path("src"), T.path("include")));
  Paths P(T.root());
  Command C;
  C.File = T.path("x.c");
  llvm::StringSet<> Target;
  Target.insert(T.path("src/a.h"));
  EXPECT_FALSE(IncludeScanner().reaches(C, Target));
  EXPECT_TRUE(IncludeScanner([&](llvm::StringRef N) {
                return P.of(N);
              }).reaches(C, Target));
}

} // namespace
