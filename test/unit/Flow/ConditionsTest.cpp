//===- ConditionsTest.cpp - What must hold for the use to happen ----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

/// @f(p) begins with %r = access(p, 0).
std::string afterAccess(StringRef Rest, StringRef More = "") {
  return (R"(
    func @f(p: ptr<const char>, n: int) {
      local ok: int
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      )" + Rest +
          "\n}\n" + More)
      .str();
}

TEST(Conditions, EarlyReturnOnFailure) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true bad, false good
    bad:
      return
      -> exit
    good:
      call @unlink(%p))")),
            "success");
}

TEST(Conditions, EarlyReturnOnSuccess) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true bad, false good
    good:
      return
      -> exit
    bad:
      call @unlink(%p))")),
            "failure");
}

TEST(Conditions, GotoOverTheUse) {
  // if (access(p)) goto out; unlink(p); out: log();
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true out, false use
    use:
      call @unlink(%p)
      -> out
    out:
      call @log(%r))")),
            "success");
}

TEST(Conditions, GotoBackwards) {
  // use: ... ; start: if (!access(p)) goto use;
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      -> start
    use:
      call @unlink(%p)
      -> exit
    start:
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true exit, false use
    })"),
            "success");
}

TEST(Conditions, UseAfterTheJoinDependsOnNothing) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true bad, false join
    bad:
      call @log(%r)
      -> join
    join:
      call @unlink(%p))")),
            "none");
}

TEST(Conditions, NestedConditions) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true exit, false inner
    inner:
      %n = load n
      -> %n ? true use, false exit
    use:
      call @unlink(%p))")),
            "success");
}

TEST(Conditions, SwitchCase) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? case 0 use, default exit
    use:
      call @unlink(%p))")),
            "success");
}

TEST(Conditions, SwitchDefault) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? case 0 exit, default use
    use:
      call @unlink(%p))")),
            "failure");
}

TEST(Conditions, SwitchRange) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? case -9..-1 use, default exit
    use:
      call @unlink(%p))")),
            "failure");
}

TEST(Conditions, SwitchFallsThrough) {
  // case 0: log(); case -1: unlink(p);
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? case 0 zero, case -1 use, default exit
    zero:
      call @log(%r)
      -> use
    use:
      call @unlink(%p))")),
            "either");
}

TEST(Conditions, SwitchOnSomethingElse) {
  EXPECT_EQ(outcome(afterAccess(R"(
      %n = load n
      -> %n ? case 0 use, default exit
    use:
      call @unlink(%p))")),
            "none");
}

TEST(Conditions, ShortCircuitAnd) {
  // if (access(p) == 0 && choose()) unlink(p);
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true exit, false second
    second:
      %n = call @choose()
      -> %n ? true use, false exit
    use:
      call @unlink(%p))")),
            "success");
}

TEST(Conditions, ShortCircuitOr) {
  // if (access(p) == 0 || choose()) unlink(p);
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true second, false use
    second:
      %n = call @choose()
      -> %n ? true use, false exit
    use:
      call @unlink(%p))")),
            "either");
}

TEST(Conditions, ShortCircuitCheckSecond) {
  // if (choose() || access(p) == 0) return; unlink(p);
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      %n = call @choose()
      -> %n ? true exit, false second
    second:
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true use, false exit
    use:
      call @unlink(%p)
    })"),
            "failure");
}

TEST(Conditions, ValueOfAnAnd) {
  // ok = access(p) == 0 && choose(); if (ok) unlink(p);
  EXPECT_EQ(outcome(afterAccess(R"(
      %a = not %r
      -> %a ? true second, false join
    second:
      %n = call @choose()
      -> join
    join:
      %c = land %a, %n
      -> %c ? true use, false exit
    use:
      call @unlink(%p))")),
            "success");
}

TEST(Conditions, VariableSetUnderTheCondition) {
  // ok = 0; if (access(p) == 0) ok = 1; if (ok) unlink(p);
  EXPECT_EQ(outcome(afterAccess(R"(
      %zero = const 0
      store ok, %zero
      -> %r ? true join, false yes
    yes:
      %one = const 1
      store ok, %one
      -> join
    join:
      %ok = load ok
      -> %ok ? true use, false exit
    use:
      call @unlink(%p))")),
            "success");
}

TEST(Conditions, VariableHoldsTheComparison) {
  // bool missing = access(p) != 0; ...; if (!missing) unlink(p);
  EXPECT_EQ(outcome(afterAccess(R"(
      %z = const 0
      %b = cmp ne %r, %z
      store ok, %b
      call @log(%z)
      %v = load ok
      %c = not %v
      -> %c ? true use, false exit
    use:
      call @unlink(%p))")),
            "success");
}

TEST(Conditions, VariableOverwrittenLater) {
  EXPECT_EQ(outcome(afterAccess(R"(
      store ok, %r
      %n = call @choose()
      store ok, %n
      %ok = load ok
      -> %ok ? true use, false exit
    use:
      call @unlink(%p))")),
            "none");
}

TEST(Conditions, StateCountedUp) {
  // n = 0; if (access(p) == 0) n++; if (n == 1) unlink(p);
  EXPECT_NE(outcome(afterAccess(R"(
      %zero = const 0
      store ok, %zero
      -> %r ? true join, false yes
    yes:
      %one = const 1
      rmw add ok, %one
      -> join
    join:
      %ok = load ok
      %uno = const 1
      %c = cmp eq %ok, %uno
      -> %c ? true use, false exit
    use:
      call @unlink(%p))")),
            "none");
}

TEST(Conditions, FatalErrorOfTheLibrary) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true bad, false use
    bad:
      %one = const 1
      call @exit(%one)
      -> use
    use:
      call @unlink(%p))")),
            "success");
}

TEST(Conditions, FatalErrorOfTheProject) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true bad, false use
    bad:
      call @fatal()
      -> use
    use:
      call @unlink(%p))",
                                R"(
    func @fatal() {
      %one = const 1
      call @log(%one)
      call @die()
    }
    func @die() {
      %one = const 1
      call @exit(%one)
    })")),
            "success");
}

TEST(Conditions, ErrorThatMayComeBack) {
  // fatal() exits on one way only.
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true bad, false use
    bad:
      call @fatal()
      -> use
    use:
      call @unlink(%p))",
                                R"(
    func @fatal() {
      %n = call @choose()
      -> %n ? true die, false exit
    die:
      call @exit(%n)
    })")),
            "none");
}

TEST(Conditions, Throw) {
  EXPECT_EQ(outcome(afterAccess(R"(
      -> %r ? true bad, false use
    bad:
      throw %r
      -> exit
    use:
      call @unlink(%p))")),
            "success");
}

TEST(Conditions, LoopCondition) {
  // while (access(p) == 0) unlink(p);
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      -> head
    head:
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true exit, false use
    use:
      call @unlink(%p)
      -> head
    })"),
            "success");
}

/// Control dependence asks whether the use can be avoided, and takes every loop
/// to end: what a loop waits for is then no condition of what follows it. But
/// waiting for a lock file to go and then making one is a window.
TEST(Conditions, WaitedFor) {
  // while (access(p) != 0) ; unlink(p);
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      -> head
    head:
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true head, false use
    use:
      call @unlink(%p)
    })"),
            "success");
}

/// For the same reason.
TEST(Conditions, BreakOutOfALoop) {
  // for (;;) { if (access(p) != 0) break; log(); } unlink(p);
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      -> head
    head:
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true use, false turn
    turn:
      call @log(%r)
      -> head
    use:
      call @unlink(%p)
    })"),
            "failure");
}

TEST(Conditions, ContinueOverTheUse) {
  // for (...) { if (access(p) != 0) continue; unlink(p); }
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      -> head
    head:
      %n = call @choose()
      -> %n ? true body, false exit
    body:
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true head, false use
    use:
      call @unlink(%p)
      -> head
    })"),
            "success");
}

TEST(Conditions, SecondCheckDecides) {
  // Both checks of one name; only the second has a branch.
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %m = const 0
      call @access(%p, %m)
      %r = call @access(%p, %m)
      -> %r ? true exit, false use
    use:
      call @unlink(%p)
    })");
  EXPECT_EQ(outcome(A), "none"); // asked about the first
}

} // namespace
