//===- BudgetTest.cpp - Large functions end, and say so if not ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

/// `if (access(name, W_OK) == 0) chmod(name, 0);` so many times. `Name` gives
/// the expression of the N-th name.
Units pairs(unsigned Pairs, llvm::function_ref<std::string(unsigned)> Name) {
  std::string Text = "func @f(p: ptr<const char>) !1:1 {\n";
  for (unsigned I = 0; I < Pairs; ++I) {
    std::string N = std::to_string(I), At = " !" + std::to_string(I + 2);
    Text += "%p" + N + " = " + Name(I) + "\n";
    Text += "%m" + N + " = const 2 \"W_OK\"\n";
    Text +=
        "%r" + N + " = call @access(%p" + N + ", %m" + N + ")" + At + ":1\n";
    Text += "-> %r" + N + " ? true next" + N + ", false use" + N + "\n";
    Text += "use" + N + ":\n";
    Text += "%z" + N + " = const 0\n";
    Text += "call @chmod(%p" + N + ", %z" + N + ")" + At + ":30\n";
    Text += "-> next" + N + "\nnext" + N + ":\n";
  }
  Units L;
  L.push_back(unitOf(Text + "}\n"));
  return L;
}

/// Seconds of the processor that the pairs took; each must be found.
double seconds(unsigned Pairs, llvm::function_ref<std::string(unsigned)> Name) {
  Units L = pairs(Pairs, Name);
  AnalysisStats Stats;
  std::vector<Finding> Found = analyse(L, {}, &Stats);
  EXPECT_EQ(Stats.GaveUp, 0u);
  EXPECT_EQ(Found.size(), Pairs);
  return Stats.Seconds;
}

std::string own(unsigned I) { return "str \"/srv/" + std::to_string(I) + "\""; }
std::string shared(unsigned) { return "load p"; }

TEST(Budget, ManyPairsOfManyNames) { EXPECT_LT(seconds(3000, own), 30); }

TEST(Budget, PairsOfOneName) { EXPECT_LT(seconds(200, shared), 10); }

/// Every check is paired with every later use, and each window looks at all
/// calls: 3,000 pairs of one name take minutes.
TEST(Budget, ManyPairsOfOneName) { EXPECT_LT(seconds(3000, shared), 30); }

/// `int v = access(p, W_OK); if (v && c) v = !v; ... if (v) chmod(p, 0);`
double nested(unsigned Times) {
  std::string Text = R"(
    func @f(p: ptr<const char>, c: int) !1:1 {
      local v: int
      %p = load p
      %m = const 2 "W_OK"
      %r = call @access(%p, %m) !2:1
      store v, %r
  )";
  for (unsigned I = 0; I < Times; ++I) {
    std::string N = std::to_string(I);
    Text += "%v" + N + " = load v\n-> %v" + N + " ? true and" + N +
            ", false next" + N + "\nand" + N + ":\n%c" + N +
            " = load c\n-> %c" + N + " ? true flip" + N + ", false next" + N +
            "\nflip" + N + ":\n%n" + N + " = not %v" + N + "\nstore v, %n" + N +
            "\n-> next" + N + "\nnext" + N + ":\n";
  }
  Text += R"(
      %v = load v
      -> %v ? true use, false exit
    use:
      %z = const 0
      call @chmod(%p, %z) !3:1
    })";
  Units L;
  L.push_back(unitOf(Text));
  AnalysisStats Stats;
  EXPECT_EQ(analyse(L, {}, &Stats).size(), 1u);
  return Stats.Seconds;
}

TEST(Budget, ValueDecidedByItself) { EXPECT_LT(nested(4), 5); }

/// The range of a value is asked of shared terms once on each way to them:
/// exponential in the number of conditions.
TEST(Budget, ValueDecidedByItselfManyTimes) { EXPECT_LT(nested(24), 5); }

} // namespace
