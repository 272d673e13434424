//===- GraphTest.cpp - Dominance and control dependence -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/Graph.h"
#include "llvm/ADT/STLExtras.h"
#include <gtest/gtest.h>
#include <random>

using namespace tocsin;
using namespace tocsin::flow;

namespace {

/// A function of empty blocks; two successors are a branch.
ir::Function shape(std::vector<std::vector<unsigned>> Succs) {
  ir::Function F;
  for (auto &S : Succs) {
    ir::Block B;
    for (unsigned I = 0; I < S.size(); ++I) {
      ir::Edge E;
      E.To = S[I];
      E.Kind = S.size() == 1 ? ir::EdgeKind::Next
               : I == 0      ? ir::EdgeKind::True
                             : ir::EdgeKind::False;
      B.Succs.push_back(E);
    }
    F.Blocks.push_back(B);
  }
  return F;
}

Graph graphOf(const ir::Function &F, std::vector<unsigned> Cut = {}) {
  llvm::BitVector Ends(F.Blocks.size());
  for (unsigned B : Cut)
    Ends.set(B);
  return Graph(F, Ends);
}

TEST(Graph, ThenBranchDependsOnItsCondition) {
  // 0: if -> 1 then, 2 after; 1 -> 2; 2 -> 3 exit
  ir::Function F = shape({{1, 2}, {2}, {3}, {}});
  Graph G = graphOf(F);
  ASSERT_EQ(G.control(1).size(), 1u);
  EXPECT_TRUE(G.control(1)[0] == (BranchEdge{0, 0}));
  EXPECT_TRUE(G.control(2).empty());
}

TEST(Graph, WhatFollowsAnEarlyReturnDependsOnIt) {
  // 0: if bad -> 1 return (exit 3), else 2; 2 -> 3
  ir::Function F = shape({{1, 2}, {3}, {3}, {}});
  Graph G = graphOf(F);
  ASSERT_EQ(G.control(2).size(), 1u);
  EXPECT_TRUE(G.control(2)[0] == (BranchEdge{0, 1}));
}

TEST(Graph, WhatFollowsACallThatNeverReturnsDependsOnTheTest) {
  // 0: if bad -> 1 die(); 1 -> 2 as the compiler sees it
  ir::Function F = shape({{1, 2}, {2}, {3}, {}});
  EXPECT_TRUE(graphOf(F).control(2).empty());
  Graph G = graphOf(F, {1});
  ASSERT_EQ(G.control(2).size(), 1u);
  EXPECT_TRUE(G.control(2)[0] == (BranchEdge{0, 1}));
}

TEST(Graph, ClosureClimbsNestedBranches) {
  // 0 -> 1 | 4; 1 -> 2 | 3; 2 -> 3 -> 4
  ir::Function F = shape({{1, 4}, {2, 3}, {3}, {4}, {}});
  Graph G = graphOf(F);
  EXPECT_EQ(G.control(2).size(), 1u);
  EXPECT_EQ(G.controlClosure(2).size(), 2u);
}

TEST(Graph, EndlessLoopsHaveControlDependence) {
  // 0 -> 1; 1: if -> 2 | 3; 2 -> 1; 3 -> 1
  ir::Function F = shape({{1}, {2, 3}, {1}, {1}, {}});
  Graph G = graphOf(F);
  EXPECT_FALSE(G.control(2).empty() && G.control(3).empty());
  EXPECT_TRUE(G.reaches(1, 1));
  EXPECT_FALSE(G.reachable(4));
}

TEST(Graph, Dominance) {
  ir::Function F = shape({{1, 2}, {3}, {3}, {4}, {}});
  Graph G = graphOf(F);
  EXPECT_TRUE(G.dominates(0, 3));
  EXPECT_FALSE(G.dominates(1, 3));
  EXPECT_TRUE(G.dominates(3, 4));
}

/// By definition: B depends on an edge if control that takes the edge cannot
/// avoid B on its way to an end, and from the branch it can.
TEST(Graph, RandomAcyclicGraphsMatchTheDefinition) {
  std::mt19937 Rng(7);
  for (int Round = 0; Round < 300; ++Round) {
    unsigned N = 4 + Rng() % 8;
    std::vector<std::vector<unsigned>> S(N);
    for (unsigned I = 0; I + 1 < N; ++I) {
      S[I].push_back(I + 1 + Rng() % (N - I - 1));
      if (Rng() % 2) {
        unsigned Other = I + 1 + Rng() % (N - I - 1);
        if (Other != S[I][0])
          S[I].push_back(Other);
      }
    }
    ir::Function F = shape(S);
    Graph G = graphOf(F);
    // Can control go from A to the last block without passing B?
    auto Avoids = [&](unsigned A, unsigned B) {
      std::vector<bool> Seen(N);
      std::vector<unsigned> Work{A};
      while (!Work.empty()) {
        unsigned X = Work.back();
        Work.pop_back();
        if (X == B || Seen[X])
          continue;
        Seen[X] = true;
        if (X == N - 1)
          return true;
        for (unsigned Y : S[X])
          Work.push_back(Y);
      }
      return false;
    };
    for (unsigned B = 0; B < N; ++B) {
      if (!G.reachable(B))
        continue;
      for (unsigned X = 0; X < N; ++X) {
        if (S[X].size() < 2 || !G.reachable(X))
          continue;
        for (unsigned E = 0; E < 2; ++E) {
          bool Expected =
              !Avoids(S[X][E], B) && (X == B ? false : Avoids(X, B));
          bool Got = llvm::is_contained(G.control(B), BranchEdge{X, E});
          EXPECT_EQ(Got, Expected) << "round " << Round << " block " << B
                                   << " edge " << X << "/" << E;
        }
      }
    }
  }
}

} // namespace
