//===- ValuesTest.cpp - Which expressions name the same file --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every function checks a file and then unlinks one: is it the same?
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

TEST(Values, SameLiteral) {
  EXPECT_TRUE(sameFile(R"(
    func @f() {
      %a = str "/etc/x"
      %m = const 0
      call @access(%a, %m)
      %b = str "/etc/x"
      call @unlink(%b)
    })"));
}

TEST(Values, OtherLiteral) {
  EXPECT_FALSE(sameFile(R"(
    func @f() {
      %a = str "/etc/x"
      %m = const 0
      call @access(%a, %m)
      %b = str "/etc/y"
      call @unlink(%b)
    })"));
}

TEST(Values, SameParameter) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      %a = load p
      %m = const 0
      call @access(%a, %m)
      %b = load p
      call @unlink(%b)
    })"));
}

TEST(Values, TwoParameters) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<const char>, q: ptr<const char>) {
      %a = load p
      %m = const 0
      call @access(%a, %m)
      %b = load q
      call @unlink(%b)
    })"));
}

TEST(Values, ReassignedParameter) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<const char>, q: ptr<const char>) {
      %a = load p
      %m = const 0
      call @access(%a, %m)
      %q = load q
      store p, %q
      %b = load p
      call @unlink(%b)
    })"));
}

TEST(Values, CopyOfThePointer) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      local q: ptr<const char>
      %a = load p
      store q, %a
      %m = const 0
      call @access(%a, %m)
      %b = load q
      call @unlink(%b)
    })"));
}

TEST(Values, CStrTwice) {
  EXPECT_TRUE(sameFile(R"(
    func @f(s: ref<const rec std::basic_string>) {
      %s = load s
      %a = call @std::basic_string::c_str(on %s)
      %m = const 0
      call @access(%a, %m)
      %t = load s
      %b = call @std::basic_string::c_str(on %t)
      call @unlink(%b)
    })"));
}

TEST(Values, CStrOfTwoStrings) {
  EXPECT_FALSE(sameFile(R"(
    func @f(s: ref<const rec std::basic_string>, t: ref<const rec std::basic_string>) {
      %s = load s
      %a = call @std::basic_string::c_str(on %s)
      %m = const 0
      call @access(%a, %m)
      %t = load t
      %b = call @std::basic_string::c_str(on %t)
      call @unlink(%b)
    })"));
}

TEST(Values, CopiedString) {
  EXPECT_TRUE(sameFile(R"(
    func @f(s: ref<const rec std::basic_string>) {
      local t: rec std::basic_string
      %t = addr t
      %s = load s
      call @std::basic_string::basic_string(on %t, %s) [ctor]
      %a = call @std::basic_string::c_str(on %t)
      %m = const 0
      call @access(%a, %m)
      %b = call @std::basic_string::c_str(on %s)
      call @unlink(%b)
    })"));
}

TEST(Values, AppendedString) {
  EXPECT_FALSE(sameFile(R"(
    func @f(s: ref<rec std::basic_string>) {
      %s = load s
      %a = call @std::basic_string::c_str(on %s)
      %m = const 0
      call @access(%a, %m)
      %x = str ".lock"
      call @"std::basic_string::operator+="(on %s, %x)
      %b = call @std::basic_string::c_str(on %s)
      call @unlink(%b)
    })"));
}

TEST(Values, CopyKeepsItsTextWhenTheOriginalGrows) {
  EXPECT_TRUE(sameFile(R"(
    func @f(s: ref<rec std::basic_string>) {
      local t: rec std::basic_string
      %t = addr t
      %s = load s
      %a = call @std::basic_string::c_str(on %s)
      %m = const 0
      call @access(%a, %m)
      call @std::basic_string::basic_string(on %t, %s) [ctor]
      %x = str ".lock"
      call @"std::basic_string::operator+="(on %s, %x)
      %b = call @std::basic_string::c_str(on %t)
      call @unlink(%b)
    })"));
}

TEST(Values, FieldReadTwice) {
  EXPECT_TRUE(sameFile(R"(
    record Conf {
      field path: ptr<char>
    }
    func @f(c: ptr<rec Conf>) {
      %a = load c->.path
      %m = const 0
      call @access(%a, %m)
      %b = load c->.path
      call @unlink(%b)
    })"));
}

TEST(Values, TwoFieldsOfOneObject) {
  EXPECT_FALSE(sameFile(R"(
    record Conf {
      field path: ptr<char>
      field old: ptr<char>
    }
    func @f(c: ptr<rec Conf>) {
      %a = load c->.path
      %m = const 0
      call @access(%a, %m)
      %b = load c->.old
      call @unlink(%b)
    })"));
}

TEST(Values, OneFieldOfTwoObjects) {
  EXPECT_FALSE(sameFile(R"(
    record Conf {
      field path: ptr<char>
    }
    func @f(c: ptr<rec Conf>, d: ptr<rec Conf>) {
      %a = load c->.path
      %m = const 0
      call @access(%a, %m)
      %b = load d->.path
      call @unlink(%b)
    })"));
}

TEST(Values, FieldAssignedInBetween) {
  EXPECT_FALSE(sameFile(R"(
    record Conf {
      field path: ptr<char>
    }
    func @f(c: ptr<rec Conf>, q: ptr<char>) {
      %a = load c->.path
      %m = const 0
      call @access(%a, %m)
      %q = load q
      store c->.path, %q
      %b = load c->.path
      call @unlink(%b)
    })"));
}

TEST(Values, OtherFieldAssignedInBetween) {
  EXPECT_TRUE(sameFile(R"(
    record Conf {
      field path: ptr<char>
      field uses: int
    }
    func @f(c: ptr<rec Conf>) {
      %a = load c->.path
      %m = const 0
      call @access(%a, %m)
      %n = const 1
      store c->.uses, %n
      %b = load c->.path
      call @unlink(%b)
    })"));
}

TEST(Values, GlobalReadTwice) {
  EXPECT_TRUE(sameFile(R"(
    global @pidfile: ptr<const char>
    func @f() {
      %a = load @pidfile
      %m = const 0
      call @access(%a, %m)
      %b = load @pidfile
      call @unlink(%b)
    })"));
}

/// Prints dir into a buffer, checks it, prints `Second` into it again.
std::string printedTwice(StringRef Form, StringRef Second) {
  return (R"(
    func @f(dir: ptr<const char>, other: ptr<const char>, n: int) {
      local buf: arr<char>
      %buf = addr buf
      %to = cast decay %buf : ptr<char>
      %size = const 64
      %form = str "%s/x"
      %dir = load dir
      call @snprintf(%to, %size, %form, %dir)
      %m = const 0
      call @access(%to, %m)
      %again = str ")" +
          Form + R"("
      %d = load )" +
          Second + R"(
      call @snprintf(%to, %size, %again, %d)
      call @unlink(%to)
    })")
      .str();
}

TEST(Values, BufferRebuiltAlike) {
  EXPECT_TRUE(sameFile(printedTwice("%s/x", "dir")));
}
TEST(Values, BufferRebuiltFromAnotherOperand) {
  EXPECT_FALSE(sameFile(printedTwice("%s/x", "other")));
}
TEST(Values, BufferRebuiltByAnotherFormat) {
  EXPECT_FALSE(sameFile(printedTwice("%s/y", "dir")));
}

TEST(Values, TwoBuffersOfOneText) {
  EXPECT_TRUE(sameFile(R"(
    func @f(dir: ptr<const char>) {
      local a: arr<char>
      local b: arr<char>
      %a = addr a
      %b = addr b
      %size = const 64
      %form = str "%s/x"
      %dir = load dir
      call @snprintf(%a, %size, %form, %dir)
      call @snprintf(%b, %size, %form, %dir)
      %m = const 0
      call @access(%a, %m)
      call @unlink(%b)
    })"));
}

TEST(Values, SnprintfOfPlainStringIsTheString) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %size = const 64
      %form = str "%s"
      %p = load p
      call @snprintf(%buf, %size, %form, %p)
      %m = const 0
      call @access(%buf, %m)
      %q = load p
      call @unlink(%q)
    })"));
}

TEST(Values, StrcpyKeepsTheName) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %p = load p
      call @strcpy(%buf, %p)
      %m = const 0
      call @access(%buf, %m)
      %q = load p
      call @unlink(%q)
    })"));
}

TEST(Values, StrcpyGivesItsTargetBack) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %p = load p
      %r = call @strcpy(%buf, %p)
      %m = const 0
      call @access(%r, %m)
      call @unlink(%buf)
    })"));
}

/// strncpy(buf, p, n) with n as given.
std::string cutTo(StringRef Length) {
  return (R"(
    func @strncpy(to: ptr<char>, from: ptr<const char>, n: ulong) -> ptr<char> [system]
    func @f(p: ptr<const char>, n: ulong) {
      local buf: arr<char>
      %buf = addr buf
      %p = load p
      %n = )" +
          Length + R"(
      call @strncpy(%buf, %p, %n)
      %m = const 0
      call @access(%buf, %m)
      call @unlink(%p)
    })")
      .str();
}

TEST(Values, StrncpyIntoTheWholeBufferKeepsTheName) {
  EXPECT_TRUE(sameFile(cutTo("const 64 : ulong")));
}
TEST(Values, StrncpyOfSoManyCharactersMayCut) {
  EXPECT_FALSE(sameFile(cutTo("load n")));
}

TEST(Values, StrdupKeepsTheName) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %d = call @strdup(%p)
      %m = const 0
      call @access(%p, %m)
      call @unlink(%d)
    })"));
}

TEST(Values, StrcatMakesAnotherName) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %p = load p
      call @strcpy(%buf, %p)
      %m = const 0
      call @access(%buf, %m)
      %x = str ".tmp"
      call @strcat(%buf, %x)
      call @unlink(%buf)
    })"));
}

TEST(Values, SameTextPutTogetherTwice) {
  EXPECT_TRUE(sameFile(R"(
    func @f(p: ptr<const char>) {
      local a: arr<char>
      local b: arr<char>
      %a = addr a
      %b = addr b
      %p = load p
      %x = str ".tmp"
      call @strcpy(%a, %p)
      call @strcat(%a, %x)
      call @strcpy(%b, %p)
      call @strcat(%b, %x)
      %m = const 0
      call @access(%a, %m)
      call @unlink(%b)
    })"));
}

TEST(Values, CharacterWrittenIntoABuffer) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<const char>, i: int) {
      local buf: arr<char>
      %buf = addr buf
      %p = load p
      call @strcpy(%buf, %p)
      %m = const 0
      call @access(%buf, %m)
      %i = load i
      %c = const 0
      store buf[%i], %c
      call @unlink(%buf)
    })"));
}

TEST(Values, CharacterWrittenThroughAPointer) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<char>) {
      %p = load p
      %m = const 0
      call @access(%p, %m)
      %i = const 3
      %c = const 0
      store p->[%i], %c
      %q = load p
      call @unlink(%q)
    })"));
}

TEST(Values, FirstCharacterWrittenThroughAPointer) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<char>) {
      %p = load p
      %m = const 0
      call @access(%p, %m)
      %c = const 0
      store p->, %c
      %q = load p
      call @unlink(%q)
    })"));
}

/// A buffer with the name of a file is handed to `Callee` between the two.
std::string handedTo(StringRef Callee) {
  return (R"(
    func @f(p: ptr<const char>) {
      local buf: arr<char>
      %buf = addr buf
      %p = load p
      call @strcpy(%buf, %p)
      %m = const 0
      call @access(%buf, %m)
      call @)" +
          Callee + R"((%buf)
      call @unlink(%buf)
    })")
      .str();
}

TEST(Values, UnknownCallMayRewriteABuffer) {
  EXPECT_FALSE(sameFile(handedTo("change")));
}
TEST(Values, UnknownCallMayNotRewriteConstCharacters) {
  EXPECT_TRUE(sameFile(handedTo("observe")));
}

TEST(Values, UnknownCallMayRewriteAParametersCharacters) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<char>) {
      %p = load p
      %m = const 0
      call @access(%p, %m)
      call @change(%p)
      %q = load p
      call @unlink(%q)
    })"));
}

TEST(Values, UnknownCallMayRedirectAPointer) {
  EXPECT_FALSE(sameFile(R"(
    func @next(p: ptr<ptr<char>>)
    func @f(p: ptr<char>) {
      %a = load p
      %m = const 0
      call @access(%a, %m)
      %pp = addr p
      call @next(%pp)
      %b = load p
      call @unlink(%b)
    })"));
}

TEST(Values, SubscriptByTheSameIndex) {
  EXPECT_TRUE(sameFile(R"(
    func @f(argv: ptr<ptr<char>>) {
      %one = const 1
      %a = load argv->[%one]
      %m = const 0
      call @access(%a, %m)
      %uno = const 1
      %b = load argv->[%uno]
      call @unlink(%b)
    })"));
}

TEST(Values, SubscriptByAnotherIndex) {
  EXPECT_FALSE(sameFile(R"(
    func @f(argv: ptr<ptr<char>>) {
      %one = const 1
      %a = load argv->[%one]
      %m = const 0
      call @access(%a, %m)
      %two = const 2
      %b = load argv->[%two]
      call @unlink(%b)
    })"));
}

TEST(Values, IndexMovedOn) {
  EXPECT_FALSE(sameFile(R"(
    func @f(argv: ptr<ptr<char>>, i: int) {
      %i = load i
      %a = load argv->[%i]
      %m = const 0
      call @access(%a, %m)
      %one = const 1
      rmw add i, %one
      %j = load i
      %b = load argv->[%j]
      call @unlink(%b)
    })"));
}

TEST(Values, RealpathGivesAnotherName) {
  EXPECT_FALSE(sameFile(R"(
    func @f(p: ptr<const char>) {
      local buf: arr<char>
      %p = load p
      %m = const 0
      call @access(%p, %m)
      %buf = addr buf
      call @realpath(%p, %buf)
      call @unlink(%buf)
    })"));
}

} // namespace
