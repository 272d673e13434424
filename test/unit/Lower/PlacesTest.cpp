//===- PlacesTest.cpp - Access paths, constants, names --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lowered.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

const char *Structs = R"(
  struct In { int c; };
  struct Mid { struct In b[4]; struct In *q; };
  struct Top { struct Mid a; union { int u; float f; }; };
)";

TEST(Places, OnePathWithoutLoadsOfPointers) {
  Lowered L(std::string(Structs) +
            "int f(struct Top *p, int i) { return p->a.b[i].c; }");
  EXPECT_TRUE(
      L.has("f", {"$i = load i", "$v = load p->.a.b[$i].c", "return $v"}));
  EXPECT_EQ(L.count("f", "load"), 2u);
}

TEST(Places, PointerInThePathIsADereference) {
  Lowered L(std::string(Structs) +
            "int f(struct Top *p) { return p->a.q->c; }");
  EXPECT_TRUE(L.has("f", {"$v = load p->.a.q->.c", "return $v"}));
  EXPECT_EQ(L.count("f", "load"), 1u);
}

TEST(Places, AnonymousUnionBelongsToItsStruct) {
  Lowered L(std::string(Structs) + "void f(struct Top *p) { p->u = 1; }");
  EXPECT_TRUE(L.has("f", {"$c = const 1", "store p->.u, $c"}));
  const ir::Function *F = L.find("f");
  ASSERT_TRUE(F);
  const ir::Step &S = F->Places[F->Instrs[1].Aux].Steps.back();
  EXPECT_EQ(L.unit().str(S.Owner), "Top");
}

TEST(Places, SpellingsOfOnePath) {
  Lowered L(R"(struct S { int x; };
    void f(struct S *p) { p->x = 1; (*p).x = 2; p[0].x = 3; (&*p)->x = 4; })");
  for (const char *N : {"1", "2", "3", "4"})
    EXPECT_TRUE(
        L.has("f", {std::string("$c = const ") + N, "store p->.x, $c"}));
  EXPECT_EQ(L.find("f")->Places.size(), 1u);
}

TEST(Places, AddressOfDereferenceIsThePointer) {
  Lowered L("void g(int *); void f(int *p) { g(&*p); int a[3]; g(&a[1]); }");
  EXPECT_TRUE(L.has("f", {"$p = load p", "call @g($p)", "$one = const 1",
                          "$a = addr a[$one]", "call @g($a)"}));
}

TEST(Places, ArrayDecays) {
  Lowered L("void g(char *); void f(void) { char b[9]; g(b); *b = 1; }");
  EXPECT_TRUE(L.has("f", {"declare b", "$b = addr b", "$d = cast decay $b",
                          "call @g($d)", "$z = const 0", "store b[$z]"}));
}

TEST(Places, ReferencesAreReadThrough) {
  Lowered L(R"(void g(int &);
    int f(int &r) { g(r); int &s = r; s = 1; return r; })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"$a = load r", "call @g($a)", "$b = load r",
                          "store s, $b", "$c = const 1", "store s->, $c",
                          "$v = load r->", "return $v"}));
}

TEST(Places, LongPathsEndInUnknown) {
  Lowered L(R"(struct N { struct N *n; int v; };
    int f(struct N *p) { return p->n->n->n->n->n->n->n->n->v; })");
  const ir::Function *F = L.find("f");
  ASSERT_TRUE(F);
  const ir::Place &P = F->Places[0];
  EXPECT_EQ(P.Steps.size(), ir::Place::MaxSteps);
  EXPECT_EQ(P.Steps.back().Kind, ir::StepKind::Unknown);
}

TEST(Constants, KeepTheNamesOfTheirMacros) {
  Lowered L(R"(
    #define CREAT 0100
    #define EXCL 0200
    #define BOTH (CREAT | EXCL)
    #define EOFX (-1)
    #define BIT (1 << 3)
    #define FN(x) ((x) + 7)
    void g(int);
    void f(void) { g(CREAT | EXCL); g(BOTH); g(EOFX); g(BIT); g(FN(5)); })");
  EXPECT_TRUE(L.has("f", {"$a = const 64 \"CREAT\"", "$b = const 128 \"EXCL\"",
                          "$c = bin or $a, $b", "call @g($c)",
                          "const 64 \"CREAT,BOTH\"", "const 128 \"EXCL,BOTH\"",
                          "$e = const -1 \"EOFX\"", "call @g($e)",
                          "$s = const 8 \"BIT\"", "call @g($s)", "$x = const 5",
                          "$y = const 7 \"FN\"", "bin add $x, $y"}));
  EXPECT_EQ(L.count("f", "const 5 \""), 0u);
}

TEST(Constants, EnumeratorsAndConstantsByName) {
  Lowered L(R"(namespace n { enum class E { A = 3 }; enum U { B = 4 }; }
    constexpr int Limit = 9; const long Local();
    int f() { const long K = Local();
              return (int)n::E::A + n::B + Limit + (int)K; })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"const 3 \"n::E::A\"", "const 4 \"n::B\"",
                          "const 9 \"Limit\"", "load K"}));
}

TEST(Constants, StringsAndNull) {
  Lowered L("void g(const char *, void *); void f(void) { g(\"a\\tb\", 0); }");
  EXPECT_TRUE(
      L.has("f", {"$s = str \"a\\tb\"", "$n = null", "call @g($s, $n)"}));
}

TEST(Names, NoInlineNamespacesNoTemplateArguments) {
  Lowered L(R"(namespace std { inline namespace __1 {
      template <class T> struct basic { void m(); basic(); ~basic();
                                        operator bool(); }; }
      typedef basic<char> string; }
    namespace { void hidden() {} }
    void f(std::string &s) { s.m(); std::string t; (void)(bool)t; hidden(); })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has(
      "f", {"s: ref<rec std::basic as std::string>", "@std::basic::m(on",
            "@std::basic::basic(on", "@\"std::basic::operator bool\"(on",
            "@\"(anonymous namespace)::hidden\"()", "@std::basic::~basic(on"}));
  EXPECT_TRUE(L.find("(anonymous namespace)::hidden")->Sym.Internal);
  EXPECT_FALSE(L.find("f")->Sym.Internal);
}

TEST(Names, TypedefsThatSpeak) {
  Lowered L(R"(typedef long __time_t; typedef __time_t time_t;
    typedef time_t stamp; struct st { __time_t m; };
    void f(time_t a, stamp b, struct st *c) {})");
  const ir::Function *F = L.find("f");
  auto Sugar = [&](ir::TypeId T) {
    return L.unit().str(L.unit().Types[T].Sugar).str();
  };
  EXPECT_EQ(Sugar(F->Params[0].Type), "time_t");
  EXPECT_EQ(Sugar(F->Params[1].Type), "time_t");
  ASSERT_EQ(L.unit().Records.size(), 1u);
  EXPECT_EQ(Sugar(L.unit().Records[0].Fields[0].Type), "time_t");
}

TEST(Names, PositionsAreExpansionsInAbsoluteFiles) {
  Lowered L(
      "#define CALL(x) g(x)\nvoid g(int);\nvoid f(void) {\n  CALL(1);\n}");
  const ir::Function *F = L.find("f");
  ASSERT_TRUE(F);
  for (const ir::Instr &I : F->Instrs)
    if (I.Kind == ir::Op::Call) {
      EXPECT_EQ(I.At.Line, 4u);
      EXPECT_EQ(I.At.Col, 3u);
      EXPECT_TRUE(I.Flags & ir::FlagMacro);
    }
  EXPECT_EQ(F->End.Line, 5u);
  EXPECT_TRUE(L.unit().str(L.unit().MainFile).starts_with("/"));
  EXPECT_TRUE(L.unit().Files[F->At.File].Main);
}

} // namespace
