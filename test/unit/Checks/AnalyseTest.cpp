//===- AnalyseTest.cpp - The door to all checks ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

/// `if (access(p, W_OK) == 0) chmod(p, 0);` as function `Name` at `Line`, the
/// change two lines below.
std::string guilty(StringRef Name, unsigned Line) {
  auto At = [&](unsigned N) {
    return " !" + std::to_string(Line + N) + ":3\n";
  };
  return "func @" + Name.str() + "(p: ptr<const char>)" +
         At(0).substr(0, At(0).size() - 1) +
         " {\n%p = load p\n%m = const 2 \"W_OK\"\n"
         "%r = call @access(%p, %m)" +
         At(1) + "-> %r ? true exit, false use\nuse:\n%z = const 0\n" +
         "call @chmod(%p, %z)" + At(2) + "}\n";
}

Units one(StringRef Text) {
  Units L;
  L.push_back(unitOf(Text));
  return L;
}

/// "LINE LINE ..." where findings are.
std::string lines(const std::vector<Finding> &List) {
  std::string R;
  for (const Finding &F : List)
    R += (R.empty() ? "" : " ") + std::to_string(F.At.Line);
  return R;
}

TEST(Analyse, FindsThePair) {
  std::vector<Finding> L = analyse(one(guilty("f", 10)), {});
  ASSERT_EQ(L.size(), 1u);
  EXPECT_EQ(L[0].Check, "tocsin-file-toctou");
  EXPECT_EQ(L[0].At.File, "/src/a.c");
  EXPECT_EQ(L[0].At.Line, 12u);
  EXPECT_EQ(L[0].At.Col, 3u);
  EXPECT_EQ(L[0].Function, "f");
  ASSERT_FALSE(L[0].Notes.empty());
  EXPECT_EQ(L[0].Notes[0].Kind, NoteKind::Decision);
  EXPECT_EQ(L[0].Notes[0].At.Line, 11u);
}

TEST(Analyse, NoUnitsNoFindings) { EXPECT_TRUE(analyse({}, {}).empty()); }

TEST(Analyse, SortedByPlace) {
  EXPECT_EQ(lines(analyse(
                one(guilty("c", 50) + guilty("a", 10) + guilty("b", 30)), {})),
            "12 32 52");
}

TEST(Analyse, CheckThatIsOff) {
  AnalysisOptions O;
  O.Enabled = [](StringRef Id) { return Id != "tocsin-file-toctou"; };
  EXPECT_TRUE(analyse(one(guilty("f", 10)), O).empty());
}

TEST(Analyse, EveryCheckOfTheManifestCanBeTurnedOff) {
  AnalysisOptions O;
  O.Enabled = [](StringRef) { return false; };
  EXPECT_TRUE(analyse(one(guilty("f", 10)), O).empty());
}

TEST(Analyse, ReportUnitsKeepsOnlyTheirFiles) {
  Units L;
  L.push_back(unitOf(guilty("f", 10), "/src/a.c"));
  L.push_back(unitOf(guilty("g", 20), "/src/b.c"));
  EXPECT_EQ(lines(analyse(L, {})), "12 22");
  AnalysisOptions O;
  O.ReportUnits = {1};
  EXPECT_EQ(lines(analyse(L, O)), "22");
}

/// Existence alone decides an opening for reading: open() would have said so.
constexpr const char *OnlyExistence = R"(
  func @f(p: ptr<const char>) !10:1 {
    %p = load p
    %m = const 0 "F_OK"
    %r = call @access(%p, %m) !11:3
    -> %r ? true exit, false use
  use:
    %flags = const 0 "O_RDONLY"
    %fd = call @open(%p, %flags) !12:3
    return %fd
  })";

TEST(Analyse, LowConfidenceIsShownOnRequest) {
  EXPECT_EQ(lines(analyse(one(OnlyExistence), {})), "");
  AnalysisOptions O;
  O.MinConfidence = Confidence::Low;
  EXPECT_EQ(lines(analyse(one(OnlyExistence), O)), "12");
}

TEST(Analyse, StrictExistenceRaisesIt) {
  AnalysisOptions O;
  O.Option = [](StringRef Name) -> std::string {
    return Name == "tocsin-file-toctou.StrictExistence" ? "true" : "";
  };
  EXPECT_EQ(lines(analyse(one(OnlyExistence), O)), "12");
}

TEST(Analyse, HighestConfidenceOnly) {
  AnalysisOptions O;
  O.MinConfidence = Confidence::High;
  O.Option = [](StringRef) { return std::string("true"); };
  EXPECT_EQ(lines(analyse(one(OnlyExistence), O)), "");
  EXPECT_EQ(lines(analyse(one(guilty("f", 10)), O)), "12");
}

TEST(Analyse, HelperOfManyCallersIsToldOnce) {
  // The pair is in the helper: its callers add nothing.
  std::string Text = guilty("helper", 10);
  for (unsigned I = 0; I < 5; ++I)
    Text += "func @f" + std::to_string(I) + "(p: ptr<const char>) !" +
            std::to_string(20 + I) + ":1 {\n%p = load p\ncall @helper(%p) !" +
            std::to_string(20 + I) + ":9\n}\n";
  EXPECT_EQ(lines(analyse(one(Text), {})), "12");
}

TEST(Analyse, WhoAsksOneHelperAndActsByAnotherIsToldHimself) {
  // f and g both call writable() and then reset(): neither helper is at fault.
  std::string Text = R"(
    func @writable(p: ptr<const char>) -> bool !10:1 {
      %p = load p
      %m = const 2 "W_OK"
      %r = call @access(%p, %m) !11:3
      %n = not %r
      return %n
    }
    func @reset(p: ptr<const char>) !15:1 {
      %p = load p
      %z = const 0
      call @chmod(%p, %z) !16:3
    })";
  for (StringRef Name : {"f", "g"}) {
    std::string Line = Name == "f" ? "20" : "30";
    Text += "\nfunc @" + Name.str() + "(p: ptr<const char>) !" + Line +
            ":1 {\n%p = load p\n%c = call @writable(%p) !" + Line +
            ":5\n-> %c ? true use, false exit\nuse:\ncall @reset(%p) !" + Line +
            ":9\n}\n";
  }
  EXPECT_EQ(lines(analyse(one(Text), {})), "20 30");
}

TEST(Analyse, HeaderFunctionIsToldOnce) {
  Units L;
  for (StringRef Main : {"/src/a.c", "/src/b.c"})
    L.push_back(unitOf(R"(
      file 1 "/src/files.h"
      func @f(p: ptr<const char>) [inline] !1:1:1 {
        %p = load p
        %m = const 2 "W_OK"
        %r = call @access(%p, %m) !1:2:3
        -> %r ? true exit, false use
      use:
        %z = const 0
        call @chmod(%p, %z) !1:3:3
      })",
                       Main));
  std::vector<Finding> Found = analyse(L, {});
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].At.File, "/src/files.h");
}

TEST(Analyse, LockBetweenProcessesProtects) {
  auto Text = [](StringRef Before) {
    return (R"(
      func @f(p: ptr<const char>, fd: int) !10:1 {
        %p = load p
        %fd = load fd
        %ex = const 2 "LOCK_EX"
        )" + Before +
            R"(
        %m = const 2 "W_OK"
        %r = call @access(%p, %m) !11:3
        -> %r ? true exit, false use
      use:
        %z = const 0
        call @chmod(%p, %z) !12:3
      })")
        .str();
  };
  EXPECT_EQ(lines(analyse(one(Text("")), {})), "12");
  EXPECT_EQ(lines(analyse(one(Text("call @flock(%fd, %ex)")), {})), "");
}

TEST(Analyse, StatsCount) {
  AnalysisStats S;
  analyse(one(guilty("f", 10) + R"(
    func @idle() !90:1 {
      return
    })"),
          {}, &S);
  EXPECT_EQ(S.Functions, 2u);
  EXPECT_EQ(S.Analysed, 1u);
  EXPECT_EQ(S.GaveUp, 0u);
  EXPECT_EQ(S.Events, 2u);
}

TEST(Manifest, IdsAreUniqueAndNamed) {
  std::vector<std::string> Ids;
  for (const CheckInfo &C : allChecks()) {
    EXPECT_TRUE(StringRef(C.Id).starts_with("tocsin-")) << C.Id;
    EXPECT_FALSE(llvm::is_contained(Ids, C.Id)) << C.Id;
    Ids.push_back(C.Id);
  }
  EXPECT_GE(Ids.size(), 3u);
}

} // namespace
