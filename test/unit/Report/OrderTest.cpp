//===- OrderTest.cpp - Order, merging, fingerprints ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The list must not depend on how the work was split.
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <random>

using namespace tocsin;
using namespace tocsin::report;

namespace {

std::string keyOf(const std::vector<Finding> &Findings) {
  std::string Key;
  for (const Finding &F : Findings)
    Key += F.At.File + ":" + std::to_string(F.At.Line) + ":" + F.Check + ":" +
           F.Message + ":" + std::to_string(F.Notes.size()) + ":" +
           std::to_string(int(F.Sure)) + "\n";
  return Key;
}

TEST(Order, AnyShuffleWithDuplicatesGivesTheSameList) {
  std::vector<Finding> All;
  for (unsigned Line : {5u, 2u, 9u})
    for (const char *Check : {"tocsin-b", "tocsin-a"}) {
      All.push_back(sample(Line));
      All.back().Check = Check;
      All.push_back(All.back());
      All.back().Sure = Confidence::High;
      All.push_back(All.back());
      All.back().Notes.push_back(All.back().Notes.front());
    }
  std::vector<Finding> First = All;
  orderAndMerge(First);
  EXPECT_EQ(6u, First.size());
  EXPECT_EQ(2u, First.front().At.Line);
  EXPECT_EQ("tocsin-a", First.front().Check);
  EXPECT_EQ(Confidence::High, First.front().Sure);
  EXPECT_EQ(1u, First.front().Notes.size());
  std::mt19937 Random(7);
  for (int Round = 0; Round < 50; ++Round) {
    std::vector<Finding> Again = All;
    Again.insert(Again.end(), All.begin(), All.begin() + Round % All.size());
    std::shuffle(Again.begin(), Again.end(), Random);
    orderAndMerge(Again);
    ASSERT_EQ(keyOf(First), keyOf(Again));
  }
}

std::vector<std::string> prints(std::vector<Finding> Findings,
                                llvm::StringRef Text) {
  Sources Src;
  Src.set("/src/a.c", Text);
  Report R = reportOf(std::move(Findings));
  setFingerprints(R.Entries, Src);
  std::vector<std::string> All;
  for (const Entry &E : R.Entries)
    All.push_back(E.Fingerprint);
  return All;
}

TEST(Fingerprint, SurvivesMovesBlanksAndWording) {
  auto Before = prints({sample(2, 3)}, "stat(P);\n  open(P);\n");
  Finding Moved = sample(4, 3);
  Moved.Message = "another wording";
  EXPECT_EQ(Before, prints({Moved}, "\n\n\n\t open( P ) ;\n"));
}

TEST(Fingerprint, TellsObjectsPatternsAndLinesApart) {
  auto Base = prints({sample()}, "stat(P);\n  open(P);\n");
  Finding Other = sample();
  Other.Object = "Q";
  EXPECT_NE(Base, prints({Other}, "stat(P);\n  open(P);\n"));
  Other = sample();
  Other.Pattern = "check-delete";
  EXPECT_NE(Base, prints({Other}, "stat(P);\n  open(P);\n"));
  EXPECT_NE(Base, prints({sample()}, "stat(P);\n  fopen(P);\n"));
}

TEST(Fingerprint, EqualOnesAreNumbered) {
  auto All = prints({sample(1), sample(2)}, "open(P);\nopen(P);\n");
  EXPECT_NE(All[0], All[1]);
}

TEST(Order, RelativePaths) {
  EXPECT_EQ("a/b.c", relativeTo("/src", "/src/a/b.c"));
  EXPECT_EQ("/source/b.c", relativeTo("/src", "/source/b.c"));
  EXPECT_EQ("/srcs/b.c", relativeTo("/src", "/srcs/b.c"));
  EXPECT_EQ("src/b.c", relativeTo("/", "/src/b.c"));
}

} // namespace
