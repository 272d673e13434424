//===- SuppressTest.cpp - NOLINT comments -------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each line says what clang-tidy 19 does with it.
//
//===----------------------------------------------------------------------===//

#include "Report/Suppress.h"
#include "gtest/gtest.h"

using namespace tocsin::report;

namespace {

const char *Check = "tocsin-file-toctou";

bool hides(llvm::StringRef Comment) {
  return Suppressions(("x; // " + Comment + "\n").str()).covers({1, 1}, Check);
}

TEST(Suppress, OnTheLine) {
  EXPECT_TRUE(hides("NOLINT"));
  EXPECT_TRUE(hides("NOLINT: because"));
  EXPECT_TRUE(hides("xNOLINT"));
  EXPECT_TRUE(hides("NOLINT2"));
  EXPECT_TRUE(hides("NOLINT_X"));
  EXPECT_FALSE(hides("NOLINTfoo"));
  EXPECT_FALSE(hides("nolint"));
}

TEST(Suppress, Lists) {
  EXPECT_TRUE(hides("NOLINT(tocsin-file-toctou)"));
  EXPECT_TRUE(hides("NOLINT(bugprone-*, tocsin-*)"));
  EXPECT_TRUE(hides("NOLINT( tocsin-file-toctou )"));
  EXPECT_FALSE(hides("NOLINT(bugprone-*)"));
  EXPECT_FALSE(hides("NOLINT()"));
  EXPECT_FALSE(hides("NOLINT(-tocsin-*)"));
  EXPECT_TRUE(hides("NOLINT(*,-tocsin-file-toctou)"));
  EXPECT_TRUE(hides("NOLINT (bugprone-*)")); // the blank ends the directive
  EXPECT_TRUE(hides("NOLINT(bugprone-*"));   // so does a missing bracket
}

TEST(Suppress, NextLine) {
  Suppressions S("// NOLINTNEXTLINE\nx;\ny;\n");
  EXPECT_FALSE(S.covers({1, 1}, Check));
  EXPECT_TRUE(S.covers({2, 1}, Check));
  EXPECT_FALSE(S.covers({3, 1}, Check));
}

TEST(Suppress, BlocksReachFromWordToWord) {
  Suppressions S("a; // NOLINTBEGIN(tocsin-*)\nb;\nc; // NOLINTEND(tocsin-*)\n"
                 "d;\n");
  EXPECT_TRUE(S.faults().empty());
  EXPECT_FALSE(S.covers({1, 1}, Check));
  EXPECT_TRUE(S.covers({2, 1}, Check));
  EXPECT_TRUE(S.covers({3, 1}, Check));
  EXPECT_FALSE(S.covers({4, 1}, Check));
  EXPECT_FALSE(S.covers({2, 1}, "bugprone-x"));
}

TEST(Suppress, UnmatchedBlocksAreFaultsAndHideNothing) {
  Suppressions S("// NOLINTBEGIN\n// NOLINTBEGIN(tocsin-*)\nx;\n// NOLINTEND\n"
                 "// NOLINTEND(tocsin-*)\ny;\n");
  ASSERT_EQ(2u, S.faults().size());
  EXPECT_EQ(4u, S.faults()[0].Line);
  EXPECT_EQ(4u, S.faults()[0].Col);
  EXPECT_EQ(1u, S.faults()[1].Line);
  EXPECT_TRUE(S.covers({3, 1}, Check)); // the inner pair fits
  EXPECT_FALSE(S.covers({6, 1}, Check));
}

} // namespace
