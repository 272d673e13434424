//===- ObjectsTest.cpp - Classes, closures, temporaries -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lowered.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

const char *Guard = R"(
  struct Mutex { void lock(); void unlock(); };
  struct Guard { Guard(Mutex &); ~Guard(); Guard(const Guard &) = delete; };
  struct Str { Str(const char *); Str(const Str &); ~Str(); int n; };
)";

TEST(Objects, ConstructedInPlaceDestroyedAtScopeEnd) {
  Lowered L(std::string(Guard) +
                "void g(); void f(Mutex &m) { { Guard G(m); g(); } g(); }",
            Lang::Cxx17);
  EXPECT_TRUE(L.has(
      "f", {"$r = addr G", "$m = load m",
            "call @Guard::Guard(on $r, $m) [ctor]", "call @g()", "$d = addr G",
            "call @Guard::~Guard(on $d) [dtor implicit]", "call @g()"}));
}

TEST(Objects, DestructorRunsBeforeEveryWayOut) {
  Lowered L(std::string(Guard) +
                "int f(Mutex &m, int a) { Guard G(m); if (a) return 1;"
                " return 2; }",
            Lang::Cxx17);
  EXPECT_EQ(L.count("f", "@Guard::~Guard(on"), 2u);
}

TEST(Objects, ReturnedObjectIsStoredWhereItGoes) {
  Lowered L(std::string(Guard) + "Str g(); void f() { Str s = g(); }",
            Lang::Cxx17);
  EXPECT_TRUE(
      L.has("f", {"$v = call @g()", "store s, $v [init]", "@Str::~Str(on"}));
  EXPECT_EQ(L.count("f", "@Str::Str"), 0u);
  Lowered Old(std::string(Guard) + "Str g(); void f() { Str s = g(); }",
              Lang::Cxx11);
  EXPECT_EQ(Old.count("f", "@Str::Str"), 0u);
}

TEST(Objects, ByValueArgumentIsACopy) {
  Lowered L(std::string(Guard) + "void g(Str); void f(const Str &s) { g(s); }",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"$t = addr local", "$s = load s",
                          "@Str::Str(on $t, $s) [ctor]", "$v = load local",
                          "call @g($v)", "@Str::~Str(on"}));
}

TEST(Objects, PlainStructsAreCopiedAsMemory) {
  const char *Code = R"(struct P { int x, y; }; void g(struct P);
    void f(struct P *p) { struct P q = *p; *p = q; g(q); })";
  for (Lang X : {Lang::C, Lang::Cxx17}) {
    Lowered L(Code, X);
    EXPECT_TRUE(L.has("f", {"$p = load p->", "store q, $p", "$q = load q",
                            "store p->, $q", "$a = load", "call @g("}));
    EXPECT_EQ(L.count("f", "P::"), 0u);
  }
}

TEST(Objects, NewAndDelete) {
  Lowered L(R"(struct B { virtual ~B(); }; struct D : B { D(int); };
    void f(B *b) { D *d = new D(3); delete b; int *a = new int[4];
                   delete[] a; })",
            Lang::Cxx17);
  EXPECT_TRUE(
      L.has("f", {"$o = alloc", "$n = const 3", "@D::D(on $o, $n) [ctor]",
                  "store d, $o", "$b = load b",
                  "call virtual @B::~B(on $b) [dtor implicit]", "free $b",
                  "$k = const 4", "alloc($k)", "$a = load a", "free $a"}));
  EXPECT_EQ(L.count("f", "[array]"), 2u);
}

TEST(Objects, ArrayOfObjectsHasUnknownElements) {
  Lowered L("struct S { S(); ~S(); }; void f() { S a[2]; new S[3]; }",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"$a = addr a[?]", "@S::S(on $a)", "$n = alloc",
                          "$b = addr ($n->[?]: rec S)", "@S::S(on $b)",
                          "$c = addr a[?]", "@S::~S(on $c)"}));
}

TEST(Objects, MethodsAndDispatch) {
  Lowered L(R"(struct A { virtual int v(int); int n(); static int s(); };
    int f(A *p, A a) { return p->v(1) + p->n() + a.v(2) + p->A::v(3) + p->s(); })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"$p = load p", "call virtual @A::v(on $p,",
                          "call @A::n(on", "$a = addr a", "call @A::v(on $a,",
                          "call @A::v(on", "call @A::s()"}));
  EXPECT_EQ(L.count("f", "virtual"), 1u);
}

TEST(Objects, OperatorsAreCalls) {
  Lowered L(R"(namespace fs { struct path { path(const char *);
      path &operator/=(const path &); bool operator==(const path &) const; };
      path operator/(const path &, const path &); }
    struct Ptr { fs::path *operator->(); fs::path &operator*(); };
    bool f(fs::path &a, fs::path &b, Ptr p) { a /= b; auto c = a / b;
      *p == b; return *p.operator->() == b; })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"$a = load a", "$b = load b",
                          "call @\"fs::path::operator/=\"(on $a, $b)",
                          "$r = call @\"fs::operator/\"(", "store c, $r [init]",
                          "$d = call @\"Ptr::operator*\"(on",
                          "call @\"fs::path::operator==\"(on $d,",
                          "$q = call @\"Ptr::operator->\"(on",
                          "call @\"fs::path::operator==\"(on $q,"}));
}

TEST(Objects, ConstructorsInitialiseBasesAndMembers) {
  Lowered L(R"(struct B { B(int); ~B(); };
    struct S : B { int a; int b = 5; B c; int &r;
                   S(int x, int &y) : B(x), a(x), c(7), r(y) { a = b; }
                   ~S() {} };
    void g(int &i) { S s(1, i); })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has(
      "S::S",
      {"$b = addr this->^B", "$x = load x", "@B::B(on $b, $x) [ctor]",
       "$y = load x", "store this->.a, $y [init]", "$five = const 5",
       "store this->.b, $five [init]", "$c = addr this->.c", "$seven = const 7",
       "@B::B(on $c, $seven)", "$i = load y", "store this->.r, $i",
       "$v = load this->.b", "store this->.a, $v"}));
  EXPECT_TRUE(L.has("S::~S", {"$c = addr this->.c", "@B::~B(on $c)",
                              "$b = addr this->^B", "@B::~B(on $b)"}));
}

TEST(Objects, ClosuresCarryTheirCaptures) {
  Lowered L(R"(int f(int &a, int b, int c) {
      auto F = [&a, b, &c, d = b + 1](int x) { a = b; c += x; return d; };
      return F(4); })",
            Lang::Cxx17);
  EXPECT_TRUE(
      L.has("f", {"$a = load a", "$b = load b", "$c = addr c", "$d = bin add",
                  "$k = closure @\"f::(lambda)\"($a, $b, $c, $d)",
                  "store F, $k [init]", "$o = addr F", "$n = const 4",
                  "call @\"f::(lambda)\"(on $o, $n)"}));
  EXPECT_TRUE(
      L.has("f::(lambda)",
            {"capture a: ref<int> byref", "capture b: int", "byref",
             "capture d: int", "$b = load b", "store a->, $b", "$x = load x",
             "rmw add c->, $x", "$d = load d", "return $d"}));
}

TEST(Objects, ClosureOverThis) {
  Lowered L(R"(struct S { int n;
      void m() { auto A = [this] { n = 1; }; auto B = [*this]() mutable { n = 2; };
                 A(); B(); } };)",
            Lang::Cxx17);
  EXPECT_TRUE(
      L.has("S::m", {"$t = load this", "closure @\"S::m::(lambda)\"#0($t)",
                     "$c = load this->"}));
  std::string Text = L.text();
  EXPECT_NE(Text.find("capture this: ptr<rec S> byref"), std::string::npos);
  EXPECT_NE(Text.find("capture this: rec S"), std::string::npos);
  EXPECT_NE(Text.find("->.n"), std::string::npos);
}

TEST(Objects, TemporaryOfAConditionDiesWhereItWasMade) {
  Lowered L(std::string(Guard) + R"(bool ok(const Str &); void g();
    void f(bool c) { if (c && ok(Str("x"))) g(); })",
            Lang::Cxx17);
  EXPECT_TRUE(
      L.has("f", {"$c = load c", "@Str::Str(on", "call @ok(", "$v = land $c,",
                  "-> $c ? true", "@Str::~Str(on", "-> $v ? true"}));
}

TEST(Objects, TemporaryUnderTwoConditions) {
  Lowered L(std::string(Guard) + R"(bool ok(const Str &); void g();
    void f(bool a, bool c) { if (a && !(c ? a : ok(Str("x")))) g(); })",
            Lang::Cxx17);
  // Made when `a` holds and `c` does not.
  EXPECT_TRUE(L.has("f", {"$a = load a", "$c = load c", "$n = not $a",
                          "$never = lor $n, $c", "-> $never ? false $dtor",
                          "$dtor:", "@Str::~Str(on"}));
}

TEST(Objects, ReferenceKeepsTemporaryAlive) {
  Lowered L(std::string(Guard) +
                "void g(); void f() { const Str &s = Str(\"x\");"
                " g(); }",
            Lang::Cxx17);
  EXPECT_TRUE(
      L.has("f", {"@Str::Str(on", "store s,", "call @g()", "@Str::~Str(on"}));
}

TEST(Objects, BracedListsStoreEachPart) {
  Lowered L(R"(struct P { int x; struct { int y; } in; };
    void f(void) { struct P p = {.in = {2}, .x = 1}; int a[4] = {[3] = 8}; })");
  EXPECT_TRUE(L.has("f", {"$x = const 1", "store p.x, $x [init]",
                          "$y = const 2", "store p.in.y, $y [init]"}));
  EXPECT_TRUE(L.has("f", {"$z = aggregate", "store a, $z", "$i = const 3",
                          "$v = const 8", "store a[$i], $v [init]"}));
}

TEST(Objects, CompoundLiteralHasAHome) {
  Lowered L(R"(struct P { int x; }; void g(struct P *);
    void f(void) { g(&(struct P){3}); })");
  EXPECT_TRUE(L.has("f", {"$v = const 3", "store local#0.x, $v [init]",
                          "$p = addr local", "call @g($p)"}));
}

TEST(Objects, StructuredBindingsNameTheirParts) {
  Lowered L(R"(struct P { int x, y; };
    int f(P p) { auto &[a, b] = p; a = 1; return b; })",
            Lang::Cxx17);
  EXPECT_TRUE(L.has("f", {"$p = addr p", "store local#0, $p", "$one = const 1",
                          "store local#0->.x, $one", "$v = load local#0->.y",
                          "return $v"}));
}

TEST(Objects, DefaultArgumentsAreArguments) {
  Lowered L("void g(int, int = 42); void f() { g(1); g(2); }", Lang::Cxx17);
  EXPECT_EQ(L.count("f", "const 42"), 2u);
  const ir::Param &P = L.find("g")->Params[1];
  EXPECT_TRUE(P.HasDefaultInt);
  EXPECT_EQ(P.DefaultInt, 42);
}

} // namespace
