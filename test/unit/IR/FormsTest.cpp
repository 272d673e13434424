//===- FormsTest.cpp - Text and binary form -------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a person writes means what they expect, and both forms give back every
// unit that goes in.
//
//===----------------------------------------------------------------------===//

#include "IR/Spelling.h"
#include "Tools.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <gtest/gtest.h>
#include <set>

using namespace tocsin::ir;
using namespace tocsin::ir::test;

/// Every table, every operation, step, edge, flag and clause at least once.
static constexpr llvm::StringLiteral Everything = R"IR(tocsin unit 3
main "/src/a.c"
key "d41d8c"
target "/b/CMakeFiles/a.dir"
file 0 "/src/a.c" main digest "00ff"
file 1 "/usr/include/stdio.h" system
info expressions 12
info opaque StmtExpr 2
info errors 1
info first "a.c:1:2: error: unknown type name \"x\"\n"
record stat !1:3:4 {
  field st_mode: uint as mode_t
  field st_name: arr<char> attr guarded_by "Mu" attr annotate "a\tb\x01"
}
record ns::Any union base B1 base "B<2>" attr capability "mutex"
global @counter: volatile atomic int [const threadlocal functionstatic member extern] !1:1 usr "c:@counter" internal attr guarded_by "Mu"
global @same#0: ptr<rec stat>
global @same#1: fn<void>
func @open(path: ptr<const char>, flags: int = 577, : int = -1) -> int [static method const ctor dtor virtual noreturn lambda variadic inline coroutine system nothrow implicit synthetic skipped openmp] !1:7:1 end !1:9:2 owner ns::Any usr "c:@F@open" internal overrides @f overrides @Over#1 attr acquire_capability "Mu"
func @Over#0()
func @Over#1(x: int)
func @lambda(n: int) -> bool [lambda] {
  capture this: ptr<rec stat>
  capture k: ref<int> byref
bb0:
  %0 = load capture#0
  %1 = load k-> !3
bb1:
}

func @f(st: ptr<rec stat>, st2: ref<rec stat>) -> int !10:5 end !40:1 owner Me {
  local a: arr<rec stat> !11:3
  local a: long iteration !12:1
  local e: enum Color:32
  temp : float
bb0:
  %0 = const 577 "O_CREAT,O_WRONLY" !12:5
  %1 = const -9223372036854775808 : long as ssize_t [implicit]
  %2 = str "a\\b\"\n\xff"
  %3 = null : ptr<void>
  %4 = float "1.5"
  %5 = fn @lambda : ptr<fn<bool>>
  %6 = addr local#0
  %7 = load st->.st_mode !1:13:7
  %8 = store e, %7 [init] !?:13:8
  %9 = rmw add @counter, %0 [old atomic volatile]
  %10 = bin shl %0, %1
  %11 = neg %0
  %12 = bitnot %0
  %13 = not %0 : int
  %14 = cmp spaceship %0, %1 : int
  %15 = land %13, %14
  %16 = lor %13, %14
  %17 = select %13, %0, %1
  %18 = cast value %0 : long
  %19 = cast pointer %3 : ptr<rec stat>
  %20 = cast decay %6 : ptr<char>
  %21 = call @open(%2, %0) [discarded]
  %22 = call virtual @Over#0(on %19) [ctor dtor macro voidcast]
  %23 = call indirect %5(on %19, %0) : bool
  %24 = call indirect %5() : bool
  %25 = closure @lambda(%19, %6) : rec "f::(lambda)"
  %26 = aggregate(%0, %1) : rec stat
  %27 = aggregate : rec stat
  %28 = alloc(%0) : ptr<rec stat> [array]
  %29 = free %28 [array]
  %30 = declare local#1
  %31 = endscope local#3
  %32 = catch (e: ref<enum Color:32>)
  %33 = catch
  %34 = suspend %23
  %35 = opaque "StmtExpr"(%0, %23) [bitfield]
  %36 = load local#0[%0].st_name[?]
  %37 = load st2->^Base->.(Other "a b")...
  %38 = load %19->.st_mode
  %39 = load (this->.st_mode: int)
  %40 = load @same#0->
  -> %13 ? true bb1, false bb2, case 1 "A,B" bb1, case -5..7 bb3, default bb4, exception bb5
bb1:
  %41 = throw %0
  -> bb6
bb2:
  %42 = throw
bb3:
  %43 = return
  -> bb6
bb4:
  %44 = return %0
  -> bb6
bb5:
  -> %13 ?
bb6:
}
end
)IR";

TEST(Text, ReadsWhatIsWritten) {
  Unit U = parsed(Everything);
  ASSERT_EQ(U.Functions.size(), 5u);

  EXPECT_EQ(U.str(U.MainFile), "/src/a.c");
  EXPECT_EQ(U.str(U.Key), "d41d8c");
  ASSERT_EQ(U.Files.size(), 2u);
  EXPECT_TRUE(U.Files[0].Main && !U.Files[0].System);
  EXPECT_TRUE(!U.Files[1].Main && U.Files[1].System);
  EXPECT_EQ(U.str(U.Files[0].Digest), "00ff");
  EXPECT_EQ(U.Info.Expressions, 12u);
  EXPECT_EQ(U.Info.Errors, 1u);
  EXPECT_EQ(U.str(U.Info.FirstError),
            "a.c:1:2: error: unknown type name \"x\"\n");

  const Record &Stat = U.Records[0];
  EXPECT_TRUE((Stat.At == Loc{1, 3, 4}));
  EXPECT_EQ(U.str(Stat.Fields[1].Attrs[1].Text), "a\tb\x01");
  const Type &Mode = U.Types[Stat.Fields[0].Type];
  EXPECT_EQ(Mode.Kind, TypeKind::Int);
  EXPECT_EQ(Mode.Quals, QualUnsigned);
  EXPECT_EQ(Mode.Bits, 32);
  EXPECT_EQ(U.str(Mode.Name), "unsigned int");
  EXPECT_EQ(U.str(Mode.Sugar), "mode_t");
  EXPECT_TRUE(U.Records[1].Union);
  EXPECT_EQ(U.str(U.Records[1].Bases[1]), "B<2>");

  const Global &Counter = U.Globals[0];
  EXPECT_EQ(Counter.Flags, 31);
  EXPECT_TRUE(Counter.Sym.Internal);
  EXPECT_EQ(U.str(Counter.Sym.USR), "c:@counter");
  EXPECT_EQ(U.Types[Counter.Type].Quals, QualVolatile | QualAtomic);
  EXPECT_EQ(U.str(U.Globals[1].Sym.USR), "same") << "the name, if not given";

  const Function &Open = U.Functions[0];
  EXPECT_EQ(Open.Flags, (1u << 17) - 1);
  EXPECT_EQ(Open.Params[1].DefaultInt, 577);
  EXPECT_EQ(Open.Params[2].DefaultInt, -1);
  EXPECT_EQ(U.str(Open.Params[2].Name), "");
  EXPECT_EQ(Open.Overrides, (std::vector<FuncId>{4, 2}));
  EXPECT_FALSE(Open.defined());
}

TEST(Text, ReadsInstructions) {
  Unit U = parsed(Everything);
  ASSERT_EQ(U.Functions.size(), 5u);
  const Function &F = U.Functions.back();
  auto PlaceOf = [&](ValueId V) { return F.Places[F.Instrs[V].Aux]; };

  EXPECT_EQ(F.Instrs[0].Imm, 577);
  EXPECT_EQ(U.str(F.Instrs[0].Aux), "O_CREAT,O_WRONLY");
  EXPECT_TRUE((F.Instrs[0].At == Loc{0, 12, 5})) << "the function's file";
  EXPECT_EQ(F.Instrs[1].Imm, INT64_MIN);
  EXPECT_EQ(F.Instrs[1].Aux, None);
  EXPECT_EQ(F.Instrs[1].Flags, FlagImplicit);
  EXPECT_EQ(U.str(F.Instrs[2].Aux), "a\\b\"\n\xff");
  EXPECT_TRUE((F.Instrs[7].At == Loc{1, 13, 7}));
  EXPECT_TRUE((F.Instrs[8].At == Loc{None, 13, 8}));

  Place Mode = PlaceOf(7); // st->.st_mode
  EXPECT_EQ(Mode.Base, BaseKind::Param);
  EXPECT_EQ(Mode.Index, 0u);
  ASSERT_EQ(Mode.Steps.size(), 2u);
  EXPECT_EQ(Mode.Steps[0].Kind, StepKind::Deref);
  EXPECT_EQ(Mode.Steps[1].Kind, StepKind::Field);
  EXPECT_EQ(U.str(Mode.Steps[1].Name), "st_mode");
  EXPECT_EQ(U.str(Mode.Steps[1].Owner), "stat") << "from the parameter's type";
  EXPECT_EQ(Mode.Type, U.Records[0].Fields[0].Type) << "from the record";
  EXPECT_EQ(F.Instrs[7].Type, Mode.Type) << "from the place";

  EXPECT_EQ(F.Instrs[9].Sub, unsigned(BinOp::Add));
  EXPECT_EQ(F.Instrs[9].Flags, FlagReturnsOld | FlagAtomic | FlagVolatile);
  EXPECT_EQ(PlaceOf(9).Base, BaseKind::Global);
  EXPECT_EQ(F.Instrs[14].Sub, unsigned(CmpOp::Spaceship));
  EXPECT_EQ(F.Instrs[20].Sub, unsigned(CastOp::Decay));

  EXPECT_EQ(F.Instrs[21].Aux, 0u);
  EXPECT_EQ(F.Instrs[21].Sub, unsigned(CallKind::Direct));
  EXPECT_EQ(F.Instrs[21].Type, U.Functions[0].Result) << "from the callee";
  EXPECT_EQ(F.operands(F.Instrs[21]).vec(), (std::vector<ValueId>{2, 0}));
  EXPECT_EQ(F.Instrs[22].Aux, 1u) << "@Over#0";
  EXPECT_EQ(F.Instrs[22].Sub, unsigned(CallKind::Virtual));
  EXPECT_EQ(F.Instrs[22].Flags,
            FlagReceiver | FlagCtor | FlagDtor | FlagMacro | FlagVoidCast);
  EXPECT_EQ(F.Instrs[23].Aux, None);
  EXPECT_EQ(F.operands(F.Instrs[23]).vec(), (std::vector<ValueId>{5, 19, 0}))
      << "the callee comes first";
  EXPECT_EQ(F.Instrs[33].Aux, None);

  Place Elem = PlaceOf(36); // local#0[%0].st_name[?]
  ASSERT_EQ(Elem.Steps.size(), 3u);
  EXPECT_EQ(Elem.Steps[0].Index, 0u);
  EXPECT_EQ(Elem.Steps[2].Index, None);
  Place Tail = PlaceOf(37); // st2->^Base->.(Other "a b")...
  ASSERT_EQ(Tail.Steps.size(), 5u);
  EXPECT_EQ(Tail.Steps[1].Kind, StepKind::Base);
  EXPECT_EQ(U.str(Tail.Steps[1].Owner), "Base");
  EXPECT_EQ(U.str(Tail.Steps[3].Owner), "Other");
  EXPECT_EQ(U.str(Tail.Steps[3].Name), "a b");
  EXPECT_EQ(Tail.Steps[4].Kind, StepKind::Unknown);
  EXPECT_EQ(PlaceOf(38).Base, BaseKind::Value);
  EXPECT_EQ(PlaceOf(38).Index, 19u);
  EXPECT_EQ(PlaceOf(39).Base, BaseKind::This);
  EXPECT_EQ(PlaceOf(40).Index, 1u) << "@same#0 is the second global";
}

TEST(Text, ReadsBlocks) {
  Unit U = parsed(Everything);
  ASSERT_EQ(U.Functions.size(), 5u);
  const Function &F = U.Functions.back();
  ASSERT_EQ(F.Blocks.size(), 7u);
  const Block &Entry = F.Blocks[0];
  EXPECT_EQ(Entry.Cond, 13u);
  ASSERT_EQ(Entry.Succs.size(), 6u);
  EdgeKind Kinds[] = {EdgeKind::True, EdgeKind::False,   EdgeKind::Case,
                      EdgeKind::Case, EdgeKind::Default, EdgeKind::Exception};
  BlockId Targets[] = {1, 2, 1, 3, 4, 5};
  for (unsigned E = 0; E != 6; ++E) {
    EXPECT_EQ(Entry.Succs[E].Kind, Kinds[E]);
    EXPECT_EQ(Entry.Succs[E].To, Targets[E]);
  }
  EXPECT_EQ(Entry.Succs[2].High, 1);
  EXPECT_EQ(U.str(Entry.Succs[2].Spelling), "A,B");
  EXPECT_EQ(Entry.Succs[3].Low, -5);
  EXPECT_EQ(Entry.Succs[3].High, 7);
  EXPECT_EQ(F.Blocks[1].Succs[0].Kind, EdgeKind::Next);
  EXPECT_TRUE(F.Blocks[2].Succs.empty()) << "the exit is given";
  EXPECT_EQ(F.Blocks[5].Cond, 13u);
}

TEST(Text, UsesEveryWord) {
  // The sample above covers the tables; a new word without a line there is a
  // hole in these tests.
  Unit U = parsed(Everything);
  std::set<Op> Ops;
  std::set<StepKind> Steps;
  std::set<BaseKind> Bases;
  unsigned Flags = 0;
  for (const Function &F : U.Functions) {
    for (const Instr &I : F.Instrs) {
      Ops.insert(I.Kind);
      Flags |= I.Flags;
    }
    for (const Place &P : F.Places) {
      Bases.insert(P.Base);
      for (const Step &S : P.Steps)
        Steps.insert(S.Kind);
    }
  }
  EXPECT_EQ(Ops.size(), NumOps);
  EXPECT_EQ(Steps.size(), 5u);
  EXPECT_EQ(Bases.size(), 6u);
  EXPECT_EQ(Flags, (1u << instrWords().size()) - 1);
}

TEST(Text, WritesWhatWasRead) {
  Unit U = parsed(Everything);
  Unit Again = parsed(text(U));
  EXPECT_EQ(difference(U, Again), "");
  EXPECT_EQ(text(Again), text(U));
}

TEST(Text, IsPleasantToWrite) {
  // No header, no types, no locations, named values, no exit: a test says what
  // it is about.
  Unit U = parsed(R"(
; a check, then a use
func @access
func @open
func @f(p) {
  %p = load p
  %ok = call @access(%p)
  -> %ok ? true use, false exit
use:
  %fd = call @open(%p)
}
)");
  const Function &F = U.Functions[2];
  ASSERT_EQ(F.Blocks.size(), 3u);
  EXPECT_EQ(F.Blocks[0].Cond, 1u);
  EXPECT_EQ(F.Blocks[0].Succs[0].To, 1u);
  EXPECT_EQ(F.Blocks[0].Succs[1].To, 2u);
  ASSERT_EQ(F.Blocks[1].Succs.size(), 1u) << "falls to the exit";
  EXPECT_EQ(F.Blocks[1].Succs[0].To, 2u);
  EXPECT_EQ(F.operands(F.Instrs[2]).vec(), (std::vector<ValueId>{0}));
  EXPECT_EQ(difference(U, parsed(text(U))), "");
}

TEST(Text, ExamplesOfTheReferenceAreRight) {
  auto Page = llvm::MemoryBuffer::getFile(IR_REFERENCE);
  ASSERT_TRUE(bool(Page)) << IR_REFERENCE;
  llvm::StringRef Rest = (*Page)->getBuffer();
  unsigned Examples = 0;
  while (true) {
    Rest = Rest.split("```ir\n").second;
    if (Rest.empty())
      break;
    auto [Example, After] = Rest.split("```");
    Unit U = parsed(Example);
    ASSERT_FALSE(U.Functions.empty());
    const Function &F = U.Functions.back();
    EXPECT_EQ(U.str(F.Name), "openLog");
    EXPECT_TRUE(F.defined());
    EXPECT_EQ(difference(U, parsed(text(U))), "");
    ++Examples;
    Rest = After;
  }
  EXPECT_EQ(Examples, 2u);
}

TEST(Text, MayUseValuesBeforeTheyAreMade) {
  Unit U = parsed("func @f {\n  %a = land %b, %c\n  %b = null\n"
                  "  %c = null\n}\n");
  EXPECT_EQ(U.Functions[0].Operands, (std::vector<ValueId>{1, 2}));
}

TEST(Text, SaysWhereAndWhatWasExpected) {
  auto Says = [](llvm::StringRef Text) { return message(fromText(Text)); };
  EXPECT_EQ(Says(""), "t.ir:1:1: error: there is no unit here, the text is "
                      "empty");
  EXPECT_EQ(Says("unit\n"), "t.ir:1:1: error: unknown word 'unit', expected "
                            "tocsin, main, key, target, "
                            "file, info, record, global, func or end");
  EXPECT_EQ(Says("tocsin unit 99\nend\n"),
            "t.ir:1:13: error: this is version 99 of the form, expected 3; "
            "capture the unit again");
  EXPECT_EQ(Says("tocsin unit 3\n"), "t.ir:2:1: error: the unit is cut off, "
                                     "expected 'end' as its last line");
  EXPECT_EQ(Says("end\nfunc @f\n"),
            "t.ir:2:1: error: text after the end of the unit");
  EXPECT_EQ(Says("global @g: rekord x\n").substr(0, 49),
            "t.ir:1:12: error: unknown type 'rekord', expected");
  EXPECT_EQ(Says("func @f(a: int) [statik]\n").substr(0, 52),
            "t.ir:1:18: error: unknown flag 'statik', expected on");
  EXPECT_EQ(Says("func @f {\n  %0 = lod x\n}\n").substr(0, 43),
            "t.ir:2:8: error: unknown word 'lod', expect");
  EXPECT_EQ(Says("func @f {\n  load x\n}\n"),
            "t.ir:2:8: error: no variable 'x' here; declare it with `local x: "
            "TYPE` or as a parameter");
  EXPECT_EQ(Says("func @f(x) {\n  local x\n  load x\n}\n"),
            "t.ir:3:8: error: 2 variables are called 'x'; write local#N, "
            "param#N or capture#N");
  EXPECT_EQ(Says("func @f {\n  call @g()\n}\n"),
            "t.ir:2:8: error: no function '@g'; declare it with `func "
            "@g(...)`");
  EXPECT_EQ(Says("func @g\nfunc @g\nfunc @f {\n  call @g()\n}\n"),
            "t.ir:4:8: error: functions of this name are @g#0 to #1");
  EXPECT_EQ(Says("func @g#1\n"), "t.ir:1:6: error: this one is #0 of its name, "
                                 "counted from the start of the unit");
  EXPECT_EQ(Says("func @f {\n  load @x\n}\n"),
            "t.ir:2:8: error: no global '@x' above; declare it with `global "
            "@x: TYPE`");
  EXPECT_EQ(Says("func @f {\n  neg %x\n}\n"),
            "t.ir:2:7: error: this value is not defined in the function");
  EXPECT_EQ(Says("func @f {\n  -> away\n}\n"),
            "t.ir:2:6: error: this block is not defined in the function");
  EXPECT_EQ(Says("func @f {\n  %x = null\n  %x = null\n}\n"),
            "t.ir:3:3: error: this value is already defined");
  EXPECT_EQ(Says("func @f {\na:\na:\n}\n"),
            "t.ir:3:1: error: block 'a' is already defined");
  EXPECT_EQ(Says("func @f {\n  -> exit\n  null\n}\n"),
            "t.ir:3:3: error: expected a block label after '->'");
  EXPECT_EQ(Says("main \"abc\n"), "t.ir:1:6: error: string without end, "
                                  "expected '\"' on the same line");
  EXPECT_EQ(Says("main \"a\\qc\"\n"),
            "t.ir:1:8: error: unknown escape, expected \\n, \\t, \\\\, \\\" or "
            "\\xHH");
  EXPECT_EQ(Says("func @f {\n  const 99999999999999999999\n}\n"),
            "t.ir:2:9: error: '99999999999999999999' is no number or out of "
            "range for the constant");
  EXPECT_EQ(Says("func @f {\n"),
            "t.ir:2:1: error: function without end, expected '}'");
}

TEST(Text, NamesThePlaceOfAFaultThatOnlyTheVerifierSees) {
  EXPECT_EQ(message(fromText("func @l {\n  capture k\n}\nfunc @f {\n"
                             "  closure @l\n}\n")),
            "t.ir:5:3: error: function 'f', instruction %0 (closure): has 0 "
            "operands, but the function has 1 captures");
}

TEST(Text, TypesDoNotSpendTheStack) {
  std::string Deep = "global @g: ";
  for (unsigned I = 0; I != 100000; ++I)
    Deep += "ptr<";
  EXPECT_NE(message(fromText(Deep)).find("type nests deeper than 256"),
            std::string::npos);
}

TEST(Binary, GivesBackEverything) {
  Unit U = parsed(Everything);
  llvm::Expected<Unit> Again = fromBinary(binary(U));
  ASSERT_TRUE(bool(Again)) << llvm::toString(Again.takeError());
  EXPECT_EQ(difference(U, *Again), "");
  EXPECT_EQ(U.Strings, Again->Strings) << "tables keep their numbering";
  EXPECT_EQ(U.Types, Again->Types);
  EXPECT_EQ(binary(*Again), binary(U));
}

TEST(Binary, StartsWithMagicVersionAndLength) {
  std::string Bytes = binary(Unit());
  EXPECT_EQ(Bytes.substr(0, 8), "TOCSIN-U");
  EXPECT_EQ(Bytes.substr(8, 4), std::string("\x03\0\0\0", 4));
  EXPECT_EQ(size_t(uint8_t(Bytes[12])), Bytes.size() - 28);
}

TEST(BothForms, GiveBackRandomUnits) {
  for (unsigned Seed = 0; Seed != 500; ++Seed) {
    SCOPED_TRACE(Seed);
    std::mt19937 Random(Seed);
    Unit U = randomUnit(Random);
    ASSERT_EQ(llvm::toString(verify(U)), "");

    std::string Text = text(U);
    llvm::Expected<Unit> FromText = fromText(Text);
    ASSERT_TRUE(bool(FromText)) << llvm::toString(FromText.takeError());
    ASSERT_EQ(difference(U, *FromText), "") << Text;
    ASSERT_TRUE(text(*FromText) == Text) << Text << text(*FromText);

    llvm::Expected<Unit> FromBinary = fromBinary(binary(U));
    ASSERT_TRUE(bool(FromBinary)) << llvm::toString(FromBinary.takeError());
    ASSERT_EQ(difference(U, *FromBinary), "");
    ASSERT_TRUE(binary(*FromBinary) == binary(U));
  }
}
