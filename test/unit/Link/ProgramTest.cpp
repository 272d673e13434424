//===- ProgramTest.cpp - Many units, one program --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/Flow/Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

/// if (exists(p)) unlink(p); with exists() in another unit
constexpr const char *Caller = R"(
  func @exists(p: ptr<const char>) -> int
  func @f(p: ptr<const char>) !1:1 {
    %p = load p
    %r = call @exists(%p)
    -> %r ? true use, false exit
  use:
    call @unlink(%p)
  })";
constexpr const char *ZeroIsThere = R"(
  func @exists(p: ptr<const char>) -> int !1:1 {
    %p = load p
    %m = const 0
    %r = call @access(%p, %m)
    return %r
  })";
constexpr const char *OneIsThere = R"(
  func @exists(p: ptr<const char>) -> bool !1:1 {
    %p = load p
    %m = const 0
    %r = call @access(%p, %m)
    %n = not %r
    return %n
  })";

std::vector<const ir::Unit *> pointers(const Units &List) {
  std::vector<const ir::Unit *> R;
  for (auto &U : List)
    R.push_back(U.get());
  return R;
}

TEST(Program, DefinitionInAnotherUnit) {
  Units L;
  L.push_back(unitOf(Caller, "/src/a.c"));
  L.push_back(unitOf(OneIsThere, "/src/b.c"));
  EXPECT_EQ(outcome(ask(pointers(L))), "success");
}

TEST(Program, WithoutItThereIsNoCheck) {
  auto U = unitOf(Caller);
  // Nothing is known of exists().
  EXPECT_FALSE(ask({U.get()}).Check);
}

TEST(Program, OrderOfTheUnitsDoesNotMatter) {
  Units L;
  L.push_back(unitOf(OneIsThere, "/src/b.c"));
  L.push_back(unitOf(Caller, "/src/a.c"));
  EXPECT_EQ(outcome(ask(pointers(L))), "success");
}

TEST(Program, NearestOfTwoDefinitions) {
  // Two programs in one database; the caller's unit only declares it.
  Units L;
  L.push_back(unitOf(ZeroIsThere, "/src/one/files.c"));
  L.push_back(unitOf(OneIsThere, "/src/two/files.c"));
  L.push_back(unitOf(Caller, "/src/one/main.c"));
  L.push_back(unitOf(Caller, "/src/two/main.c"));
  EXPECT_EQ(outcome(ask(pointers(L), "f", "/src/one/main.c")), "failure");
  EXPECT_EQ(outcome(ask(pointers(L), "f", "/src/two/main.c")), "success");
}

std::unique_ptr<ir::Unit> inTarget(StringRef Text, StringRef File,
                                   StringRef Target) {
  std::unique_ptr<ir::Unit> U = unitOf(Text, File);
  U->Strings.push_back(Target.str());
  U->Target = U->Strings.size() - 1;
  return U;
}

TEST(Program, DefinitionOfTheTarget) {
  // Both programs are of one directory and have their own exists().
  Units L;
  L.push_back(inTarget(ZeroIsThere, "/src/zero.c", "/b/one.dir"));
  L.push_back(inTarget(OneIsThere, "/src/one.c", "/b/two.dir"));
  L.push_back(inTarget(Caller, "/src/a.c", "/b/one.dir"));
  L.push_back(inTarget(Caller, "/src/b.c", "/b/two.dir"));
  EXPECT_EQ(outcome(ask(pointers(L), "f", "/src/a.c")), "failure");
  EXPECT_EQ(outcome(ask(pointers(L), "f", "/src/b.c")), "success");
}

TEST(Program, TargetsThatCallEachOtherAreOneProgram) {
  Units L;
  L.push_back(inTarget(ZeroIsThere, "/lib/exists.c", "/b/lib.dir"));
  L.push_back(inTarget(Caller, "/app/main.c", "/b/app.dir"));
  L.push_back(inTarget("func @alone() !1:1 {\n}", "/tool/tool.c", "/b/t.dir"));
  model::Model M;
  link::Program P(pointers(L), M);
  std::map<std::string, unsigned> Part;
  for (uint32_t U = 0; U < P.unitCount(); ++U)
    Part[P.unit(U).str(P.unit(U).MainFile).str()] = P.partOf(U);
  EXPECT_EQ(Part["/lib/exists.c"], Part["/app/main.c"]);
  EXPECT_NE(Part["/lib/exists.c"], Part["/tool/tool.c"]);
}

TEST(Program, FileOfTwoTargetsIsTwo) {
  // The same file, compiled for two programs that share nothing.
  Units L;
  L.push_back(inTarget(Caller, "/src/shared.c", "/b/one.dir"));
  L.push_back(inTarget(Caller, "/src/shared.c", "/b/two.dir"));
  L[1]->Strings.push_back("other key");
  L[1]->Key = L[1]->Strings.size() - 1;
  L.push_back(inTarget(ZeroIsThere, "/src/zero.c", "/b/one.dir"));
  L.push_back(inTarget(OneIsThere, "/src/one.c", "/b/two.dir"));
  model::Model M;
  link::Program P(pointers(L), M);
  unsigned Defined = 0;
  for (flow::ProgFunc F = 0; F < P.functionCount(); ++F)
    Defined += P.qualifiedName(F) == "f" && P.isDefined(F);
  EXPECT_EQ(Defined, 2u);
}

TEST(Program, OwnDefinitionBeforeAnyOther) {
  Units L;
  std::string Both = std::string(OneIsThere) + R"(
    func @f(p: ptr<const char>) !20:1 {
      %p = load p
      %r = call @exists(%p)
      -> %r ? true use, false exit
    use:
      call @unlink(%p)
    })";
  L.push_back(unitOf(Both, "/src/z.c"));
  L.push_back(unitOf(ZeroIsThere, "/src/a.c"));
  EXPECT_EQ(outcome(ask(pointers(L), "f", "/src/z.c")), "success");
}

TEST(Program, InternalFunctionsOfOneNameAreTwo) {
  auto Unit = [](StringRef Polarity) {
    return (R"(
      func @f(p: ptr<const char>) !1:1 {
        %p = load p
        %r = call @there(%p)
        -> %r ? true use, false exit
      use:
        call @unlink(%p)
      }
      func @there(p: ptr<const char>) -> bool [static] !9:1 internal {
        %p = load p
        %m = const 0
        %r = call @access(%p, %m)
        %z = const 0
        %b = cmp )" +
            Polarity + R"( %r, %z
        return %b
      })")
        .str();
  };
  Units L;
  L.push_back(unitOf(Unit("eq"), "/src/a.c"));
  L.push_back(unitOf(Unit("ne"), "/src/b.c"));
  EXPECT_EQ(outcome(ask(pointers(L), "f", "/src/a.c")), "success");
  EXPECT_EQ(outcome(ask(pointers(L), "f", "/src/b.c")), "failure");
}

TEST(Program, InternalFunctionHidesNoLibraryFunction) {
  // A file's own static access() is not access(2).
  auto U = unitOf(R"(
    func @rename(p: ptr<const char>, q: ptr<const char>) -> int [static] !9:1 internal {
      %z = const 0
      return %z
    }
    func @f(p: ptr<const char>) !1:1 {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      -> %r ? true exit, false use
    use:
      call @rename(%p, %p)
    })");
  EXPECT_FALSE(ask({U.get()}).Use);
}

TEST(Program, HeaderFunctionInTwoUnitsIsOne) {
  constexpr const char *Header = R"(
    file 1 "/src/files.h"
    func @exists(p: ptr<const char>) -> bool [inline] !1:3:1 {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %n = not %r
      return %n
    })";
  Units L;
  for (StringRef Main : {"/src/a.c", "/src/b.c"})
    L.push_back(unitOf(Header, Main));
  link::Program P(pointers(L), model::Model::builtin());
  unsigned Times = 0;
  P.analyse([&](flow::FunctionFlow &) { ++Times; });
  EXPECT_EQ(Times, 1u);
}

TEST(Program, UnitGivenTwiceCountsOnce) {
  auto A = unitOf(ZeroIsThere, "/src/a.c"), B = unitOf(ZeroIsThere, "/src/a.c");
  link::Program P({A.get(), B.get()}, model::Model::builtin());
  EXPECT_EQ(P.unitCount(), 1u);
}

TEST(Program, GlobalOfTwoUnitsIsOne) {
  // look() in one unit and the use in another read the same variable.
  Units L;
  L.push_back(unitOf(R"(
    global @pidfile: ptr<const char>
    func @look() -> int
    func @f() !1:1 {
      %r = call @look()
      -> %r ? true exit, false use
    use:
      %p = load @pidfile
      call @unlink(%p)
    })",
                     "/src/a.c"));
  L.push_back(unitOf(R"(
    global @unrelated: int
    global @pidfile: ptr<const char>
    func @look() -> int !1:1 {
      %p = load @pidfile
      %m = const 0
      %r = call @access(%p, %m)
      return %r
    })",
                     "/src/b.c"));
  Answer A = ask(pointers(L));
  EXPECT_TRUE(A.Same && A.Live);
  EXPECT_EQ(outcome(A), "success");
}

TEST(Program, InternalGlobalsOfOneNameAreTwo) {
  Units L;
  for (StringRef Main : {"/src/a.c", "/src/b.c"}) {
    bool First = Main == "/src/a.c";
    L.push_back(unitOf(First ? R"(
      global @path: ptr<const char> internal
      func @look() -> int
      func @f() !1:1 {
        call @look()
        %p = load @path
        call @unlink(%p)
      })"
                             : R"(
      global @path: ptr<const char> internal
      func @look() -> int !1:1 {
        %p = load @path
        %m = const 0
        %r = call @access(%p, %m)
        return %r
      })",
                       Main));
  }
  Answer A = ask(pointers(L));
  EXPECT_TRUE(A.Check && A.Use);
  EXPECT_FALSE(A.Same);
}

TEST(Program, VirtualCallReachesTheOverride) {
  auto U = unitOf(R"(
    record Store
    record DiskStore base Store
    func @Store::has(p: ptr<const char>) -> bool [method virtual] owner Store
    func @DiskStore::has(p: ptr<const char>) -> bool [method virtual] !1:1 owner DiskStore overrides @Store::has {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %n = not %r
      return %n
    }
    func @f(s: ptr<rec Store>, p: ptr<const char>) !20:1 {
      %s = load s
      %p = load p
      %c = call virtual @Store::has(on %s, %p)
      -> %c ? true use, false exit
    use:
      call @unlink(%p)
    })");
  EXPECT_EQ(outcome(ask({U.get()})), "success");
}

TEST(Program, PointerToAFunctionThatIsSeen) {
  auto U = unitOf(R"(
    func @there(p: ptr<const char>) -> bool !1:1 {
      %p = load p
      %m = const 0
      %r = call @access(%p, %m)
      %n = not %r
      return %n
    }
    func @f(p: ptr<const char>) !20:1 {
      local fn: ptr<fn<bool>>
      %there = fn @there
      store fn, %there
      %fn = load fn
      %p = load p
      %c = call indirect %fn(%p) : bool
      -> %c ? true use, false exit
    use:
      call @unlink(%p)
    })");
  EXPECT_EQ(outcome(ask({U.get()})), "success");
}

TEST(Program, CalleesComeFirst) {
  auto U = unitOf(R"(
    func @f(p: ptr<const char>) !1:1 {
      %p = load p
      call @g(%p)
    }
    func @g(p: ptr<const char>) !2:1 {
      %p = load p
      call @h(%p)
    }
    func @h(p: ptr<const char>) !3:1 {
      %p = load p
      call @unlink(%p)
    })");
  link::Program P({U.get()}, model::Model::builtin());
  std::string Order;
  P.analyse([&](flow::FunctionFlow &W) { Order += P.qualifiedName(W.self()); });
  EXPECT_EQ(Order, "hgf");
}

TEST(Program, WhatReachesNoEventIsNotAnalysed) {
  auto U = unitOf(R"(
    func @sum(a: int, b: int) -> int !1:1 {
      %a = load a
      %b = load b
      %c = bin add %a, %b
      return %c
    })");
  link::Program P({U.get()}, model::Model::builtin());
  link::Program::Counts C = P.analyse([](flow::FunctionFlow &) {});
  EXPECT_EQ(C.Functions, 1u);
  EXPECT_EQ(C.Analysed, 0u);
}

TEST(Program, SkippedBodyIsUnknownNotEmpty) {
  // A callee whose body was not seen may rewrite the name.
  EXPECT_FALSE(sameFile(R"(
    func @cut(text: ptr<char>) [skipped]
    func @f(p: ptr<char>) {
      %p = load p
      %m = const 0
      call @access(%p, %m)
      call @cut(%p)
      call @unlink(%p)
    })"));
}

} // namespace
