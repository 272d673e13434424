//===- CallsTest.cpp - Calls, effects, atomics ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lowered.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

TEST(Calls, IndirectCallsLeadWithTheCallee) {
  Lowered L(R"(struct Ops { int (*run)(int); };
    int f(struct Ops *o, int (*p)(int)) { return o->run(1) + (*p)(2) + p(3); })");
  EXPECT_TRUE(
      L.has("f", {"$r = load o->.run", "$one = const 1",
                  "call indirect $r($one)", "$p = load p", "$two = const 2",
                  "call indirect $p($two)", "call indirect"}));
}

TEST(Calls, FunctionsAsValues) {
  Lowered L(R"(int h(int); void g(int (*)(int));
    void f(void) { g(h); g(&h); })");
  EXPECT_EQ(L.count("f", "fn @h"), 2u);
}

TEST(Calls, PlacesInTheFirstColumn) {
  Lowered L("int g(void);\nvoid f(void) {\n  g();\ng();\n\n   g();\n}\n");
  std::vector<std::pair<unsigned, unsigned>> At;
  for (const ir::Instr &I : L.find("f")->Instrs)
    if (I.Kind == ir::Op::Call)
      At.push_back({I.At.Line, I.At.Col});
  EXPECT_EQ(
      At, (std::vector<std::pair<unsigned, unsigned>>{{3, 3}, {4, 1}, {6, 4}}));
}

TEST(Calls, DroppedResultsAreMarked) {
  Lowered L(R"(int g(void); void v(void);
    void f(void) { g(); (void)g(); int x = g(); v(); })");
  EXPECT_EQ(L.count("f", "call @g() [discarded]"), 1u);
  EXPECT_EQ(L.count("f", "call @g() [discarded voidcast]"), 1u);
  EXPECT_EQ(L.count("f", "discarded"), 2u);
}

TEST(Calls, ReadModifyWrite) {
  Lowered L(R"(struct S { int n; volatile int v; int b : 3; };
    int f(struct S *s, int k) { s->n++; --s->v; s->b |= k; return s->n += 2; })");
  EXPECT_TRUE(L.has("f", {"rmw add s->.n,", "rmw sub s->.v,", "$k = load k",
                          "rmw or s->.b, $k", "$two = const 2",
                          "$r = rmw add s->.n, $two", "return $r"}));
  auto Flags = [&](uint16_t F) {
    unsigned N = 0;
    for (const ir::Instr &I : L.find("f")->Instrs)
      N += I.Kind == ir::Op::Rmw && (I.Flags & F);
    return N;
  };
  EXPECT_EQ(Flags(ir::FlagVolatile), 1u);
  EXPECT_EQ(Flags(ir::FlagBitField), 1u);
  EXPECT_EQ(Flags(ir::FlagReturnsOld), 1u);
}

TEST(Calls, AssignmentIsTheStoredValue) {
  Lowered L("int g(void); int f(int *p) { int x; return (x = *p = g()) + 1; }");
  EXPECT_TRUE(L.has("f", {"$g = call @g()", "$s = store p->, $g",
                          "$t = store x, $s", "bin add $t"}));
}

TEST(Calls, AtomicsKeepSourceOrder) {
  Lowered L(R"(_Atomic int a; int f(int *e) {
      a++; int l = a; a = 3;
      __c11_atomic_compare_exchange_strong(&a, e, 7, 5, 2);
      return __atomic_fetch_add(e, 9, 5); })");
  EXPECT_TRUE(L.has(
      "f", {"rmw add @a", "load @a", "store @a", "$a = addr @a", "$e = load e",
            "$v = const 7", "$s = const 5", "$q = const 2",
            "call @__c11_atomic_compare_exchange_strong"
            "($a, $e, $v, $s, $q)",
            "$n = const 9", "$o = const 5", "call @__atomic_fetch_add("}));
  unsigned N = 0;
  for (const ir::Instr &I : L.find("f")->Instrs)
    N += (I.Flags & ir::FlagAtomic) != 0;
  EXPECT_EQ(N, 3u);
}

TEST(Calls, UnderstandsSizesAndOffsets) {
  Lowered L(R"(struct S { int a; int b; };
    unsigned long f(void) { return sizeof(struct S) + __builtin_offsetof(struct S, b); })");
  EXPECT_TRUE(L.has("f", {"return"}));
  EXPECT_EQ(L.unit().Info.Opaque.size(), 0u);
  EXPECT_EQ(L.count("f", "opaque"), 0u);
}

TEST(Calls, CommaVaArgGeneric) {
  Lowered L(R"(int g(void), h(int);
    int f(int n, ...) { __builtin_va_list l; __builtin_va_start(l, n);
      int r = (g(), __builtin_va_arg(l, int));
      return _Generic(r, int: h, default: g)(r); })");
  EXPECT_TRUE(
      L.has("f", {"call @g() [discarded]", "$v = call @__builtin_va_arg(",
                  "store r, $v", "$r = load r", "call @h($r)"}));
}

TEST(Calls, NestedCallsRunInnerFirst) {
  Lowered L("int g(int); int f(int a) { return g(g(a) + g(2)); }");
  EXPECT_TRUE(L.has("f", {"$a = load a", "$x = call @g($a)", "$two = const 2",
                          "$y = call @g($two)", "$s = bin add $x, $y",
                          "$r = call @g($s)", "return $r"}));
  EXPECT_EQ(L.count("f", "@g("), 3u);
}

TEST(Calls, BrokenCodeIsLoweredAsFarAsItGoes) {
  Lowered L(R"(void g(int); struct Missing m;
    void f(void) { g(1); undeclared_thing.x = unknown(2) + 3; g(4); })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has(
      "f", {"$a = const 1", "call @g($a)", "$b = const 4", "call @g($b)"}));
}

TEST(Calls, DeepExpressionsAreCut) {
  std::string Sum = "a";
  for (int I = 0; I != 3000; ++I)
    Sum += "+a";
  Lowered L("int f(int a) { return " + Sum + "; }");
  ASSERT_TRUE(L.find("f"));
  EXPECT_FALSE(L.unit().Info.Opaque.empty());
}

TEST(Calls, CleanupAttributeIsACall) {
  Lowered L(R"(void done(int *); void g(void);
    void f(void) { __attribute__((cleanup(done))) int x = 1; g(); })");
  EXPECT_TRUE(L.has("f", {"call @g()", "$x = addr x", "call @done($x)"}));
}

TEST(Calls, AssemblerKeepsItsOperands) {
  Lowered L("void f(int a) { int r; asm(\"nop\" : \"=r\"(r) : \"r\"(a)); }");
  EXPECT_TRUE(L.has(
      "f", {"$r = addr r", "$a = load a", "opaque \"GCCAsmStmt\"($r, $a)"}));
}

TEST(Calls, CoroutinesSuspend) {
  Lowered L(
      R"(namespace std { template <class R, class...> struct coroutine_traits {
        using promise_type = typename R::promise_type; };
      template <class P = void> struct coroutine_handle {
        static coroutine_handle from_address(void *) noexcept; };
      struct suspend_never { bool await_ready() noexcept;
        void await_suspend(coroutine_handle<>) noexcept; void await_resume() noexcept; }; }
    struct Wait { bool await_ready(); void await_suspend(std::coroutine_handle<>);
                  int await_resume(); };
    namespace std { template <> struct coroutine_handle<void> {
        template <class P> coroutine_handle(coroutine_handle<P>) noexcept;
        static coroutine_handle from_address(void *) noexcept; }; }
    struct Task { struct promise_type { Task get_return_object();
      std::suspend_never initial_suspend() noexcept;
      std::suspend_never final_suspend() noexcept; void return_value(int);
      void unhandled_exception(); }; };
    Task f() { int v = co_await Wait(); co_return v; })",
      Lang::Cxx20);
  EXPECT_TRUE(L.find("f")->Flags & ir::FuncCoroutine);
  EXPECT_TRUE(
      L.has("f", {"@Wait::await_ready(on", "suspend",
                  "$r = call @Wait::await_resume(on", "store v, $r [init]",
                  "@Task::promise_type::return_value", "return"}));
}

} // namespace
