//===- FilterTest.cpp - Filters by place --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is shown, and what the filters refuse to read.
//
//===----------------------------------------------------------------------===//

#include "Report/Filter.h"
#include "Tools.h"
#include "gtest/gtest.h"

using namespace tocsin;
using namespace tocsin::report;

namespace {

Finding in(const char *File, unsigned Line = 2) {
  Finding F = sample(Line);
  F.At.File = File;
  return F;
}

PlaceFilter project() {
  PlaceFilter P;
  P.Root = "/src";
  P.Main.insert("/src/a.c");
  P.System.insert("/usr/include/stdio.h");
  return P;
}

TEST(Filter, ProjectHeadersYesSystemAndThirdPartyNo) {
  PlaceFilter P = project();
  EXPECT_TRUE(P.passes(in("/src/a.c")));
  EXPECT_TRUE(P.passes(in("/src/include/a.h")));
  EXPECT_FALSE(P.passes(in("/usr/include/stdio.h")));
  EXPECT_FALSE(P.passes(in("/src/third_party/z/z.c")));
  EXPECT_FALSE(P.passes(in("/src/build/_deps/z/z.h")));
}

TEST(Filter, WhatTheUserNamesIsNeverThirdParty) {
  PlaceFilter P = project();
  P.Asked.insert("/src/vendor/z.c");
  EXPECT_TRUE(P.passes(in("/src/vendor/z.c")));
  P.Root = "/home/vendor/src"; // a directory above the root does not count
  EXPECT_TRUE(P.passes(in("/home/vendor/src/z.h")));
}

TEST(Filter, HeaderFilters) {
  PlaceFilter P = project();
  ASSERT_FALSE(bool(P.setHeaderFilter("include/")));
  EXPECT_TRUE(P.passes(in("/src/include/a.h")));
  EXPECT_FALSE(P.passes(in("/src/lib/a.h")));
  EXPECT_TRUE(P.passes(in("/src/a.c")));
  ASSERT_FALSE(bool(P.setExcludeHeaderFilter("a\\.h$")));
  EXPECT_FALSE(P.passes(in("/src/include/a.h")));
  EXPECT_TRUE(P.passes(in("/src/include/b.h")));
  ASSERT_FALSE(bool(P.setHeaderFilter(""))); // none, as in clang-tidy
  EXPECT_FALSE(P.passes(in("/src/include/b.h")));
  EXPECT_TRUE(P.passes(in("/src/a.c")));
}

TEST(Filter, AHeaderGivenAsFileLimitsTheReport) {
  PlaceFilter P = project();
  P.Only.insert("/src/b.h");
  P.Asked.insert("/src/b.h");
  EXPECT_TRUE(P.passes(in("/src/b.h")));
  EXPECT_FALSE(P.passes(in("/src/a.c")));
}

TEST(LineFilter, FirstFileThatFitsDecides) {
  auto L = LineFilter::parse(
      R"([{"name":"a.c","lines":[[2,3],[9,9]]},{"name":"b.h"}])");
  ASSERT_TRUE(bool(L));
  EXPECT_TRUE(L->passes({"/src/a.c", 2, 1}));
  EXPECT_TRUE(L->passes({"/src/a.c", 9, 1}));
  EXPECT_FALSE(L->passes({"/src/a.c", 4, 1}));
  EXPECT_TRUE(L->passes({"/src/b.h", 70, 1}));
  EXPECT_FALSE(L->passes({"/src/c.c", 2, 1}));
  EXPECT_TRUE(LineFilter().passes({"/src/c.c", 2, 1}));
}

TEST(LineFilter, RefusesWhatIsNotAFilter) {
  for (const char *Bad :
       {"", "{}", "[{}]", R"([{"name":""}])", R"([{"name":"a","lines":3}])",
        R"([{"name":"a","lines":[[1]]}])", R"([{"name":"a","lines":[[3,1]]}])",
        R"([{"name":"a","lines":[[0,1]]}])",
        R"([{"name":"a","lines":[[1,99999999999]]}])"}) {
    auto L = LineFilter::parse(Bad);
    EXPECT_FALSE(bool(L)) << Bad;
    EXPECT_NE(std::string::npos,
              llvm::toString(L.takeError()).find("--line-filter: "));
  }
}

TEST(ChangedLines, ActOrNote) {
  PlaceFilter P = project();
  P.Changed.emplace();
  P.Changed->Files["/src/a.c"] = {{2, 2}};
  EXPECT_TRUE(P.passes(in("/src/a.c", 2)));
  EXPECT_FALSE(P.passes(in("/src/a.c", 7)));
  P.Changed->Files["/src/a.c"] = {{1, 1}}; // the note's line
  EXPECT_TRUE(P.passes(in("/src/a.c", 7)));
}

} // namespace
