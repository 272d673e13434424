//===- ConfigTest.cpp - Configuration and diffs -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What .clang-tidy files and git diffs are read as.
//
//===----------------------------------------------------------------------===//

#include "Config.h"
#include "Diff.h"
#include "Tree.h"
#include "gtest/gtest.h"

using namespace tocsin;
using namespace tocsin::tool;

namespace {

std::string errorOf(llvm::StringRef Text) {
  auto File = TidyFile::parse({Text, "f"});
  return File ? "" : llvm::toString(File.takeError());
}

TEST(TidyFile, BothShapesOfListsAndOptions) {
  auto A = TidyFile::parse({"Checks: '-*,tocsin-a'\n"
                            "CheckOptions:\n"
                            "  tocsin-a.X: 1\n"
                            "ExtraArgs: [-DX]\n",
                            "a"});
  auto B = TidyFile::parse({"Checks: ['-*', tocsin-a]\n"
                            "CheckOptions:\n"
                            "  - key: tocsin-a.X\n"
                            "    value: '1'\n",
                            "b"});
  ASSERT_TRUE(A && B);
  EXPECT_EQ("-*,tocsin-a", *A->Checks);
  EXPECT_EQ(*A->Checks, *B->Checks);
  EXPECT_EQ("1", A->CheckOptions["tocsin-a.X"]);
  EXPECT_EQ(A->CheckOptions, B->CheckOptions);
  EXPECT_EQ(1u, A->ExtraArgs.size());
}

TEST(TidyFile, FoldedTextAndKeysOfOthers) {
  auto F = TidyFile::parse({"---\nChecks: >\n  -*,\n  tocsin-a\n"
                            "RemovedArgs: [{a: [b]}]\nUser: me\n"
                            "WarningsAsErrors: ''\n...\n",
                            "f"});
  ASSERT_TRUE(bool(F));
  EXPECT_TRUE(GlobList(*F->Checks).contains("tocsin-a"));
  EXPECT_FALSE(GlobList(*F->Checks).contains("tocsin-b"));
  EXPECT_EQ("", *F->WarningsAsErrors);
}

TEST(TidyFile, ErrorsNameLineAndColumn) {
  EXPECT_EQ("", errorOf(""));
  EXPECT_EQ("f:2:12: error: ExtraArgs must be a list",
            errorOf("---\nExtraArgs: 7\n"));
  EXPECT_EQ("f:1:15: error: CheckOptions must be a map, or a list of key and "
            "value",
            errorOf("CheckOptions: 7\n"));
  EXPECT_EQ("f:1:1: error: the file must be a map of keys and values",
            errorOf("- a\n"));
  EXPECT_EQ(0u, errorOf("Checks: 'a\n").find("f:"));
}

TEST(Config, OnlyGlobsThatNameTocsinCount) {
  Tree T;
  T.add("a/.clang-tidy", "Checks: '-*,bugprone-*,-tocsin-temp-name'\n");
  Options Opts;
  Config C(Opts);
  auto S = C.forFile(T.path("a/b/x.c"));
  ASSERT_TRUE(bool(S));
  EXPECT_TRUE(S->enabled("tocsin-file-toctou"));
  EXPECT_FALSE(S->enabled("tocsin-temp-name"));
  EXPECT_FALSE(S->enabled("bugprone-x"));
}

TEST(Config, TheCommandLineIsTakenLiterally) {
  Tree T;
  T.add(".clang-tidy", "Checks: 'tocsin-*'\n");
  Options Opts;
  Opts.Checks = "-*,tocsin-temp-name";
  Config C(Opts);
  auto S = C.forFile(T.path("x.c"));
  ASSERT_TRUE(bool(S));
  EXPECT_FALSE(S->enabled("tocsin-file-toctou"));
  EXPECT_TRUE(S->enabled("tocsin-temp-name"));
}

TEST(Config, InheritanceIsOnRequestAndInnerWins) {
  Tree T;
  T.add(".clang-tidy", "Checks: '-tocsin-temp-name'\n"
                       "CheckOptions: {tocsin-a.X: out, tocsin-a.Y: out}\n");
  T.add("in/.clang-tidy", "InheritParentConfig: true\n"
                          "CheckOptions: {tocsin-a.X: in}\n");
  T.add("alone/.clang-tidy", "CheckOptions: {tocsin-a.X: in}\n");
  Options Opts;
  Config C(Opts);
  auto In = C.forFile(T.path("in/x.c"));
  ASSERT_TRUE(bool(In));
  EXPECT_FALSE(In->enabled("tocsin-temp-name"));
  EXPECT_EQ("in", In->File.CheckOptions.at("tocsin-a.X"));
  EXPECT_EQ("out", In->File.CheckOptions.at("tocsin-a.Y"));
  auto Alone = C.forFile(T.path("alone/x.c"));
  ASSERT_TRUE(bool(Alone));
  EXPECT_TRUE(Alone->enabled("tocsin-temp-name"));
  EXPECT_FALSE(Alone->File.CheckOptions.count("tocsin-a.Y"));
}

TEST(Config, ConfidenceIsSetCheckByCheck) {
  Tree T;
  T.add("a/.clang-tidy",
        "CheckOptions: {tocsin-temp-name.MinConfidence: high}\n");
  T.add("b/.clang-tidy",
        "CheckOptions: {tocsin-temp-name.MinConfidence: hihg}\n");
  Options Opts;
  Config C(Opts);
  auto S = C.forFile(T.path("a/x.c"));
  ASSERT_TRUE(bool(S));
  EXPECT_EQ(Confidence::High, S->least("tocsin-temp-name"));
  EXPECT_EQ(Confidence::Medium, S->least("tocsin-file-toctou"));
  auto Bad = C.forFile(T.path("b/x.c"));
  ASSERT_FALSE(bool(Bad));
  EXPECT_EQ(T.path("b/.clang-tidy") +
                ":1:16: error: tocsin-temp-name.MinConfidence: 'hihg' is no "
                "confidence; there are low, medium, high",
            llvm::toString(Bad.takeError()));
}

TEST(Config, OnlyWhatTheAnalysisAsksForSetsFilesApart) {
  Tree T;
  T.add(".clang-tidy", "CheckOptions: {bugprone-x.Y: 1, tocsin-model.File: m,"
                       " tocsin-a.MinConfidence: low, tocsin-a.Strict: 1}\n");
  Options Opts;
  Config C(Opts);
  auto S = C.forFile(T.path("x.c"));
  ASSERT_TRUE(bool(S));
  EXPECT_EQ((std::map<std::string, std::string>{{"tocsin-a.Strict", "1"}}),
            S->analysisOptions());
}

TEST(Diff, HunksOfFiles) {
  report::ChangedLines C =
      parseDiff("diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n"
                "@@ -1,0 +2,3 @@ f\n+a\n+++ b/fake.c\n+c\n"
                "@@ -9 +12 @@\n-old\n+new\n"
                "@@ -20,2 +22,0 @@\n-p\n-q\n"
                "diff --git a/d.c b/d.c\n--- a/d.c\n+++ /dev/null\n"
                "@@ -1 +0,0 @@\n-x\n"
                "--- \"a/\\303\\244 b.c\"\n+++ \"b/\\303\\244 b.c\"\n"
                "@@ -0,0 +1 @@\n+x\n",
                "/top");
  EXPECT_EQ(2u, C.Files.size());
  using Ranges = std::vector<report::LineRange>;
  EXPECT_EQ((Ranges{{2, 4}, {12, 12}, {22, 23}}), C.Files["/top/x.c"]);
  EXPECT_EQ((Ranges{{1, 1}}), C.Files["/top/\u00e4 b.c"]);
}

} // namespace
