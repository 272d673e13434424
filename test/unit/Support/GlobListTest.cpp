//===- GlobListTest.cpp - Lists of globs --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The list decides as clang-tidy's does.
//
//===----------------------------------------------------------------------===//

#include "Support/GlobList.h"
#include "gtest/gtest.h"

using namespace tocsin;

namespace {

TEST(Glob, StarIsTheOnlyWildcard) {
  EXPECT_TRUE(matchGlob("tocsin-*", "tocsin-file-toctou"));
  EXPECT_TRUE(matchGlob("*-toctou", "tocsin-file-toctou"));
  EXPECT_TRUE(matchGlob("t*-*e-*u", "tocsin-file-toctou"));
  EXPECT_TRUE(matchGlob("**", ""));
  EXPECT_FALSE(matchGlob("tocsin-", "tocsin-file-toctou"));
  EXPECT_FALSE(matchGlob("tocsin.*", "tocsin-file-toctou"));
  EXPECT_FALSE(matchGlob("*toctou-*", "tocsin-file-toctou"));
  EXPECT_FALSE(matchGlob("", "x"));
}

TEST(GlobList, LastMatchDecides) {
  GlobList L("-*, tocsin-*,-tocsin-temp-*\ntocsin-temp-name");
  EXPECT_TRUE(L.contains("tocsin-file-toctou"));
  EXPECT_FALSE(L.contains("tocsin-temp-other"));
  EXPECT_TRUE(L.contains("tocsin-temp-name"));
  EXPECT_FALSE(L.contains("bugprone-x"));
}

TEST(GlobList, NoLintDropsNegativeGlobs) {
  GlobList L("*,-tocsin-a", /*KeepNegative=*/false);
  EXPECT_TRUE(L.contains("tocsin-a"));
  EXPECT_FALSE(GlobList("-tocsin-*", false).contains("tocsin-a"));
}

TEST(GlobList, EmptyMatchesOnlyTheEmptyName) {
  EXPECT_FALSE(GlobList("").contains("tocsin-a"));
  EXPECT_TRUE(GlobList("").contains(""));
}

} // namespace
