//===- SummaryTest.cpp - What callers learn of a callee -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Wrappers of the check's outcome are in test/unit/Window/OutcomeTest.cpp.
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

TEST(Summary, CheckInACallee) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      call @look(%p)
      call @unlink(%p)
    }
    func @look(p: ptr<const char>) {
      %p = load p
      %m = const 0
      call @access(%p, %m)
    })"));
}

TEST(Summary, CheckOfAnotherArgument) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<const char>, q: ptr<const char>) {
      %p = load p
      %q = load q
      call @look(%p, %q)
      call @unlink(%q)
    }
    func @look(p: ptr<const char>, q: ptr<const char>) {
      %p = load p
      %m = const 0
      call @access(%p, %m)
    })"));
}

TEST(Summary, ThroughThreeLevels) {
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %r = call @one(%p)
      -> %r ? true use, false exit
    use:
      call @unlink(%p)
    }
    func @one(p: ptr<const char>) -> bool {
      %p = load p
      %r = call @two(%p)
      return %r
    }
    func @two(p: ptr<const char>) -> bool {
      %p = load p
      %r = call @three(%p)
      %n = not %r
      return %n
    }
    func @three(p: ptr<const char>) -> int {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      return %r
    })");
  EXPECT_TRUE(A.Same && A.Live);
  EXPECT_EQ(outcome(A), "success");
}

TEST(Summary, StructFilledByACallee) {
  // look(p, &st); chmod(p, st.st_mode): the mode comes from the check.
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      local st: rec stat
      %p = load p
      %st = addr st
      call @look(%p, %st)
      %mode = load st.st_mode
      call @chmod(%p, %mode)
    }
    func @look(p: ptr<const char>, st: ptr<rec stat>) {
      %p = load p
      %st = load st
      call @stat(%p, %st)
    })");
  EXPECT_TRUE(A.Same && A.Live);
  EXPECT_TRUE(A.Data);
}

TEST(Summary, NumberStoredByACallee) {
  // int found; look(p, &found); if (found) unlink(p);
  EXPECT_EQ(outcome(R"(
    func @f(p: ptr<const char>) {
      local found: int
      %p = load p
      %at = addr found
      call @look(%p, %at)
      %c = load found
      -> %c ? true use, false exit
    use:
      call @unlink(%p)
    }
    func @look(p: ptr<const char>, found: ptr<int>) {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %c = not %r
      store found->, %c
    })"),
            "success");
}

TEST(Summary, DescriptorReturnedByACallee) {
  // fd = openIt(p); fstat(fd): the descriptor comes from the open.
  inspect(R"(
    func @f(p: ptr<const char>) {
      local st: rec stat
      %p = load p
      %fd = call @openIt(%p)
      %st = addr st
      call @fstat(%fd, %st)
    }
    func @openIt(p: ptr<const char>) -> int {
      %p = load p
      %flags = const 0
      %fd = call @open(%p, %flags)
      return %fd
    })",
          [](flow::FunctionFlow &W, link::Program &) {
            flow::EventId Open = lastUse(W), Look = flow::NoEvent;
            for (flow::EventId E = 0; E < W.events().size(); ++E)
              if (W.event(E).role() == model::Role::FdCheck)
                Look = E;
            ASSERT_NE(Open, flow::NoEvent);
            ASSERT_NE(Look, flow::NoEvent);
            EXPECT_TRUE(
                W.derivesFrom(W.event(Look).slot(model::Slot::Fd), Open));
          });
}

TEST(Summary, PathBuiltInTheCalleeTwice) {
  // Two helpers build dir + "/x" on their own.
  EXPECT_TRUE(sameFile(R"(
    func @f(dir: ptr<const char>) {
      %d = load dir
      call @look(%d)
      call @drop(%d)
    }
    func @look(dir: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %n = const 64
      %form = str "%s/x"
      %d = load dir
      call @snprintf(%buf, %n, %form, %d)
      %m = const 0
      call @access(%buf, %m)
    }
    func @drop(dir: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %n = const 64
      %form = str "%s/x"
      %d = load dir
      call @snprintf(%buf, %n, %form, %d)
      call @unlink(%buf)
    })"));
}

TEST(Summary, BufferFilledByACallee) {
  // name(dir, buf); access(buf); name(dir, buf); unlink(buf)
  EXPECT_TRUE(sameFile(R"(
    func @f(dir: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %d = load dir
      call @name(%d, %buf)
      %m = const 0
      call @access(%buf, %m)
      call @name(%d, %buf)
      call @unlink(%buf)
    }
    func @name(dir: ptr<const char>, to: ptr<char>) {
      %to = load to
      %n = const 64
      %form = str "%s/x"
      %d = load dir
      call @snprintf(%to, %n, %form, %d)
    })"));
}

TEST(Summary, PathReturnedByAnAccessor) {
  EXPECT_TRUE(sameFile(R"(
    record Conf {
      field path: ptr<char>
    }
    func @f(c: ptr<rec Conf>) {
      %c = load c
      %a = call @pathOf(%c)
      %m = const 0
      call @access(%a, %m)
      %b = call @pathOf(%c)
      call @unlink(%b)
    }
    func @pathOf(c: ptr<const rec Conf>) -> ptr<char> {
      %p = load c->.path
      return %p
    })"));
}

TEST(Summary, CalleeWritesAFieldOfThis) {
  EXPECT_FALSE(sameFile(R"(
    record Store {
      field path: ptr<const char>
    }
    func @f(s: ptr<rec Store>, q: ptr<const char>) {
      %s = load s
      %a = load s->.path
      %m = const 0
      call @access(%a, %m)
      %q = load q
      call @Store::rename(on %s, %q)
      %b = load s->.path
      call @unlink(%b)
    }
    func @Store::rename(to: ptr<const char>) [method] owner Store {
      %to = load to
      store this->.path, %to
    })"));
}

TEST(Summary, FieldSetByASetterIsTheArgument) {
  EXPECT_TRUE(sameFile(R"(
    record Store {
      field path: ptr<const char>
    }
    func @f(s: ptr<rec Store>, q: ptr<const char>) {
      %s = load s
      %q = load q
      call @Store::rename(on %s, %q)
      %a = load s->.path
      %m = const 0
      call @access(%a, %m)
      call @unlink(%q)
    }
    func @Store::rename(to: ptr<const char>) [method] owner Store {
      %to = load to
      store this->.path, %to
    })"));
}

TEST(Summary, CalleeWritesAnotherField) {
  EXPECT_TRUE(sameFile(R"(
    record Store {
      field path: ptr<const char>
      field uses: int
    }
    func @f(s: ptr<rec Store>) {
      %s = load s
      %a = load s->.path
      %m = const 0
      call @access(%a, %m)
      call @Store::count(on %s)
      %b = load s->.path
      call @unlink(%b)
    }
    func @Store::count() [method] owner Store {
      %one = const 1
      rmw add this->.uses, %one
    })"));
}

TEST(Summary, MethodsOnThis) {
  // if (has()) drop(); both on this->path
  Answer A = ask(R"(
    record Store {
      field path: ptr<const char>
    }
    func @f() [method] owner Store {
      %this = load this
      %c = call @Store::has(on %this)
      -> %c ? true use, false exit
    use:
      call @Store::drop(on %this)
    }
    func @Store::has() -> bool [method const] owner Store {
      %p = load this->.path
      %m = const 0
      %r = call @access(%p, %m)
      %n = not %r
      return %n
    }
    func @Store::drop() [method] owner Store {
      %p = load this->.path
      call @unlink(%p)
    })");
  EXPECT_TRUE(A.Same && A.Live);
  EXPECT_EQ(outcome(A), "success");
}

TEST(Summary, MethodsOnTwoObjects) {
  EXPECT_FALSE(sameFile(R"(
    record Store {
      field path: ptr<const char>
    }
    func @f(s: ptr<rec Store>, t: ptr<rec Store>) {
      %s = load s
      call @Store::has(on %s)
      %t = load t
      call @Store::drop(on %t)
    }
    func @Store::has() [method const] owner Store {
      %p = load this->.path
      %m = const 0
      call @access(%p, %m)
    }
    func @Store::drop() [method] owner Store {
      %p = load this->.path
      call @unlink(%p)
    })"));
}

/// A closure that checks its captured p, called before unlink(p).
std::string lambda(StringRef Capture, StringRef CaptureOperand,
                   StringRef InBody) {
  return (R"(
    record f::lambda
    func @f(p: ptr<const char>) {
      local l: rec f::lambda
      )" + CaptureOperand +
          R"(
      %fn = closure @f::lambda(%c) : rec f::lambda
      store l, %fn
      %l = addr l
      %r = call @f::lambda(on %l)
      -> %r ? true exit, false use
    use:
      %p = load p
      call @unlink(%p)
    }
    func @f::lambda() -> int [method const lambda] owner f::lambda {
      capture )" +
          Capture + "\n" + InBody + R"(
      %m = const 0
      %r = call @access(%p, %m)
      return %r
    })")
      .str();
}

TEST(Summary, CapturedByValue) {
  Answer A = ask(lambda("p: ptr<const char>", "%c = load p", "%p = load p"));
  EXPECT_TRUE(A.Same && A.Live);
  EXPECT_EQ(outcome(A), "success");
}
TEST(Summary, CapturedByReference) {
  Answer A = ask(
      lambda("p: ref<ptr<const char>> byref", "%c = addr p", "%p = load p->"));
  EXPECT_TRUE(A.Same && A.Live);
  EXPECT_EQ(outcome(A), "success");
}

TEST(Summary, RecursionEnds) {
  // walk(p) { if (access(p) == 0) unlink(p); walk(p); }
  // Looked at again with its own summary, and no more often.
  Answer A;
  unsigned Times = 0;
  auto First = [&](flow::FunctionFlow &W, link::Program &) {
    if (!Times++)
      A = answerOf(W);
  };
  inspect(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true again, false use
    use:
      call @unlink(%p)
      -> again
    again:
      call @f(%p)
    })",
          First);
  EXPECT_EQ(Times, 2u);
  EXPECT_EQ(outcome(A), "success");
}

TEST(Summary, MutualRecursionKeepsOwnEvents) {
  Answer A = ask(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true other, false use
    use:
      call @unlink(%p)
      -> exit
    other:
      call @g(%p)
    }
    func @g(p: ptr<const char>) {
      %p = load p
      call @f(%p)
    })");
  EXPECT_EQ(outcome(A), "success");
}

TEST(Summary, CalleeThatChoosesBetweenTwoNames) {
  // pick(n, p, q) gives one of them: the same one only for the same n.
  auto Picks = [](StringRef Second) {
    return (R"(
      func @f(p: ptr<const char>, q: ptr<const char>, n: int, k: int) {
        %p = load p
        %q = load q
        %n = load n
        %a = call @pick(%n, %p, %q)
        %m = const 0
        call @access(%a, %m)
        %k = load )" +
            Second + R"(
        %b = call @pick(%k, %p, %q)
        call @unlink(%b)
      }
      func @pick(n: int, p: ptr<const char>, q: ptr<const char>) -> ptr<const char> {
        %n = load n
        -> %n ? true one, false two
      one:
        %p = load p
        return %p
        -> exit
      two:
        %q = load q
        return %q
      })")
        .str();
  };
  EXPECT_TRUE(sameFile(Picks("n")));
  EXPECT_FALSE(sameFile(Picks("k")));
}

TEST(Summary, CalleeRewritesTheNameInPlace) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<char>) {
      %p = load p
      %m = const 0
      call @access(%p, %m)
      call @cut(%p)
      call @unlink(%p)
    }
    func @cut(text: ptr<char>) {
      %i = const 3
      %c = const 0
      store text->[%i], %c
    })"));
}

TEST(Summary, CalleeThatTouchesNothing) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %p = load p
      call @strcpy(%buf, %p)
      %m = const 0
      call @access(%buf, %m)
      call @sum(%buf)
      call @unlink(%buf)
    }
    func @sum(text: ptr<char>) -> int {
      %i = const 3
      %c = load text->[%i]
      return %c
    })"));
}

} // namespace
