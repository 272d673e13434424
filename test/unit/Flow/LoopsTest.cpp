//===- LoopsTest.cpp - Values and events where ways meet ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

TEST(Joins, AssignedOnOneWay) {
  // `if (c) p = q;` : p may be either.
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<const char>, q: ptr<const char>, c: int) {
      %a = load p
      %m = const 0
      call @access(%a, %m)
      %c = load c
      -> %c ? true other, false join
    other:
      %q = load q
      store p, %q
      -> join
    join:
      %b = load p
      call @unlink(%b)
    })"));
}

TEST(Joins, AssignedAlikeOnBothWays) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>, c: int) {
      local q: ptr<const char>
      %p = load p
      %c = load c
      -> %c ? true yes, false no
    yes:
      store q, %p
      -> join
    no:
      store q, %p
      -> join
    join:
      %a = load q
      %m = const 0
      call @access(%a, %m)
      %b = load p
      call @unlink(%b)
    })"));
}

TEST(Joins, MergedValueIsOneValueAfterwards) {
  // Whichever of the two it is, check and use mean the same one.
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>, q: ptr<const char>, c: int) {
      %c = load c
      -> %c ? true other, false join
    other:
      %q = load q
      store p, %q
      -> join
    join:
      %a = load p
      %m = const 0
      call @access(%a, %m)
      %b = load p
      call @unlink(%b)
    })"));
}

TEST(Joins, BufferRewrittenOnOneWay) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<char>, c: int) {
      %a = load p
      %m = const 0
      call @access(%a, %m)
      %c = load c
      -> %c ? true other, false join
    other:
      call @change(%a)
      -> join
    join:
      %b = load p
      call @unlink(%b)
    })"));
}

TEST(Joins, CheckOnOneWayIsRememberedAfterTheJoin) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>, c: int) {
      %c = load c
      -> %c ? true look, false join
    look:
      %a = load p
      %m = const 0
      call @access(%a, %m)
      -> join
    join:
      %b = load p
      call @unlink(%b)
    })"));
}

TEST(Joins, WaysThatNeverMeet) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<const char>, c: int) {
      %c = load c
      -> %c ? true look, false use
    look:
      %a = load p
      %m = const 0
      call @access(%a, %m)
      -> exit
    use:
      %b = load p
      call @unlink(%b)
    })"));
}

TEST(Loops, OneNameEveryTurn) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      -> head
    head:
      %n = call @choose()
      -> %n ? true body, false exit
    body:
      %a = load p
      %m = const 0
      call @access(%a, %m)
      %b = load p
      call @unlink(%b)
      -> head
    })"));
}

TEST(Loops, NameOfThisTurn) {
  EXPECT_TRUE(sameFile(R"(
    func @f(argv: ptr<ptr<char>>, i: int) {
      -> head
    head:
      %n = load i
      -> %n ? true body, false exit
    body:
      %i = load i
      %a = load argv->[%i]
      %m = const 0
      call @access(%a, %m)
      %j = load i
      %b = load argv->[%j]
      call @unlink(%b)
      %one = const 1
      rmw sub i, %one
      -> head
    })"));
}

TEST(Loops, NameOfAnEarlierTurn) {
  // Each turn uses first and checks last: the name has moved on in between.
  EXPECT_FALSE(sameFile(R"(
    func @f(argv: ptr<ptr<char>>, i: int) {
      -> head
    head:
      %n = load i
      -> %n ? true body, false exit
    body:
      %j = load i
      %b = load argv->[%j]
      call @unlink(%b)
      %a = load argv->[%j]
      %m = const 0
      call @access(%a, %m)
      %one = const 1
      rmw sub i, %one
      -> head
    })"));
}

TEST(Loops, NameFetchedByACallEveryTurn) {
  EXPECT_FALSE(sameFile(R"(
    func @next() -> ptr<const char>
    func @f() {
      -> head
    head:
      %p = call @next()
      %n = call @choose()
      -> %n ? true look, false use
    look:
      %m = const 0
      call @access(%p, %m)
      -> head
    use:
      call @unlink(%p)
      -> head
    })"));
}

TEST(Loops, CheckBeforeTheLoop) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      %a = load p
      %m = const 0
      call @access(%a, %m)
      -> head
    head:
      %n = call @choose()
      -> %n ? true body, false exit
    body:
      %b = load p
      call @unlink(%b)
      -> head
    })"));
}

TEST(Loops, BufferRefilledEveryTurn) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %p = load p
      call @strcpy(%buf, %p)
      %m = const 0
      call @access(%buf, %m)
      -> head
    head:
      call @change(%buf)
      call @unlink(%buf)
      %n = call @choose()
      -> %n ? true head, false exit
    })"));
}

} // namespace
