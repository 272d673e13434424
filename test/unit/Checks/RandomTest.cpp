//===- RandomTest.cpp - Same program, same findings -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include <random>

using namespace tocsin;
using namespace tocsin::test;

namespace {

AnalysisOptions everything() {
  AnalysisOptions O;
  O.MinConfidence = Confidence::Low;
  return O;
}

TEST(Random, OrderAndRepetitionOfUnitsDoNotMatter) {
  std::mt19937 Rng(1);
  for (unsigned Seed = 0; Seed < 10; ++Seed) {
    Units L = randomUnits(Seed, 60, 12);
    std::string Expected = print(analyse(L, everything()));
    EXPECT_FALSE(Expected.empty()) << "seed " << Seed;
    for (unsigned Round = 0; Round < 6; ++Round) {
      Units Other;
      for (auto &U : L)
        for (unsigned I = 1 + Rng() % 2; I > 0; --I)
          Other.push_back(std::make_unique<ir::Unit>(*U));
      std::shuffle(Other.begin(), Other.end(), Rng);
      EXPECT_EQ(print(analyse(Other, everything())), Expected)
          << "seed " << Seed;
    }
  }
}

/// Names, types and functions in another order are the same program.
TEST(Random, OrderOfTheTablesDoesNotMatter) {
  for (unsigned Seed = 0; Seed < 5; ++Seed) {
    Units L = randomUnits(Seed, 60, 12), Other;
    for (auto &U : L) {
      // Written and read, a unit numbers its tables anew.
      std::string Text;
      llvm::raw_string_ostream OS(Text);
      ir::writeText(*U, OS);
      auto Again = ir::readText({OS.str(), "again"});
      ASSERT_TRUE(!!Again) << llvm::toString(Again.takeError());
      Other.push_back(std::make_unique<ir::Unit>(std::move(*Again)));
    }
    EXPECT_EQ(print(analyse(Other, everything())),
              print(analyse(L, everything())));
  }
}

/// All are analysed to the end, whatever shape their loops have.
void manyFunctions(unsigned MaxBlocks) {
  Units L = randomUnits(99, 300, MaxBlocks);
  AnalysisStats Stats;
  std::string Expected = print(analyse(L, everything(), &Stats));
  EXPECT_FALSE(Expected.empty());
  EXPECT_EQ(Stats.GaveUp, 0u);
  EXPECT_GT(Stats.Analysed, 250u);
  EXPECT_LT(Stats.Seconds, 30);
  std::reverse(L.begin(), L.end());
  EXPECT_EQ(print(analyse(L, everything())), Expected);
}

TEST(Random, ControlFlowOfAnyShapeEnds) { manyFunctions(12); }

/// FunctionFlow::range() walks shared terms again on every way that leads to
/// them: minutes instead of half a second.
TEST(Random, LargeControlFlowEnds) { manyFunctions(40); }

} // namespace
