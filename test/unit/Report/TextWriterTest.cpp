//===- TextWriterTest.cpp - clang-tidy's layout -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Expectations were compared with clang-tidy 19 printing the same line.
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include "gtest/gtest.h"

using namespace tocsin;
using namespace tocsin::report;

namespace {

std::string print(const Report &R, llvm::StringRef Text,
                  TextStyle Style = TextStyle()) {
  Sources Src;
  Src.set("/src/a.c", Text);
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  writeText(R, Src, Style, OS);
  return Out;
}

std::string snippetOf(llvm::StringRef Line, unsigned Col) {
  Finding F = sample(1, Col);
  F.Notes.clear();
  std::string Out = print(reportOf({F}), Line);
  return Out.substr(Out.find('\n') + 1);
}

TEST(TextWriter, HeadLineCaretAndNote) {
  EXPECT_EQ("/src/a.c:2:3: warning: late [tocsin-file-toctou]\n"
            "    2 |   open(P);\n"
            "      |   ^\n"
            "/src/a.c:1:1: note: checked\n"
            "    1 | stat(P);\n"
            "      | ^\n",
            print(reportOf({sample()}), "stat(P);\n  open(P);\n"));
}

TEST(TextWriter, TabsReachToMultiplesOfEight) {
  EXPECT_EQ("    1 |         a       b\n"
            "      |                 ^\n",
            snippetOf("\ta\tb", 4));
}

TEST(TextWriter, WideCharactersTakeTwoColumns) {
  EXPECT_EQ("    1 | /* \u00e9\u4e2d */ x\n"
            "      |           ^\n",
            snippetOf("/* \u00e9\u4e2d */ x", 13));
}

TEST(TextWriter, BytesThatDoNotPrintAreSpelled) {
  EXPECT_EQ("    1 | <U+0001><FF>x\n"
            "      |             ^\n",
            snippetOf("\x01\xff"
                      "x",
                      3));
}

TEST(TextWriter, TrailingBlanksStayAndCarriageReturnsGo) {
  EXPECT_EQ("    1 | x  \n      | ^\n", snippetOf("x  \r\n", 1));
}

TEST(TextWriter, LineNumbersGrow) {
  Finding F = sample(12345, 1);
  F.Notes.clear();
  EXPECT_EQ("/src/a.c:12345:1: warning: late [tocsin-file-toctou]\n"
            " 12345 | x\n"
            "       | ^\n",
            print(reportOf({F}), std::string(12344, '\n') + "x\n"));
}

TEST(TextWriter, FixStandsUnderTheText) {
  Finding F = sample(1, 1);
  F.Notes.clear();
  F.Fixes.push_back({"use fchmod",
                     {{{"/src/a.c", 1, 1}, "chmod", "fchmod"},
                      {{"/src/a.c", 1, 7}, "Path", "Fd"}}});
  EXPECT_EQ("/src/a.c:1:1: warning: late [tocsin-file-toctou]\n"
            "    1 | chmod(Path);\n"
            "      | ^~~~~ ~~~~\n"
            "      | fchmod Fd\n",
            print(reportOf({F}), "chmod(Path);\n"));
}

TEST(TextWriter, NoSourceNoSnippet) {
  Finding F = sample(9, 1);
  F.Notes.clear();
  EXPECT_EQ("/src/a.c:9:1: warning: late [tocsin-file-toctou]\n",
            print(reportOf({F}), "one line\n"));
  EXPECT_EQ("", snippetOf(std::string(5000, 'x'), 1));
}

TEST(TextWriter, WarningsAsErrors) {
  Report R = reportOf({sample(9, 1)});
  R.Entries[0].F.Notes.clear();
  R.Entries[0].AsError = true;
  EXPECT_EQ(
      "/src/a.c:9:1: error: late [tocsin-file-toctou,-warnings-as-errors]\n",
      print(R, ""));
}

TEST(TextWriter, SuppressedIsSilentUnlessAskedFor) {
  Report R = reportOf({sample(9, 1)});
  R.Entries[0].F.Notes.clear();
  R.Entries[0].Suppressed = true;
  EXPECT_EQ("", print(R, ""));
  TextStyle Style;
  Style.ShowSuppressed = true;
  EXPECT_EQ("/src/a.c:9:1: warning: late [tocsin-file-toctou] (suppressed)\n",
            print(R, "", Style));
}

/// What the excerpt says, up to the columns.
std::string windowOf(const Finding &F) {
  TextStyle Style;
  Style.Excerpt = true;
  Style.Width = 60;
  Sources Src;
  Src.set("/src/a.c", "one();\ntwo();\nthree();\n");
  Src.set("/src/b.c", "four();\nfive();\nsix();\n");
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  writeText(reportOf({F}), Src, Style, OS);
  size_t From = Out.find('\n') + 1;
  return Out.substr(From, Out.find("\n\n") + 1 - From);
}

TEST(TextWriter, WindowOverTwoFiles) {
  Finding F = sample(2, 1);
  F.At.File = "/src/b.c";
  F.Notes.push_back({{"/src/b.c", 1, 1}, "'f' is called here", NoteKind::Step});
  EXPECT_EQ("      --> | a.c\n"
            "  \u250c     1 | one();\n"
            "  \u2502       | ^ checked\n"
            "  \u2506       | nothing ties both uses of the name to one file\n"
            "  \u2502   --> | b.c\n"
            "  \u2502     1 | four();\n"
            "  \u2502       | ^ 'f' is called here\n"
            "  \u2514     2 | five();\n"
            "          | ^ acts on the name, as if it still led to the same\n",
            windowOf(F));
}

TEST(TextWriter, CheckBelowTheActStandsAbove) {
  Finding F = sample(1, 1);
  F.Notes[0].At.Line = 3;
  EXPECT_EQ("      --> | a.c\n"
            "  \u250c     3 | three();\n"
            "  \u2502       | ^ checked\n"
            "  \u2506       | nothing ties both uses of the name to one file\n"
            "  \u2502   --> | a.c\n"
            "  \u2514     1 | one();\n"
            "          | ^ acts on the name, as if it still led to the same\n",
            windowOf(F));
}

TEST(TextWriter, EvidenceSaysWhoComesInBetween) {
  Finding F = sample(2, 1);
  F.Check = "tocsin-check-then-act";
  F.Pattern = "container";
  F.Notes.push_back(
      {{"/src/b.c", 3, 1}, "several threads run 'g'", NoteKind::Evidence});
  F.Notes.push_back({F.At, "no data race", NoteKind::Evidence});
  TextStyle Style;
  Style.Excerpt = true;
  Style.Width = 80;
  std::string Out = print(reportOf({F}), "one();\ntwo();\n", Style);
  EXPECT_NE(std::string::npos, Out.find("\u25cf several threads run 'g'"));
  EXPECT_NE(std::string::npos, Out.find("\u25cf changes it in between"));
  EXPECT_NE(std::string::npos, Out.find("^ acts on what it was before"));
  EXPECT_NE(std::string::npos, Out.find("  why:   no data race\n"));
}

TEST(TextWriter, NoInterleavingStillHasSourceAndAdvice) {
  Finding F = sample(1, 1);
  F.Check = "tocsin-unsigned-age";
  F.Pattern = "wraps";
  F.Notes = {{F.At, "compare first", NoteKind::Advice}};
  TextStyle Style;
  Style.Excerpt = true;
  EXPECT_EQ("/src/a.c:1:1: warning: late [tocsin-unsigned-age]\n"
            "      --> | a.c\n"
            "        1 | one();\n"
            "          | ^\n"
            "\n"
            "  fix:   compare first\n"
            "  more:  tocsin explain tocsin-unsigned-age\n"
            "\n",
            print(reportOf({F}), "one();\n", Style));
}

TEST(TextWriter, ExcerptDrawsTheWindow) {
  TextStyle Style;
  Style.Excerpt = true;
  Style.Width = 60;
  Finding F = sample(3, 1);
  F.Notes.push_back({F.At, "use the descriptor", NoteKind::Advice});
  EXPECT_EQ("/src/a.c:3:1: warning: late [tocsin-file-toctou]\n"
            "      --> | a.c\n"
            "  \u250c     1 | stat(P);\n"
            "  \u2502       | ^ checked\n"
            "  \u2506       | nothing ties both uses of the name to one file\n"
            "  \u2502     2 | prepare();\n"
            "  \u2514     3 | open(P);\n"
            "          | ^ acts on the name, as if it still led to the same\n"
            "\n"
            "      this process              another process\n"
            "   1  \u25cf checked                 \u2502\n"
            "      \u2502 a.c:1                   \u2502\n"
            "   2  \u2502                         \u25cf puts something else\n"
            "      \u2502                         \u2502 under the name\n"
            "   3  \u25cf acts on the name, as    \u2502\n"
            "      \u2502 if it still led to the  \u2502\n"
            "      \u2502 same                    \u2502\n"
            "      \u2502 a.c:3                   \u2502\n"
            "\n"
            "  fix:   use the descriptor\n"
            "  more:  tocsin explain tocsin-file-toctou\n"
            "\n",
            print(reportOf({F}), "stat(P);\nprepare();\nopen(P);\n", Style));
}

} // namespace
