//===- LocksTest.cpp - One acquisition of a lock over check and use -------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

/// access(p) and unlink(p) with steps before, between and after.
bool locked(StringRef Before, StringRef Between, StringRef Use = "",
            StringRef More = "") {
  Answer A = ask((R"(
    func @f(p: ptr<const char>, fd: int, other: int) {
      %fd = load fd
      %other = load other
      %ex = const 2 "LOCK_EX"
      %un = const 8 "LOCK_UN"
      %m = const 0
      %p = load p
      )" + Before +
                  R"(
      %r = call @access(%p, %m)
      )" + Between +
                  "\ncall @unlink(%p)\n" + Use + "\n}\n" + More)
                     .str());
  EXPECT_TRUE(A.Check && A.Use && A.Live);
  return A.Protected;
}

TEST(Locks, TakenBeforeAndHeld) {
  EXPECT_TRUE(locked("call @flock(%fd, %ex)", ""));
}

TEST(Locks, NoneTaken) { EXPECT_FALSE(locked("", "")); }

TEST(Locks, TakenBetweenTheTwo) {
  EXPECT_FALSE(locked("", "call @flock(%fd, %ex)"));
}

TEST(Locks, ReleasedBetweenTheTwo) {
  EXPECT_FALSE(locked("call @flock(%fd, %ex)", "call @flock(%fd, %un)"));
}

TEST(Locks, ReleasedAndTakenAgainIsAnotherInstance) {
  EXPECT_FALSE(locked("call @flock(%fd, %ex)",
                      "call @flock(%fd, %un)\ncall @flock(%fd, %ex)"));
}

TEST(Locks, ReleaseOfAnotherLock) {
  EXPECT_TRUE(locked("call @flock(%fd, %ex)", "call @flock(%other, %un)"));
}

TEST(Locks, AnotherLockAroundTheUse) {
  EXPECT_FALSE(locked("call @flock(%fd, %ex)",
                      "call @flock(%fd, %un)\ncall @flock(%other, %ex)"));
}

TEST(Locks, UnlockByNumber) {
  EXPECT_FALSE(locked("call @flock(%fd, %ex)",
                      "%eight = const 8\ncall @flock(%fd, %eight)"));
}

TEST(Locks, TakenOnOneWayOnly) {
  EXPECT_FALSE(locked(R"(
      %n = call @choose()
      -> %n ? true take, false go
    take:
      call @flock(%fd, %ex)
      -> go
    go:)",
                      ""));
}

TEST(Locks, TakenDifferentlyOnBothWays) {
  // Held for sure, but by two acquisitions: neither covers every way.
  EXPECT_FALSE(locked(R"(
      %n = call @choose()
      -> %n ? true one, false two
    one:
      call @flock(%fd, %ex)
      -> go
    two:
      call @flock(%fd, %ex)
      -> go
    go:)",
                      ""));
}

TEST(Locks, ReleasedOnOneWay) {
  EXPECT_FALSE(locked("call @flock(%fd, %ex)", R"(
      %n = call @choose()
      -> %n ? true drop, false go
    drop:
      call @flock(%fd, %un)
      -> go
    go:)"));
}

TEST(Locks, HeldOnBothWays) {
  EXPECT_TRUE(locked("call @flock(%fd, %ex)", R"(
      %n = call @choose()
      -> %n ? true say, false go
    say:
      call @log(%n)
      -> go
    go:)"));
}

TEST(Locks, TakenByAHelper) {
  EXPECT_TRUE(locked("call @take(%fd)", "", "", R"(
    func @take(fd: int) -> int {
      %fd = load fd
      %ex = const 2 "LOCK_EX"
      %r = call @flock(%fd, %ex)
      return %r
    })"));
}

TEST(Locks, ReleasedByAHelper) {
  EXPECT_FALSE(locked("call @flock(%fd, %ex)", "call @drop(%fd)", "", R"(
    func @drop(fd: int) -> int {
      %fd = load fd
      %un = const 8 "LOCK_UN"
      %r = call @flock(%fd, %un)
      return %r
    })"));
}

TEST(Locks, TakenAgainEveryTurn) {
  // for (;;) { use(p); unlock; lock; check(p) }
  Answer A = ask(R"(
    func @f(p: ptr<const char>, fd: int) {
      %fd = load fd
      %ex = const 2 "LOCK_EX"
      %un = const 8 "LOCK_UN"
      %m = const 0
      %p = load p
      call @access(%p, %m)
      -> head
    head:
      call @flock(%fd, %un)
      call @flock(%fd, %ex)
      call @unlink(%p)
      %n = call @choose()
      -> %n ? true head, false exit
    })");
  EXPECT_TRUE(A.Live);
  EXPECT_FALSE(A.Protected);
}

} // namespace
