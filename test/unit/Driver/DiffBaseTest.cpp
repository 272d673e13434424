//===- DiffBaseTest.cpp - What --diff compares with -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Real repositories, in the states that a hook meets.
//
//===----------------------------------------------------------------------===//

#include "Diff.h"
#include "Tree.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "gtest/gtest.h"
#include <cstdlib>

using namespace tocsin::tool;
using llvm::StringRef;

namespace {

class DiffBases : public ::testing::Test {
protected:
  void SetUp() override {
    for (const char *Name : Variables)
      unsetenv(Name);
    // Neither the user's settings nor a repository around the tests count.
    for (const char *Name : {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"})
      setenv(Name, "/dev/null", 1);
    for (const char *Who : {"AUTHOR", "COMMITTER"}) {
      setenv((std::string("GIT_") + Who + "_NAME").c_str(), "A", 1);
      setenv((std::string("GIT_") + Who + "_EMAIL").c_str(), "a@b.c", 1);
    }
    git({"init", "-q", "-b", "main"});
  }
  void TearDown() override {
    for (const char *Name : Variables)
      unsetenv(Name);
  }

  std::string git(std::vector<StringRef> Args) {
    std::string Program = *llvm::sys::findProgramByName("git");
    std::string Out = T.path(".git-out"), Root = T.root();
    std::vector<StringRef> All{Program, "-C", Root};
    All.insert(All.end(), Args.begin(), Args.end());
    std::optional<StringRef> Streams[] = {StringRef(), StringRef(Out),
                                          std::nullopt};
    EXPECT_EQ(0, llvm::sys::ExecuteAndWait(Program, All, std::nullopt, Streams))
        << llvm::join(Args, " ");
    auto Text = llvm::MemoryBuffer::getFile(Out);
    return Text ? (*Text)->getBuffer().rtrim().str() : "";
  }
  std::string commit(StringRef Message) {
    git({"commit", "-q", "--allow-empty", "-m", Message});
    return git({"rev-parse", "HEAD"});
  }
  DiffBase base(StringRef Wanted) {
    auto B = diffBase(Wanted, T.root());
    if (B)
      return *B;
    ADD_FAILURE() << llvm::toString(B.takeError());
    return {};
  }

  static constexpr const char *Variables[] = {
      "PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF", "PRE_COMMIT_REMOTE_NAME",
      "GIT_DIR", "GIT_INDEX_FILE"};
  Tree T;
};

TEST_F(DiffBases, TheCommitAtWhichABranchLeft) {
  std::string Start = commit("start");
  git({"checkout", "-q", "-b", "topic"});
  commit("mine");
  git({"checkout", "-q", "main"});
  commit("theirs");
  git({"checkout", "-q", "topic"});
  EXPECT_EQ(Start, base("main").Ref);
  EXPECT_EQ("", base("main").Note);
  EXPECT_EQ("HEAD", base("HEAD").Ref);
}

TEST_F(DiffBases, WithoutACommitEverythingIsNew) {
  DiffBase B = base("HEAD");
  EXPECT_EQ("", B.Ref);
  EXPECT_NE("", B.Note);
}

TEST_F(DiffBases, AnUnknownRevisionIsAnError) {
  commit("start");
  for (StringRef Bad : {"nowhere", "--output=x"}) {
    auto B = diffBase(Bad, T.root());
    ASSERT_FALSE(bool(B));
    std::string Why = llvm::toString(B.takeError());
    EXPECT_EQ(0u, Why.find("--diff=" + Bad.str() + ": ")) << Why;
  }
}

TEST_F(DiffBases, BeforeAPushHeadMeansWhatTheRemoteHas) {
  std::string Pushed = commit("pushed");
  std::string Mine = commit("mine");
  setenv("PRE_COMMIT_FROM_REF", Pushed.c_str(), 1);
  setenv("PRE_COMMIT_TO_REF", Mine.c_str(), 1);
  setenv("PRE_COMMIT_REMOTE_NAME", "origin", 1);
  EXPECT_EQ(Pushed, base("HEAD").Ref);
  // A revision that the user named is not replaced.
  EXPECT_EQ(Mine, base(Mine).Ref);
  setenv("PRE_COMMIT_FROM_REF", std::string(40, '1').c_str(), 1);
  EXPECT_EQ("", base("HEAD").Ref);
}

TEST_F(DiffBases, FirstPushToANewRemote) {
  std::string Shared = commit("shared");
  commit("mine");
  setenv("PRE_COMMIT_REMOTE_NAME", "new", 1);
  EXPECT_EQ("", base("HEAD").Ref);
  EXPECT_NE("", base("HEAD").Note);
  git({"update-ref", "refs/remotes/origin/main", Shared});
  git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  EXPECT_EQ(Shared, base("HEAD").Ref);
  EXPECT_NE("", base("HEAD").Note);
}

} // namespace
