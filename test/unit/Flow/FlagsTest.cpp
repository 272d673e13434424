//===- FlagsTest.cpp - Traits of a call by its flag arguments -------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

/// open(p, %flags), where `Flags` computes them.
std::string opens(StringRef Flags) {
  return (R"(
    func @f(p: ptr<const char>, n: int) {
      local v: int
      %p = load p
      )" + Flags +
          R"(
      call @open(%p, %flags)
    })")
      .str();
}

TEST(Flags, ByNames) {
  EXPECT_EQ(must(opens("%flags = const 193 \"O_CREAT,O_EXCL,O_WRONLY\"")),
            "exclusive create write");
}

TEST(Flags, ByNumber) {
  // O_CREAT | O_EXCL | O_WRONLY on Linux
  EXPECT_EQ(must(opens("%flags = const 193")), "exclusive create write");
}

TEST(Flags, NamesCountBeforeNumbers) {
  // 512 is O_CREAT on macOS and O_TRUNC on Linux.
  EXPECT_EQ(must(opens("%flags = const 512 \"O_CREAT\"")), "create");
}

TEST(Flags, OrOfConstants) {
  EXPECT_EQ(must(opens(R"(
      %a = const 64 "O_CREAT"
      %b = const 512 "O_TRUNC"
      %c = const 1 "O_WRONLY"
      %ab = bin or %a, %b
      %flags = bin or %ab, %c)")),
            "create truncate write");
}

TEST(Flags, ThroughAVariable) {
  EXPECT_EQ(must(opens(R"(
      %a = const 64 "O_CREAT"
      store v, %a
      %b = const 128 "O_EXCL"
      rmw or v, %b
      %flags = load v)")),
            "exclusive create");
}

TEST(Flags, KnownPartOfAnUnknownWhole) {
  // Bits once set stay set, whatever else is.
  EXPECT_EQ(must(opens(R"(
      %a = const 512 "O_TRUNC"
      %n = load n
      %flags = bin or %a, %n)")),
            "truncate");
}

TEST(Flags, Unknown) {
  EXPECT_EQ(must(opens("%flags = load n")), "");
  EXPECT_EQ(may(opens("%flags = load n")), "");
}

StringRef Chosen = R"(
      %n = load n
      %a = const 193 "O_CREAT,O_EXCL,O_WRONLY"
      %b = const 577 "O_CREAT,O_TRUNC,O_WRONLY"
      %flags = select %n, %a, %b)";

TEST(Flags, OneOfTwoSetsMust) {
  EXPECT_EQ(must(opens(Chosen)), "create write");
}
TEST(Flags, OneOfTwoSetsMay) {
  EXPECT_EQ(may(opens(Chosen)), "exclusive create truncate write");
}

/// v = O_CREAT | O_WRONLY; if (n) v |= O_EXCL;
StringRef AddedOnOneWay = R"(
      %a = const 65 "O_CREAT,O_WRONLY"
      store v, %a
      %n = load n
      -> %n ? true more, false go
    more:
      %b = const 128 "O_EXCL"
      rmw or v, %b
      -> go
    go:
      %flags = load v)";

TEST(Flags, AddedOnOneWayMust) {
  EXPECT_EQ(must(opens(AddedOnOneWay)), "create write");
}
TEST(Flags, AddedOnOneWayMay) {
  EXPECT_EQ(may(opens(AddedOnOneWay)), "exclusive create write");
}

TEST(Flags, GivenByTheCaller) {
  EXPECT_EQ(must(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %flags = const 193 "O_CREAT,O_EXCL,O_WRONLY"
      call @wrapper(%p, %flags)
    }
    func @wrapper(p: ptr<const char>, flags: int) -> int {
      %p = load p
      %flags = load flags
      %fd = call @open(%p, %flags)
      return %fd
    })"),
            "exclusive create write");
}

TEST(Flags, AddedByTheCallee) {
  EXPECT_EQ(must(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %flags = const 65 "O_CREAT,O_WRONLY"
      call @wrapper(%p, %flags)
    }
    func @wrapper(p: ptr<const char>, flags: int) -> int {
      %p = load p
      %flags = load flags
      %e = const 128 "O_EXCL"
      %all = bin or %flags, %e
      %fd = call @open(%p, %all)
      return %fd
    })"),
            "exclusive create write");
}

/// fopen(p, Mode)
std::string fopens(StringRef Mode) {
  return (R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %mode = str ")" +
          Mode + R"("
      call @fopen(%p, %mode)
    })")
      .str();
}

TEST(Flags, ModeText) {
  EXPECT_EQ(must(fopens("r")), "read");
  EXPECT_EQ(must(fopens("rb")), "read");
  EXPECT_EQ(must(fopens("r+")), "read write");
  EXPECT_EQ(must(fopens("w")), "create truncate write");
  EXPECT_EQ(must(fopens("a")), "create write append");
  EXPECT_EQ(must(fopens("wx")), "exclusive create truncate write");
}

TEST(Flags, ModeTextOfTheCaller) {
  EXPECT_EQ(must(R"(
    func @f(p: ptr<const char>) {
      %p = load p
      %mode = str "w"
      call @wrapper(%p, %mode)
    }
    func @wrapper(p: ptr<const char>, mode: ptr<const char>) {
      %p = load p
      %mode = load mode
      call @fopen(%p, %mode)
    })"),
            "create truncate write");
}

TEST(Flags, OneOfTwoModeTexts) {
  std::string Text = R"(
    func @f(p: ptr<const char>, n: int) {
      %p = load p
      %n = load n
      %w = str "w"
      %a = str "a"
      %mode = select %n, %w, %a
      call @fopen(%p, %mode)
    })";
  EXPECT_EQ(must(Text), "create write");
  EXPECT_EQ(may(Text), "create truncate write append");
}

} // namespace
