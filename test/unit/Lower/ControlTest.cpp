//===- ControlTest.cpp - Branches, loops, handlers ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lowered.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

TEST(Control, ShortCircuitIsControlFlow) {
  Lowered L("int g(void); int f(int a) { if (a && g()) return 1; return 2; }");
  EXPECT_TRUE(L.has("f", {"$a = load a", "-> $a ? true $rhs, false $no",
                          "$g = call @g()", "-> $g ? true $yes, false $no",
                          "const 2", "const 1"}));
  EXPECT_EQ(L.count("f", "land"), 0u);
}

TEST(Control, ShortCircuitAsValueIsJoined) {
  Lowered L("int g(void); int f(int a) { int r = a || !g(); return r; }");
  EXPECT_TRUE(L.has("f", {"$a = load a", "-> $a ? true $join, false $rhs",
                          "$g = call @g()", "$n = not $g", "-> $join",
                          "$v = lor $a, $n", "store r, $v [init]"}));
  EXPECT_EQ(L.count("f", "@g()"), 1u);
}

TEST(Control, ConditionalIsASelect) {
  Lowered L("int g(void); int f(int a) { return a ? g() : 2; }");
  EXPECT_TRUE(L.has("f", {"$a = load a", "$two = const 2", "$g = call @g()",
                          "$v = select $a, $g, $two", "return $v"}));
}

TEST(Control, ReadingAConditionalLvalueSelectsValues) {
  Lowered L("int f(bool a, int x, int y) { int r = a ? x : y; return r; }",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"$a = load a", "$x = load x", "$y = load y",
                          "$v = select $a, $x, $y", "store r, $v [init]"}));
  EXPECT_EQ(L.count("f", "addr"), 0u);
}

TEST(Control, ConditionalWithOmittedMiddle) {
  Lowered L("int g(void); int f(int a) { return g() ?: a; }");
  EXPECT_TRUE(L.has("f", {"$g = call @g()", "$a = load a",
                          "$v = select $g, $g, $a", "return $v"}));
  EXPECT_EQ(L.count("f", "@g()"), 1u);
}

TEST(Control, ArmThatThrowsHasNoSay) {
  Lowered L("int f(bool a) { return a ? 7 : throw 1; }", Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"throw", "$v = const 7", "return $v"}) ||
              L.has("f", {"$v = const 7", "throw", "return $v"}));
  EXPECT_EQ(L.count("f", "select"), 0u);
}

TEST(Control, SwitchKeepsRangesAndNames) {
  Lowered L(R"(enum E { One = 1, Two }; 
    #define FIVE 5
    void g(int);
    void f(int x) { switch (x) { case One: g(1); case Two: g(2); break;
      case FIVE ... 8: g(5); break; default: g(9); } })");
  EXPECT_TRUE(L.has("f", {"$x = load x", "-> $x ?"}));
  const ir::Function *F = L.find("f");
  std::vector<std::string> Spellings;
  bool Range = false, Default = false;
  for (const ir::Block &B : F->Blocks)
    for (const ir::Edge &E : B.Succs) {
      if (E.Kind == ir::EdgeKind::Case)
        Spellings.push_back(L.unit().str(E.Spelling).str());
      Range |= E.Kind == ir::EdgeKind::Case && E.Low == 5 && E.High == 8;
      Default |= E.Kind == ir::EdgeKind::Default;
    }
  std::sort(Spellings.begin(), Spellings.end());
  EXPECT_EQ(Spellings, (std::vector<std::string>{"FIVE", "One", "Two"}));
  EXPECT_TRUE(Range);
  EXPECT_TRUE(Default);
}

TEST(Control, MacroLoopFoldsAway) {
  Lowered L("void g(void); void f(void) { do { g(); } while (0); g(); }");
  EXPECT_EQ(L.count("f", "true"), 0u);
  EXPECT_EQ(L.count("f", "@g()"), 2u);
}

TEST(Control, NoReturnEndsTheBlock) {
  Lowered L(R"(__attribute__((noreturn)) void die(void); int g(void);
    int f(int a) { if (a) die(); return g(); })");
  EXPECT_TRUE(L.find("die")->Flags & ir::FuncNoReturn);
  // One way from die() only: to the exit.
  const ir::Function *F = L.find("f");
  ir::BlockId Exit = F->Blocks.size() - 1;
  bool Seen = false;
  for (const ir::Block &B : F->Blocks)
    for (uint32_t I = B.Begin; I != B.End; ++I)
      if (F->Instrs[I].Kind == ir::Op::Call &&
          L.unit().str(L.unit().Functions[F->Instrs[I].Aux].Name) == "die") {
        Seen = true;
        ASSERT_EQ(B.Succs.size(), 1u);
        EXPECT_EQ(B.Succs[0].To, Exit);
      }
  EXPECT_TRUE(Seen);
}

TEST(Control, EntryFirstExitLast) {
  Lowered L("void g(void); void f(int n) { while (n--) g(); }");
  const ir::Function *F = L.find("f");
  EXPECT_EQ(F->Blocks[0].Begin, F->Blocks[0].End);
  EXPECT_TRUE(F->Blocks.back().Succs.empty());
  EXPECT_EQ(F->Blocks.back().Begin, F->Blocks.back().End);
}

TEST(Control, DeclareTellsFreshLocalsOfALoop) {
  Lowered L("void g(int *); void f(int n) { while (n--) { int x; g(&x); } }");
  EXPECT_TRUE(L.has("f", {"declare x", "$x = addr x", "call @g($x)"}));
}

TEST(Control, StatementExpressionIsItsLastValue) {
  Lowered L(R"(int g(void);
    int f(void) { return 1 + ({ int t = g(); t * 2; }); })");
  EXPECT_TRUE(L.has("f", {"$g = call @g()", "store t, $g [init]", "$t = load t",
                          "$m = bin mul $t", "$s = bin add", "return $s"}));
}

TEST(Control, HandlersAreReached) {
  Lowered L(R"(void g(); void h(int);
    void f() { try { g(); } catch (int &e) { h(e); } catch (...) { throw; } })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"call @g()", "exception $try", "$try:"}));
  EXPECT_TRUE(L.has("f", {"catch e", "$e = load e->", "call @h($e)"}));
  EXPECT_EQ(L.count("f", "= catch"), 2u);
  EXPECT_EQ(L.count("f", "= throw"), 1u);
}

TEST(Control, HandlersOfABodyThatOnlyConstructs) {
  Lowered L(R"(struct S { S(int); }; void h();
    void f() { try { S s(1); } catch (...) { h(); } })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"call @S::S(", "exception"}));
  EXPECT_EQ(L.count("f", "@h()"), 1u);
}

TEST(Control, RangeForRunsItsDesugaredForm) {
  Lowered L(R"(struct I { int &operator*(); I &operator++();
                          bool operator!=(const I &); };
    struct R { I begin(); I end(); };
    int f(R &r) { int s = 0; for (int &x : r) s += x; return s; })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"store __range", "@R::begin(on", "@R::end(on"}) ||
              L.has("f", {"store __range", "@R::end(on", "@R::begin(on"}));
  EXPECT_TRUE(L.has("f", {"$x = call @\"I::operator*\"(on", "store x, $x",
                          "$v = load x->", "rmw add s, $v"}));
}

TEST(Control, GotoAndComputedGoto) {
  Lowered L(R"(void g(int); void f(int n) { void *t[] = {&&a, &&b};
    goto *t[n]; a: g(11); goto c; b: g(12); c: g(13); })");
  for (const char *N : {"11", "12", "13"})
    EXPECT_TRUE(L.has("f", {std::string("$c = const ") + N, "call @g($c)"}));
}

TEST(Control, ExpectIsItsOperand) {
  Lowered L(
      "void g(void); void f(int a) { if (__builtin_expect(!!a, 0)) g(); }");
  EXPECT_EQ(L.count("f", "__builtin_expect"), 0u);
  EXPECT_TRUE(L.has("f", {"$a = load a", "not $a", "? true", "call @g()"}));
}

TEST(Control, OperandsComeBeforeUsers) {
  Lowered L(R"(int g(int), h(int);
    int f(int a, int b) {
      int r = 0;
      for (int i = 0; i < a && g(i); ++i)
        r += (b ? g(r) : h(r)) + (a || h(i));
      return r;
    })");
  const ir::Function *F = L.find("f");
  for (ir::ValueId V = 0; V != F->Instrs.size(); ++V)
    for (ir::ValueId O : F->operands(F->Instrs[V]))
      EXPECT_LT(O, V);
}

} // namespace
