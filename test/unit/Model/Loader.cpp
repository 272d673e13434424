//===- Loader.cpp - Each error of a model file, once ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::model;

namespace {

/// A file with an error at LINE:COL whose text begins so; nothing else wrong.
struct Wrong {
  const char *Name, *Text, *At, *Says;
};

class LoaderErrors : public testing::TestWithParam<Wrong> {};

TEST_P(LoaderErrors, AreToldWithTheirPlace) {
  std::string Said = errorsOf(GetParam().Text);
  std::string Wanted =
      std::string("m:") + GetParam().At + ": error: " + GetParam().Says;
  EXPECT_EQ(Wanted, StringRef(Said).take_front(Wanted.size()).str());
  EXPECT_EQ(0u, StringRef(Said).count('\n')) << Said;
}

#define HEAD "format: 1\nlibrary: l\nfunctions:\n"
#define USE HEAD "  - fn: f\n    role: path.use\n    does: open\n"
#define CHECK HEAD "  - fn: f\n    role: path.check\n    args: {path: 0}\n"
#define OPEN USE "    args: {path: 0, flags: 1}\n"

const Wrong Cases[] = {
    {"empty", "", "1:1", "the file is empty"},
    {"notYaml", "format: 'a\n", "1:11", ""},
    {"notMapping", "- a\n", "1:1", "the file must be a mapping, not a list"},
    {"noFormat", "library: l\n", "1:1", "the file has no key 'format'"},
    {"noLibrary", "format: 1\n", "1:1", "the file has no key 'library'"},
    {"otherFormat", "format: 2\nlibrary: l\n", "1:9", "format 2 is not known"},
    {"formatWord", "format: one\nlibrary: l\n", "1:9",
     "'format' must be a number, not 'one'"},
    {"topKey", "format: 1\nlibrary: l\nfunction: []\n", "3:1",
     "unknown key 'function' in the file; did you mean 'functions'? (allowed: "
     "format, library, summary, cite, constants, properties, commands, "
     "words, functions, stores)"},
    {"topTwice", "format: 1\nlibrary: l\nlibrary: k\n", "3:1",
     "duplicate key 'library' in the file"},
    {"documents", "format: 1\nlibrary: l\n---\nformat: 1\n", "1:1",
     "the file has more than one document"},
    {"alias", "format: 1\nlibrary: &a l\nsummary: *a\n", "3:1",
     "'summary' must be a word or text, not an alias"},
    {"nothing", "format: 1\nlibrary:\n", "2:1",
     "'library' must be a word or text, not nothing"},
    {"functionsMapping", "format: 1\nlibrary: l\nfunctions: {}\n", "3:12",
     "'functions' must be a list, not a mapping"},
    {"constant", "format: 1\nlibrary: l\nconstants: {A: x}\n", "3:16",
     "constant 'A' must be a number, not 'x'"},
    {"constantTwice", "format: 1\nlibrary: l\nconstants: {A: 1, A: 1}\n",
     "3:19", "duplicate key 'A' in 'constants'"},
    {"constantName", "format: 1\nlibrary: l\nconstants: {A+B: 1}\n", "3:13",
     "'A+B' is not the name of a constant"},
    {"property", "format: 1\nlibrary: l\nproperties: {\"s::f\": ownr}\n",
     "3:22", "unknown property 'ownr'; did you mean 'owner'? (allowed: "},
    {"rowWord", HEAD "  - open\n", "4:5", "a row must be a mapping"},
    {"rowKey", HEAD "  - fn: f\n    role: pure\n    arg: {}\n", "6:5",
     "unknown key 'arg' in a row; did you mean 'args'? (allowed: fn, "},
    {"rowTwice", HEAD "  - fn: f\n    role: pure\n    role: pure\n", "6:5",
     "duplicate key 'role' in a row"},
    {"noFn", HEAD "  - role: pure\n", "4:5", "the row has no key 'fn'"},
    {"noRole", HEAD "  - fn: f\n", "4:5", "'f' has no key 'role' (allowed: "},
    {"role", HEAD "  - fn: f\n    role: path.chek\n    args: {path: 0}\n",
     "5:11", "unknown role 'path.chek'; did you mean 'path.check'?"},
    {"roleList", HEAD "  - fn: f\n    role: [pure]\n", "5:11",
     "role must be a word or text, not a list"},
    {"wildcard", HEAD "  - fn: exec*\n    role: pure\n", "4:9",
     "'exec*' in 'fn' is not a plain name"},
    {"template", HEAD "  - fn: a<b>::c\n    role: pure\n", "4:9",
     "'a<b>::c' in 'fn' is not a plain name"},
    {"fnTwice", HEAD "  - fn: [f, f]\n    role: pure\n", "4:13",
     "duplicate word 'f' in 'fn'"},
    {"fnEmpty", HEAD "  - fn: []\n    role: pure\n", "4:9",
     "'fn' is an empty list"},
    {"noDoes", HEAD "  - {fn: f, role: path.use, args: {path: 0}}\n", "4:5",
     "'f' (path.use) must say what it 'does' (allowed: open, "},
    {"does", HEAD "  - {fn: f, role: path.use, does: opn, args: {path: 0}}\n",
     "4:35", "unknown deed 'opn'; did you mean 'open'?"},
    {"doesOfCheck", CHECK "    does: open\n", "4:5",
     "'f' (path.check) cannot have 'does'"},
    {"whatOfUse", OPEN "    what: owner\n", "4:5",
     "'f' (path.use) cannot have 'what'"},
    {"slot", HEAD "  - {fn: f, role: fd.close, args: {fd: 0, pth: 0}}\n",
     "4:43", "unknown slot 'pth'; did you mean 'path'? (allowed: path, "},
    {"slotTwice", HEAD "  - {fn: f, role: fd.close, args: {fd: 0, fd: 1}}\n",
     "4:43", "duplicate key 'fd' in 'args'"},
    {"noSlot", HEAD "  - {fn: f, role: fd.close, args: {path: 0}}\n", "4:5",
     "'f' (fd.close) must place 'fd' in 'args'"},
    {"noSlotOfTwo", HEAD "  - {fn: f, role: path.private}\n", "4:5",
     "'f' (path.private) must place 'path' or 'result' in 'args'"},
    {"position", HEAD "  - {fn: f, role: pure, args: {from: first}}\n", "4:38",
     "'first' is not a position (allowed: N, -N, ret, this, out N, cb N"},
    {"success", CHECK "    success: nonnul\n", "7:14",
     "unknown success 'nonnul'; did you mean 'nonnull'? (allowed: zero, "},
    {"what", CHECK "    what: [size, sise]\n", "7:18",
     "unknown property 'sise'; did you mean 'size'?"},
    {"whatTwice", CHECK "    what: [size, size]\n", "7:18",
     "duplicate property"},
    {"means", CHECK "    means: follow\n", "7:12",
     "unknown trait 'follow'; did you mean 'nofollow'?"},
    {"params", CHECK "    params: [2, 1]\n", "7:13",
     "'params' is N or [min, max]"},
    {"paramsRange", CHECK "    params: 1000\n", "7:13",
     "'params' must be between 0 and 255"},
    {"types", CHECK "    types: {one: T}\n", "7:13",
     "'one' in 'types' is not the number of a parameter"},
    {"static", CHECK "    static: yes\n", "7:13",
     "'static' must be true or false, not 'yes'"},
    {"whenMapping", OPEN "    when: {has: [A], means: create}\n", "8:11",
     "'when' must be a list, not a mapping"},
    {"ruleKey", OPEN "    when:\n      - {hat: [A], has: [A], means: create}\n",
     "9:10", "unknown key 'hat' in a rule of 'when'; did you mean 'has'?"},
    {"noCondition", OPEN "    when:\n      - {means: create}\n", "9:9",
     "a rule of 'when' has one condition"},
    {"twoConditions",
     OPEN "    when:\n      - {has: [A], any: [A], means: create}\n", "9:9",
     "a rule of 'when' has one condition"},
    {"noConsequence", OPEN "    when:\n      - {has: [A]}\n", "9:9",
     "a rule of 'when' has a consequence"},
    {"ruleSlot",
     OPEN "    when:\n      - {arg: mode, has: [A], means: create}\n", "4:5",
     "'f' (path.use) has a rule on 'mode', but 'args' does not place"},
    {"ruleWhat", OPEN "    when:\n      - {has: [A], what: owner}\n", "4:5",
     "'f' (path.use) has a rule with 'what'"},
    {"disabled", HEAD "  - {fn: f, disabled: true, does: open}\n", "4:5",
     "a disabled row has no other keys than 'fn' and 'role'"},
    {"duplicate",
     HEAD "  - {fn: [e, f], role: pure}\n"
          "  - {fn: f, role: pure}\n",
     "5:5", "duplicate row: 'f' has the role pure at m:4 already"},
};

INSTANTIATE_TEST_SUITE_P(Each, LoaderErrors, testing::ValuesIn(Cases),
                         [](const auto &Info) { return Info.param.Name; });

TEST(Loader, TellsAllErrorsOfAFile) {
  SmallVector<StringRef, 4> Lines;
  std::string Said = errorsOf(Head + "  - {fn: f, role: pur}\n"
                                     "  - {fn: g, rol: pure, role: pure}\n"
                                     "  - {fn: h, role: fd.close}\n");
  StringRef(Said).split(Lines, '\n');
  ASSERT_EQ(3u, Lines.size()) << Said;
  EXPECT_TRUE(Lines[0].starts_with("m:4:19: error: unknown role 'pur'"));
  EXPECT_TRUE(Lines[1].starts_with("m:5:13: error: unknown key 'rol'"));
  EXPECT_TRUE(Lines[2].starts_with("m:6:5: error: 'h' (fd.close) must place"));
}

TEST(Loader, AddsNothingOfAFileWithAnError) {
  Model M;
  EXPECT_NE("", errorsOf(M, "format: 1\nlibrary: l\nconstants: {A: 1}\n"
                            "functions:\n  - {fn: f, role: pure}\n"
                            "  - {fn: g, role: none}\n"));
  EXPECT_TRUE(M.rows().empty());
  EXPECT_TRUE(M.libraries().empty());
  EXPECT_FALSE(M.constant("A"));
}

TEST(Loader, ReadsEveryKey) {
  Model M;
  ASSERT_EQ("", errorsOf(M, R"(format: 1
library: acme
summary: Files of Acme
cite: acme.h
constants: {A: 0x10, B: -1, C: 010}
properties: {"info::uid": owner, IS_LINK: symlink}
functions:
  - fn: [a::f, a::g]
    role: path.check
    args: {path: this.name, out: out 1.st, callback: cb 2, fd: -1, result: ret}
    success: nonneg
    what: [size, time]
    means: cached
    when:
      - {arg: callback, not: [A, B], means: [safe, file], what: mode}
      - {arg: path, text: xy, means: exclusive}
    params: [1, 3]
    types: {0: T, 2: u::V}
    static: false
    instead: >
      do
      that
  - fn: h
    role: path.use
    does: chmod
    args: {path: 0}
    cite: h(3)
)"));
  ASSERT_EQ(2u, M.rows().size());
  const Row &R = *M.rows()[0];
  EXPECT_EQ((std::vector<std::string>{"a::f", "a::g"}), R.Names);
  EXPECT_EQ(Role::PathCheck, R.Is);
  EXPECT_EQ("this.name", positionText(*R.arg(Slot::Path)));
  EXPECT_EQ("out 1.st", positionText(*R.arg(Slot::Out)));
  EXPECT_EQ("cb 2", positionText(*R.arg(Slot::Callback)));
  EXPECT_EQ(-1, R.arg(Slot::Fd)->Index);
  EXPECT_EQ(Position::Kind::Ret, R.arg(Slot::Result)->Where);
  EXPECT_EQ(nullptr, R.arg(Slot::Lock));
  EXPECT_EQ(Success::NonNegative, R.Succeeds);
  EXPECT_EQ(bit(Property::Size) | bit(Property::Time), R.What);
  EXPECT_EQ(bit(Trait::Cached), R.Means);
  ASSERT_EQ(2u, R.When.size());
  EXPECT_EQ(Slot::Callback, R.When[0].Arg);
  EXPECT_EQ((std::vector<std::string>{"A", "B"}), R.When[0].Not);
  EXPECT_EQ(bit(Trait::Safe) | bit(Trait::File), R.When[0].Means);
  EXPECT_EQ(bit(Property::Mode), R.When[0].What);
  EXPECT_EQ("xy", R.When[1].Text);
  EXPECT_EQ(1, R.MinParams);
  EXPECT_EQ(3, R.MaxParams);
  ASSERT_EQ(2u, R.ParamTypes.size());
  EXPECT_EQ(2, R.ParamTypes[1].first);
  EXPECT_EQ("u::V", R.ParamTypes[1].second);
  EXPECT_EQ(std::optional<bool>(false), R.Static);
  EXPECT_EQ("do that", R.Instead);
  EXPECT_EQ("acme.h", R.Cite);
  EXPECT_EQ("acme", R.Library);
  EXPECT_EQ("m:8", R.Source);
  EXPECT_EQ(Deed::Chmod, M.rows()[1]->Does);
  EXPECT_EQ("h(3)", M.rows()[1]->Cite);
  EXPECT_EQ(std::optional<int64_t>(16), M.constant("A"));
  EXPECT_EQ(std::optional<int64_t>(-1), M.constant("B"));
  EXPECT_EQ(std::optional<int64_t>(8), M.constant("C"));
  EXPECT_EQ(std::optional(Property::Owner), M.fieldProperty("info", "uid"));
  EXPECT_EQ(std::optional(Property::IsSymlink), M.constantProperty("IS_LINK"));
  EXPECT_FALSE(M.fieldProperty("info", "gid"));
}

TEST(Loader, LaterFilesReplaceByFunctionAndRole) {
  Model M = rows("  - {fn: [f, g], role: fd.close, args: {fd: 0}}\n"
                 "  - {fn: f, role: pure}\n");
  ASSERT_EQ("", errorsOf(M, Head + "  - {fn: f, role: fd.close, "
                                   "args: {fd: 1}}\n"));
  ASSERT_EQ(2u, M.named("f").size());
  EXPECT_EQ(Role::Pure, M.named("f")[0]->Is);
  EXPECT_EQ(1, M.named("f")[1]->arg(Slot::Fd)->Index);
  ASSERT_EQ(1u, M.named("g").size());
  EXPECT_EQ(0, M.named("g")[0]->arg(Slot::Fd)->Index);
  EXPECT_EQ(std::vector<std::string>{"g"}, M.named("g")[0]->Names);
}

TEST(Loader, DisabledRemovesOneRoleOrAll) {
  const char *Both = "  - {fn: f, role: pure}\n  - {fn: f, role: wait}\n";
  Model One = rows(Both);
  ASSERT_EQ("", errorsOf(One, Head + "  - {fn: f, role: pure, "
                                     "disabled: true}\n"));
  ASSERT_EQ(1u, One.named("f").size());
  EXPECT_EQ(Role::Wait, One.named("f")[0]->Is);
  Model All = rows(Both);
  ASSERT_EQ("", errorsOf(All, Head + "  - {fn: f, disabled: true}\n"));
  EXPECT_TRUE(All.named("f").empty());
  EXPECT_TRUE(All.rows().empty());
}

TEST(Loader, ACloneIsItsOwn) {
  Model M = rows("  - {fn: f, role: pure}\n");
  Model Copy = M.clone();
  ASSERT_EQ("", errorsOf(Copy, Head + "  - {fn: f, disabled: true}\n"));
  EXPECT_TRUE(Copy.named("f").empty());
  EXPECT_EQ(1u, M.named("f").size());
}

TEST(Loader, SurvivesWhatIsNoModel) {
  std::string Deep = "format: " + std::string(100000, '[');
  EXPECT_EQ("m:1:1: error: nested more than 64 levels deep; a model file "
            "nests five",
            errorsOf(Deep));
  std::string Dashes;
  for (int I = 0; I < 1000; ++I)
    Dashes += "- ";
  EXPECT_NE(std::string::npos, errorsOf(Dashes + "a\n").find("nested"));
  // Every cut and every damaged byte of a good file is read or refused.
  std::string Good = "format: 1\nlibrary: 'l'\nconstants: {A: 1}\nfunctions:\n"
                     "  - fn: [f, g]\n    role: path.use\n    does: open\n"
                     "    args: {path: 0, flags: 1}\n    when:\n"
                     "      - {has: [A], means: [create]}\n";
  ASSERT_EQ("", errorsOf(Good));
  for (size_t I = 0; I < Good.size(); ++I) {
    errorsOf(StringRef(Good).take_front(I));
    for (char C : {'\0', '\xff', '[', '}', ':', '-', '\'', '&', '\n', '?'}) {
      std::string Bad = Good;
      Bad[I] = C;
      std::string Said = errorsOf(Bad);
      EXPECT_TRUE(Said.empty() || StringRef(Said).starts_with("m:")) << Said;
    }
  }
}

} // namespace
