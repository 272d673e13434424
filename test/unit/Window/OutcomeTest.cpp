//===- OutcomeTest.cpp - The use needs the check to succeed, or to fail ---===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/Flow/Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

/// `if (access(p, 0) TEST) unlink(p);` where Test computes %c from %r.
std::string ifAccess(StringRef Test) {
  return (R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %zero = const 0
      %minus = const -1
      )" + Test +
          R"(
      -> %c ? true use, false exit
    use:
      call @unlink(%p)
    })")
      .str();
}

TEST(Outcome, ZeroIsSuccess) {
  EXPECT_EQ(outcome(ifAccess("%c = cmp eq %r, %zero")), "success");
  EXPECT_EQ(outcome(ifAccess("%c = not %r")), "success");
  EXPECT_EQ(outcome(ifAccess("%c = cmp ge %r, %zero")), "success");
  EXPECT_EQ(outcome(ifAccess("%c = cmp gt %r, %minus")), "success");
}

/// Failure is taken for any negative number, so `!= -1` is held possible after
/// a failed call: `if (access(p, 0) == -1) return; unlink(p);` loses its
/// outcome. What fails with a negative number fails with -1.
TEST(Outcome, NotMinusOneIsSuccess) {
  EXPECT_EQ(outcome(ifAccess("%c = cmp ne %r, %minus")), "success");
  EXPECT_EQ(outcome(ifAccess("%b = cmp eq %r, %minus\n%c = not %b")),
            "success");
}

TEST(Outcome, MinusOneIsFailure) {
  EXPECT_EQ(outcome(ifAccess("%c = cmp ne %r, %zero")), "failure");
  EXPECT_EQ(outcome(ifAccess("%c = cmp eq %r, %minus")), "failure");
  EXPECT_EQ(outcome(ifAccess("%c = cmp lt %r, %zero")), "failure");
  EXPECT_EQ(outcome(ifAccess("%c = cmp le %r, %minus")), "failure");
  EXPECT_EQ(outcome(ifAccess("%c = cast value %r : bool")), "failure");
}

TEST(Outcome, OperandsTheOtherWayRound) {
  EXPECT_EQ(outcome(ifAccess("%c = cmp eq %zero, %r")), "success");
  EXPECT_EQ(outcome(ifAccess("%c = cmp gt %zero, %r")), "failure");
}

TEST(Outcome, Negations) {
  EXPECT_EQ(outcome(ifAccess("%b = cmp eq %r, %zero\n%c = not %b")), "failure");
  EXPECT_EQ(outcome(ifAccess("%b = not %r\n%c = not %b")), "failure");
  EXPECT_EQ(outcome(ifAccess("%a = not %r\n%b = not %a\n%c = not %b")),
            "success");
}

TEST(Outcome, ComparedWithNegatedConstant) {
  EXPECT_EQ(outcome(ifAccess("%one = const 1\n%neg = neg %one\n"
                             "%c = cmp eq %r, %neg")),
            "failure");
}

TEST(Outcome, TestThatSaysNothing) {
  // access() gives 0 or -1: `< 1` holds for both.
  EXPECT_EQ(outcome(ifAccess("%one = const 1\n%c = cmp lt %r, %one")),
            "either");
}

TEST(Outcome, SuccessAndSomethingElse) {
  EXPECT_EQ(outcome(ifAccess("%b = cmp eq %r, %zero\n%n = call @choose()\n"
                             "%c = land %b, %n")),
            "success");
}

TEST(Outcome, SuccessOrSomethingElse) {
  EXPECT_EQ(outcome(ifAccess("%b = cmp eq %r, %zero\n%n = call @choose()\n"
                             "%c = lor %b, %n")),
            "either");
}

TEST(Outcome, NotBothFailed) {
  // !(failed || other) needs success.
  EXPECT_EQ(outcome(ifAccess("%b = cmp ne %r, %zero\n%n = call @choose()\n"
                             "%o = lor %b, %n\n%c = not %o")),
            "success");
}

TEST(Outcome, ConditionalOperator) {
  // access(p, 0) ? 0 : 1
  EXPECT_EQ(outcome(ifAccess("%one = const 1\n"
                             "%c = select %r, %zero, %one")),
            "success");
}

TEST(Outcome, TestedAgainstAnotherNumber) {
  // access() == 5 is never so on success.
  EXPECT_EQ(outcome(ifAccess("%five = const 5\n%c = cmp ne %r, %five")),
            "either");
}

TEST(Outcome, NonNegativeIsSuccess) {
  // readlink gives the length.
  auto IfReadlink = [](StringRef Test) {
    return (R"(
      func @f(p: ptr<const char>) {
        local buf: arr<char>
        %p = load p
        %buf = addr buf
        %n = const 64
        %r = call @readlink(%p, %buf, %n)
        %zero = const 0
        %minus = const -1
        )" + Test +
            R"(
        -> %c ? true use, false exit
      use:
        call @unlink(%p)
      })")
        .str();
  };
  EXPECT_EQ(outcome(IfReadlink("%c = cmp ge %r, %zero")), "success");
  EXPECT_EQ(outcome(IfReadlink("%c = cmp gt %r, %zero")), "success");
  EXPECT_EQ(outcome(IfReadlink("%c = cmp lt %r, %zero")), "failure");
  EXPECT_EQ(outcome(IfReadlink("%c = cmp eq %r, %minus")), "failure");
  // An empty link succeeds with 0: `!= 0` is so for -1 and for 5.
  EXPECT_EQ(outcome(IfReadlink("%c = cmp ne %r, %zero")), "either");
}

TEST(Outcome, NonNullIsSuccess) {
  auto IfRealpath = [](StringRef Test) {
    return (R"(
      func @f(p: ptr<const char>) {
        %p = load p
        %null = null
        %r = call @realpath(%p, %null)
        )" + Test +
            R"(
        -> %c ? true use, false exit
      use:
        call @unlink(%p)
      })")
        .str();
  };
  EXPECT_EQ(outcome(IfRealpath("%c = cmp ne %r, %null")), "success");
  EXPECT_EQ(outcome(IfRealpath("%c = cmp eq %r, %null")), "failure");
  EXPECT_EQ(outcome(IfRealpath("%c = not %r")), "failure");
  EXPECT_EQ(outcome(IfRealpath("%c = cast value %r : bool")), "success");
}

TEST(Outcome, TrueIsSuccess) {
  auto IfExists = [](StringRef Test) {
    return (R"(
      func @f(s: ref<const rec std::filesystem::path>) {
        %p = load s
        %r = call @std::filesystem::exists(%p)
        %zero = const 0
        )" + Test +
            R"(
        -> %c ? true use, false exit
      use:
        call @std::filesystem::remove(%p)
      }
      func @std::filesystem::remove(p: ref<const rec std::filesystem::path>) -> bool [system]
      )")
        .str();
  };
  EXPECT_EQ(outcome(IfExists("%c = cmp ne %r, %zero")), "success");
  EXPECT_EQ(outcome(IfExists("%c = cmp eq %r, %zero")), "failure");
  EXPECT_EQ(outcome(IfExists("%c = not %r")), "failure");
}

TEST(Outcome, BooleanOfGlib) {
  // gboolean is an int.
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %t = const 16 "G_FILE_TEST_EXISTS"
      %r = call @g_file_test(%p, %t)
      -> %r ? true exit, false use
    use:
      %m = const 493
      call @mkdir(%p, %m)
    })"),
            "failure");
}

TEST(Outcome, FieldOfWhatWasRead) {
  // `if (st.st_size == 0)` says nothing of whether stat() worked.
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      local st: rec stat
      %p = load p
      %st = addr st
      call @stat(%p, %st)
      %size = load st.st_size
      %zero = const 0
      %c = cmp eq %size, %zero
      -> %c ? true use, false exit
    use:
      call @unlink(%p)
    })"),
            "either");
}

/// `if (check(p)) unlink(p);` with a wrapper of the test's own.
std::string ifWrapped(StringRef Wrapper) {
  return (R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %c = call @check(%p)
      -> %c ? true use, false exit
    use:
      call @unlink(%p)
    }
    )" + Wrapper)
      .str();
}

TEST(Outcome, WrapperReturnsIsZero) {
  EXPECT_EQ(outcome(ifWrapped(R"(
    func @check(p: ptr<const char>) -> bool {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %z = const 0
      %b = cmp eq %r, %z
      return %b
    })")),
            "success");
}

TEST(Outcome, WrapperReturnsTheCode) {
  EXPECT_EQ(outcome(ifWrapped(R"(
    func @check(p: ptr<const char>) -> int {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      return %r
    })")),
            "failure");
}

TEST(Outcome, WrapperReturnsOneOrZero) {
  EXPECT_EQ(outcome(ifWrapped(R"(
    func @check(p: ptr<const char>) -> int {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %z = const 0
      %b = cmp eq %r, %z
      -> %b ? true yes, false no
    yes:
      %one = const 1
      return %one
      -> exit
    no:
      %zero = const 0
      return %zero
    })")),
            "success");
}

TEST(Outcome, WrapperReturnsEarlyOnFailure) {
  EXPECT_EQ(outcome(ifWrapped(R"(
    func @check(p: ptr<const char>) -> int {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %z = const 0
      %b = cmp lt %r, %z
      -> %b ? true no, false yes
    no:
      %zero = const 0
      return %zero
      -> exit
    yes:
      %one = const 1
      return %one
    })")),
            "success");
}

TEST(Outcome, WrapperSaysMissing) {
  EXPECT_EQ(outcome(ifWrapped(R"(
    func @check(p: ptr<const char>) -> bool {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %z = const 0
      %b = cmp ne %r, %z
      return %b
    })")),
            "failure");
}

TEST(Outcome, WrapperOfAWrapper) {
  EXPECT_EQ(outcome(ifWrapped(R"(
    func @check(p: ptr<const char>) -> bool {
      %p = load p
      %r = call @missing(%p)
      %n = not %r
      return %n
    }
    func @missing(p: ptr<const char>) -> bool {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %z = const 0
      %b = cmp ne %r, %z
      return %b
    })")),
            "success");
}

TEST(Outcome, WrapperCollectsInAVariable) {
  // int ok = 0; if (access(...) == 0) ok = 1; return ok;
  EXPECT_EQ(outcome(ifWrapped(R"(
    func @check(p: ptr<const char>) -> int {
      local ok: int
      %z = const 0
      store ok, %z
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %b = cmp eq %r, %z
      -> %b ? true yes, false out
    yes:
      %one = const 1
      store ok, %one
      -> out
    out:
      %ok = load ok
      return %ok
    })")),
            "success");
}

TEST(Outcome, WrapperWithAnOutParameter) {
  // int check(p) { struct stat st; return look(p, &st) == 0; }
  EXPECT_EQ(outcome(ifWrapped(R"(
    func @look(p: ptr<const char>, st: ptr<rec stat>) -> int {
      %p = load p
      %st = load st
      %r = call @stat(%p, %st)
      return %r
    }
    func @check(p: ptr<const char>) -> bool {
      local st: rec stat
      %p = load p
      %st = addr st
      %r = call @look(%p, %st)
      %z = const 0
      %b = cmp eq %r, %z
      return %b
    })")),
            "success");
}

TEST(Outcome, UseInsideACalleeUnderItsOwnTest) {
  // Only the callee's test of its argument decides.
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      call @drop(%p, %r)
    }
    func @drop(p: ptr<const char>, missing: int) {
      %c = load missing
      -> %c ? true exit, false use
    use:
      %p = load p
      call @unlink(%p)
    })"),
            "success");
}

} // namespace
