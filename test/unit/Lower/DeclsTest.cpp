//===- DeclsTest.cpp - What is lowered, attributes, globals ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lowered.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

TEST(Decls, InstantiatedTemplatesOnly) {
  Lowered L(R"(template <class T> T twice(T a) { return a + a; }
    template <class T> struct Box { T v; void set(T x) { v = x; } void unused() {} };
    int f() { Box<int> b; b.set(1); return twice(2); })",
            Lang::Cxx17);
  ASSERT_TRUE(L.find("twice"));
  EXPECT_TRUE(L.find("twice")->defined());
  EXPECT_TRUE(L.find("Box::set")->defined());
  EXPECT_FALSE(L.find("Box::unused"));
  EXPECT_TRUE(L.has("Box::set", {"$x = load x", "store this->.v, $x"}));
}

TEST(Decls, LocalClassesFriendsAndGenericLambdas) {
  Lowered L(R"(struct S { friend int buddy(S &) { return 1; } };
    int f() { struct In { int m() { return 2; } } i;
              auto G = [](auto x) { return x + 3; }; return i.m() + G(4); })",
            Lang::Cxx17);
  EXPECT_TRUE(L.find("buddy")->defined());
  ASSERT_TRUE(L.find("f::In::m"));
  EXPECT_TRUE(L.find("f::In::m")->defined());
  EXPECT_TRUE(L.has("f::(lambda)", {"$x = load x", "bin add $x"}));
}

TEST(Decls, ThreadSafetyAttributes) {
  Lowered L(R"(struct __attribute__((capability("mutex"))) M {
      void lock() __attribute__((acquire_capability()));
      bool tryLock() __attribute__((try_acquire_capability(true)));
      void unlock() __attribute__((release_capability())); };
    struct S { M mu; int n __attribute__((guarded_by(mu)));
      void m() __attribute__((requires_capability(mu))) { n = 1; }
      __attribute__((annotate("tocsin::check"))) void c(); };
    void f(S &s) { s.m(); s.c(); s.mu.lock(); s.mu.tryLock(); s.mu.unlock(); })",
            Lang::Cxx17);
  auto Attr = [&](const ir::Function *F) {
    return F && F->Attrs.size() == 1
               ? L.unit().str(F->Attrs[0].Name).str() + "(" +
                     L.unit().str(F->Attrs[0].Text).str() + ")"
               : std::string();
  };
  EXPECT_EQ(Attr(L.find("M::lock")), "acquire_capability()");
  EXPECT_EQ(Attr(L.find("M::tryLock")), "try_acquire_capability(true)");
  EXPECT_EQ(Attr(L.find("M::unlock")), "release_capability()");
  EXPECT_EQ(Attr(L.find("S::m")), "requires_capability(this->mu)");
  EXPECT_EQ(Attr(L.find("S::c")), "annotate(tocsin::check)");
  bool Guarded = false;
  for (const ir::Record &R : L.unit().Records)
    for (const ir::Field &F : R.Fields)
      for (const ir::Attribute &A : F.Attrs)
        Guarded |=
            L.unit().str(F.Name) == "n" && L.unit().str(A.Name) == "guarded_by";
  EXPECT_TRUE(Guarded);
}

TEST(Decls, OverridesAndFlags) {
  Lowered L(R"(struct A { virtual void v() const; virtual ~A(); };
    struct B : A { void v() const override {} static int s() { return 1; } };
    static int hidden(void) noexcept { return B::s(); }
    int f() { B b; b.v(); return hidden(); })",
            Lang::Cxx17);
  const ir::Function *V = L.find("B::v");
  ASSERT_TRUE(V);
  ASSERT_EQ(V->Overrides.size(), 1u);
  EXPECT_EQ(L.unit().str(L.unit().Functions[V->Overrides[0]].Name), "A::v");
  EXPECT_EQ(V->Flags & (ir::FuncMethod | ir::FuncVirtual | ir::FuncConst),
            ir::FuncMethod | ir::FuncVirtual | ir::FuncConst);
  EXPECT_TRUE(L.find("B::s")->Flags & ir::FuncStatic);
  EXPECT_FALSE(L.find("B::s")->Flags & ir::FuncMethod);
  EXPECT_TRUE(L.find("hidden")->Sym.Internal);
  EXPECT_TRUE(L.find("hidden")->Flags & ir::FuncNoThrow);
}

TEST(Decls, SystemHeadersAreDeclarations) {
  Lowered L(R"(#include <sys.h>
    int f() { return inHeader(1) + generic(2) + onlyDeclared(3); })",
            Lang::Cxx17, {{}, R"(inline int inHeader(int a) { return a; }
               template <class T> T generic(T a) { return a; }
               int onlyDeclared(int a); inline int unused() { return 1; })"});
  EXPECT_TRUE(L.find("f")->defined());
  EXPECT_FALSE(L.find("f")->Flags & (ir::FuncSystem | ir::FuncSkipped));
  for (const char *Name : {"inHeader", "generic"}) {
    EXPECT_FALSE(L.find(Name)->defined());
    EXPECT_TRUE(L.find(Name)->Flags & ir::FuncSystem);
    EXPECT_TRUE(L.find(Name)->Flags & ir::FuncSkipped);
  }
  EXPECT_TRUE(L.find("onlyDeclared")->Flags & ir::FuncSystem);
  EXPECT_FALSE(L.find("onlyDeclared")->Flags & ir::FuncSkipped);
  EXPECT_FALSE(L.find("unused"));
}

TEST(Decls, SkippedBodiesAreUnknownNotEmpty) {
  Lowered L("int f(int a) { return a; }", Lang::Cxx17,
            {{}, "", "", /*SkipBodies=*/true});
  ASSERT_TRUE(L.find("f"));
  EXPECT_FALSE(L.find("f")->defined());
  EXPECT_TRUE(L.find("f")->Flags & ir::FuncSkipped);
}

TEST(Decls, ChosenDeclarationsOnly) {
  Lowered L("int g(void) { return 1; } int f(void) { return g(); }", Lang::C,
            {{}, "", "f"});
  EXPECT_TRUE(L.find("f")->defined());
  EXPECT_FALSE(L.find("g")->defined());
}

TEST(Decls, ParallelRegionsAreClosures) {
  Lowered L(R"(int f(int n, int *a) { int s = 0, t = 0;
    #pragma omp parallel for reduction(+:s) firstprivate(t)
    for (int i = 0; i < n; i++) s += a[i] + t;
    return s; })",
            Lang::C, {{"-fopenmp"}});
  EXPECT_TRUE(L.has("f", {"$n = addr n", "$a = addr a", "$t = load t",
                          "$c = closure", "call @omp::parallel($c)",
                          "call @omp::join()", "load s", "return"}) ||
              L.has("f", {"closure", "call @omp::parallel", "call @omp::join()",
                          "load s", "return"}));
  EXPECT_EQ(L.count("f", "rmw add s"), 0u);
  EXPECT_TRUE(L.has("f::(region)", {"store i", "cmp lt", "rmw add s"}));
  const ir::Function *F = L.find("f::(region)");
  ASSERT_TRUE(F);
  EXPECT_TRUE(F->Flags & ir::FuncOpenMP);
  ASSERT_EQ(F->Captures.size(), 3u);
  EXPECT_EQ(llvm::count_if(F->Captures, [](auto &C) { return C.ByRef; }), 2);
  EXPECT_TRUE(llvm::any_of(F->Locals, [](auto &X) { return X.Iteration; }));
}

TEST(Decls, ExclusiveRegionsLieBetweenCalls) {
  Lowered L(R"(int s; void f(int n) {
    #pragma omp critical(sums)
    if (n > s) s = n;
    s = 0; })",
            Lang::C, {{"-fopenmp"}});
  EXPECT_TRUE(L.has("f", {"addr @\"critical(sums)\"", "call @omp::enter",
                          "load @s", "store @s, $n"}));
  EXPECT_TRUE(L.has("f", {"call @omp::leave", "const 0", "store @s"}));
}

TEST(Decls, DefaultsAsBigAsCanBe) {
  Lowered L("void g(unsigned long = -1); void f() { g(); }", Lang::Cxx17);
  EXPECT_EQ(L.find("g")->Params[0].DefaultInt, -1);
}

TEST(Globals, InitialValuesAreStores) {
  Lowered L(R"(static const char *path = "/etc/x"; int counter = 3;
    int run(int); struct Ops { const char *n; int (*f)(int); };
    struct Ops table[] = {{"a", run}, {"b", 0}};
    int f(void) { static const char *inner = "/tmp/y"; return counter++; })");
  EXPECT_TRUE(L.has("(global initialisers)",
                    {"$p = str \"/etc/x\"", "store @path, $p", "$z = const 0",
                     "$a = str \"a\"", "store @table[$z].n, $a", "$r = fn @run",
                     "store @table[$z].f, $r", "str \"/tmp/y\""}));
  EXPECT_EQ(L.count("(global initialisers)", "counter"), 0u);
  const ir::Function *F = L.find("(global initialisers)");
  EXPECT_TRUE(F->Flags & ir::FuncSynthetic);
}

TEST(Globals, StaticLocalsThatRunCodeStayInTheirFunction) {
  Lowered L(R"(struct S { S(int); }; int g();
    void f() { static S s(g()); static int n = g(); n++; })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"$g = call @g()", "@S::S(on", "$h = call @g()"}) ||
              L.has("f", {"addr @f::s", "call @g()", "@S::S(on"}));
  for (const ir::Global &G : L.unit().Globals)
    EXPECT_TRUE(G.Flags & ir::GlobalFunctionStatic);
}

TEST(Globals, BigTablesAreCut) {
  std::string Table = "const char *t[] = {";
  for (int I = 0; I != 5000; ++I)
    Table += "\"x\",";
  Lowered L(Table + "};");
  const ir::Function *F = L.find("(global initialisers)");
  ASSERT_TRUE(F);
  EXPECT_LE(F->Instrs.size(), 3u * 4096u);
  EXPECT_GE(F->Instrs.size(), 3u * 4000u);
}

TEST(Decls, EveryOpaqueExpressionIsCounted) {
  Lowered L("void f(void) { void *p = &&l; l: (void)p; }");
  ASSERT_EQ(L.unit().Info.Opaque.size(), 1u);
  EXPECT_EQ(L.unit().str(L.unit().Info.Opaque[0].first), "AddrLabelExpr");
  EXPECT_GT(L.unit().Info.Expressions, 0u);
}

} // namespace
