//===- WindowTest.cpp - What makes a pair of check and use a window -------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/Flow/Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

TEST(Window, UnrelatedPairIsNone) {
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %m = const 0
      call @access(%p, %m)
      call @unlink(%p)
    })");
  EXPECT_TRUE(A.Same && A.Live);
  EXPECT_FALSE(A.Window);
}

TEST(Window, TestThatDecidesSomethingElse) {
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true say, false use
    say:
      call @log(%r)
      -> use
    use:
      call @unlink(%p)
    })");
  EXPECT_FALSE(A.Window);
}

TEST(Window, BranchIsControl) {
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true exit, false use
    use:
      call @unlink(%p)
    })");
  EXPECT_TRUE(A.Control);
  EXPECT_FALSE(A.Data);
  EXPECT_FALSE(A.Later);
}

TEST(Window, OwnerGivenToChownIsData) {
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      local st: rec stat
      %p = load p
      %st = addr st
      call @stat(%p, %st)
      %mode = load st.st_mode
      call @chmod(%p, %mode)
    })");
  EXPECT_TRUE(A.Data);
  EXPECT_FALSE(A.Control);
  EXPECT_FALSE(A.Outcome);
}

TEST(Window, DataComputedFromTheCheck) {
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      local st: rec stat
      %p = load p
      %st = addr st
      call @stat(%p, %st)
      %mode = load st.st_mode
      %x = const 64
      %new = bin or %mode, %x
      call @chmod(%p, %new)
    })");
  EXPECT_TRUE(A.Data);
}

TEST(Window, SizeAndDescriptorMeetLater) {
  // n = size of the file; fd = open(file); read(fd, buf, n)
  Answer A = ask(R"(
    func @read(fd: int, buf: ptr<char>, n: ulong) -> long [system]
    func @f(p: ptr<const char>, buf: ptr<char>) {
      local st: rec stat
      %p = load p
      %st = addr st
      call @stat(%p, %st)
      %flags = const 0 "O_RDONLY"
      %fd = call @open(%p, %flags)
      %size = load st.st_size
      %buf = load buf
      call @read(%fd, %buf, %size)
    })");
  EXPECT_TRUE(A.Later);
  EXPECT_FALSE(A.Control);
  EXPECT_FALSE(A.Data);
}

TEST(Window, ResultsThatNeverMeet) {
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      local st: rec stat
      %p = load p
      %st = addr st
      call @stat(%p, %st)
      %flags = const 0 "O_RDONLY"
      %fd = call @open(%p, %flags)
      call @log(%fd)
      %size = load st.st_size
      call @log(%size)
    })");
  EXPECT_TRUE(A.Same && A.Live);
  EXPECT_FALSE(A.Window);
}

TEST(Window, PairInsideOneCalleeIsItsOwnMatter) {
  StringRef Text = R"(
    func @f(p: ptr<const char>) {
      %p = load p
      call @drop(%p)
    }
    func @drop(p: ptr<const char>) {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true exit, false use
    use:
      call @unlink(%p)
    })";
  std::unique_ptr<ir::Unit> U = unitOf(Text);
  EXPECT_FALSE(ask({U.get()}, "f").Window);
  EXPECT_TRUE(ask({U.get()}, "drop").Window);
}

TEST(Window, CheckInOneCalleeUseInAnother) {
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %r = call @exists(%p)
      -> %r ? true use, false exit
    use:
      call @drop(%p)
    }
    func @exists(p: ptr<const char>) -> bool {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %c = not %r
      return %c
    }
    func @drop(p: ptr<const char>) {
      %p = load p
      call @unlink(%p)
    })");
  EXPECT_TRUE(A.Same && A.Live);
  EXPECT_EQ(outcome(A), "success");
}

/// Where the use in `helper`, which `f` calls `Calls` times, is reported.
unsigned reportedLine(unsigned Calls) {
  std::string Text = R"(
    func @f(p: ptr<const char>) !10:1 {
      %p = load p !11:1
      %m = const 0 !11:1
      %r = call @access(%p, %m) !11:1
  )";
  for (unsigned I = 0; I < Calls; ++I)
    Text += "call @helper(%p) !" + std::to_string(12 + I) + ":1\n";
  Text += R"(
    }
    func @helper(p: ptr<const char>) !30:1 {
      %p = load p !31:1
      call @unlink(%p) !31:1
    })";
  unsigned Line = 0;
  inspect(Text, [&](flow::FunctionFlow &W, link::Program &P) {
    flow::SourceAt At = window::reportAt(P, W.event(lastUse(W)));
    Line = window::positionOf(P, At).Line;
  });
  return Line;
}

TEST(Window, ReportedAtTheUseIfThereIsOneCaller) {
  EXPECT_EQ(reportedLine(1), 31u);
}
TEST(Window, ReportedAtTheCallIfThereAreSeveral) {
  EXPECT_EQ(reportedLine(2), 13u);
}

} // namespace
