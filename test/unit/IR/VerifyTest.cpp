//===- VerifyTest.cpp - The verifier's rules, one by one ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each row breaks one rule of a unit that is right and names what must be said.
// The unit has a body with a bit of everything, so that every rule applies.
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include <functional>
#include <gtest/gtest.h>

using namespace tocsin::ir;
using namespace tocsin::ir::test;

// Values of @f by number: 0 load, 1 const, 2 call, 3 call on, 4 call indirect,
// 5 closure, 6 declare, 7 bin, 8 load of an element, 9 load of a tail, 10
// catch.
static constexpr llvm::StringLiteral Right = R"(
main "a.c"
file 0 "a.c" main
record R base B attr capability "m" {
  field x: int attr guarded_by "m"
}
global @g: int attr annotate "a"
func @open(path: ptr<char>, flags: int = 5) attr acquire "m"
func @lambda [lambda] {
  capture k: int
}
func @f(p: ptr<rec R>) !1:1 overrides @open {
  local t: int !2:1
bb0:
  %0 = load p->.x
  %1 = const 5 "A" !3:1
  %2 = call @open(%0, %1)
  %3 = call @open(on %0, %1)
  %4 = call indirect %0(%1)
  %5 = closure @lambda(%1)
  %6 = declare t
  %7 = bin add %0, %1
  %8 = load @g[%1]
  %9 = load p->...
  %10 = catch t
  -> %7 ? true bb1, case 1 "A" bb2
bb1:
  %11 = return
  -> bb2
bb2:
}
)";

namespace {
struct Row {
  const char *Says;
  std::function<void(Unit &, Function &)> Break;
};
} // namespace

static constexpr uint32_t Far = 1000;

// clang-format off
static const Row Rows[] = {
    // Tables of the unit.
    {"string 0 must be", [](Unit &U, Function &) { U.Strings[0] = "x"; }},
    {"string 0 must be", [](Unit &U, Function &) { U.Strings.clear(); }},
    {"type 0 must be", [](Unit &U, Function &) { U.Types[0].Bits = 8; }},
    {"type 0 must be", [](Unit &U, Function &) { U.Types.clear(); }},
    {"string 1000", [](Unit &U, Function &) { U.Types[1].Name = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Types[1].Sugar = Far; }},
    {"flag bits", [](Unit &U, Function &) { U.Types[1].Quals = 16; }},
    {"no known kind", [](Unit &U, Function &) { U.Types[1].Kind = TypeKind(99); }},
    {"after its pointee", [](Unit &U, Function &) { U.Types[1].Pointee = 1; }},
    {"after its pointee", [](Unit &U, Function &) { U.Types[1].Pointee = Far; }},
    {"nests deeper", [](Unit &U, Function &) {
       for (unsigned I = 0; I != 300; ++I)
         U.Types.push_back({TypeKind::Pointer, 0, 0, 0, 0, TypeId(U.Types.size() - 1)}); }},
    {"string 1000", [](Unit &U, Function &) { U.MainFile = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Key = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Target = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Info.FirstError = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Info.Opaque = {{Far, 1}}; }},
    {"string 1000", [](Unit &U, Function &) { U.Files[0].Path = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Files[0].Digest = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Records[0].Name = Far; }},
    {"file 1000", [](Unit &U, Function &) { U.Records[0].At.File = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Records[0].Bases[0] = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Records[0].Attrs[0].Name = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Records[0].Fields[0].Name = Far; }},
    {"type 1000", [](Unit &U, Function &) { U.Records[0].Fields[0].Type = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Records[0].Fields[0].Attrs[0].Text = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Globals[0].Sym.USR = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Globals[0].Name = Far; }},
    {"type 1000", [](Unit &U, Function &) { U.Globals[0].Type = Far; }},
    {"file 1000", [](Unit &U, Function &) { U.Globals[0].At.File = Far; }},
    {"flag bits", [](Unit &U, Function &) { U.Globals[0].Flags = 32; }},
    {"string 1000", [](Unit &U, Function &) { U.Globals[0].Attrs[0].Text = Far; }},

    // A function's declaration.
    {"function '?': string 1000", [](Unit &, Function &F) { F.Name = Far; }},
    {"function 'f': string 1000", [](Unit &, Function &F) { F.Sym.USR = Far; }},
    {"function 'f': string 1000", [](Unit &, Function &F) { F.Owner = Far; }},
    {"function 'f': type 1000", [](Unit &, Function &F) { F.Result = Far; }},
    {"function 'f': file 1000", [](Unit &, Function &F) { F.At.File = Far; }},
    {"function 'f': file 1000", [](Unit &, Function &F) { F.End.File = Far; }},
    {"function 'f': unknown flag", [](Unit &, Function &F) { F.Flags = 1u << 18; }},
    {"function 'f': string 1000", [](Unit &, Function &F) { F.Params[0].Name = Far; }},
    {"function 'f': type 1000", [](Unit &, Function &F) { F.Params[0].Type = Far; }},
    {"without a default", [](Unit &, Function &F) { F.Params[0].DefaultInt = 1; }},
    {"function 1000", [](Unit &, Function &F) { F.Overrides[0] = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Functions[0].Attrs[0].Name = Far; }},
    {"string 1000", [](Unit &U, Function &) { U.Functions[1].Captures[0].Name = Far; }},
    {"type 1000", [](Unit &U, Function &) { U.Functions[1].Captures[0].Type = Far; }},
    {"without blocks has instructions", [](Unit &U, Function &) { U.Functions[0].Instrs.resize(1); }},
    {"without blocks has instructions", [](Unit &U, Function &) { U.Functions[0].Operands.resize(1); }},
    {"string 1000", [](Unit &, Function &F) { F.Locals[0].Name = Far; }},
    {"type 1000", [](Unit &, Function &F) { F.Locals[0].Type = Far; }},
    {"file 1000", [](Unit &, Function &F) { F.Locals[0].At.File = Far; }},

    // Places.
    {"type 1000", [](Unit &, Function &F) { F.Places[0].Type = Far; }},
    {"base of no known kind", [](Unit &, Function &F) { F.Places[0].Base = BaseKind(9); }},
    {"parameter 1000", [](Unit &, Function &F) { F.Places[0].Index = Far; }},
    {"local 1000", [](Unit &, Function &F) { F.Places[0].Base = BaseKind::Local; F.Places[0].Index = Far; }},
    {"capture 0", [](Unit &, Function &F) { F.Places[0].Base = BaseKind::Capture; }},
    {"global 1000", [](Unit &, Function &F) { F.Places[0].Base = BaseKind::Global; F.Places[0].Index = Far; }},
    {"value %1000", [](Unit &, Function &F) { F.Places[0].Base = BaseKind::Value; F.Places[0].Index = Far; }},
    {"'this' has an index", [](Unit &, Function &F) { F.Places[0].Base = BaseKind::This; F.Places[0].Index = 1; }},
    {"step is of no known kind", [](Unit &, Function &F) { F.Places[0].Steps[0].Kind = StepKind(9); }},
    {"parts that its kind does not have", [](Unit &, Function &F) { F.Places[0].Steps[0].Name = 1; }},
    {"parts that its kind does not have", [](Unit &, Function &F) { F.Places[0].Steps[0].Owner = 1; }},
    {"parts that its kind does not have", [](Unit &, Function &F) { F.Places[0].Steps[0].Index = 1; }},
    {"element step has a name", [](Unit &, Function &F) { F.Places[0].Steps[1].Kind = StepKind::Elem; }},
    {"string 1000", [](Unit &, Function &F) { F.Places[0].Steps[1].Name = Far; }},
    {"string 1000", [](Unit &, Function &F) { F.Places[0].Steps[1].Owner = Far; }},
    {"goes on after an unknown", [](Unit &, Function &F) { F.Places[0].Steps[0].Kind = StepKind::Unknown; }},
    {"more than 12 steps", [](Unit &, Function &F) { F.Places[0].Steps.resize(13, {StepKind::Deref, 0, 0, None}); }},

    // Blocks.
    {"must tile", [](Unit &, Function &F) { F.Blocks[0].Begin = 1; }},
    {"must tile", [](Unit &, Function &F) { F.Blocks[1].Begin = 3; }},
    {"must tile", [](Unit &, Function &F) { F.Blocks[1].End = Far; }},
    {"must tile", [](Unit &, Function &F) { std::swap(F.Blocks[1].Begin, F.Blocks[1].End); }},
    {"are in no block", [](Unit &, Function &F) { F.Instrs.push_back(F.Instrs[1]); }},
    {"value %1000", [](Unit &, Function &F) { F.Blocks[0].Cond = Far; }},
    {"block 1000", [](Unit &, Function &F) { F.Blocks[0].Succs[0].To = Far; }},
    {"edge is of no known kind", [](Unit &, Function &F) { F.Blocks[0].Succs[0].Kind = EdgeKind(9); }},
    {"no case has case values", [](Unit &, Function &F) { F.Blocks[0].Succs[0].Low = 1; }},
    {"no case has case values", [](Unit &, Function &F) { F.Blocks[0].Succs[0].High = 1; }},
    {"no case has case values", [](Unit &, Function &F) { F.Blocks[0].Succs[0].Spelling = 1; }},
    {"string 1000", [](Unit &, Function &F) { F.Blocks[0].Succs[1].Spelling = Far; }},
    {"last block is the exit", [](Unit &, Function &F) { F.Blocks[2].Succs = {{0, EdgeKind::Next, 0, 0, 0}}; }},
    {"last block is the exit", [](Unit &, Function &F) { F.Blocks[2].Cond = 1; }},
    {"last block is the exit", [](Unit &, Function &F) { F.Blocks.pop_back(); F.Blocks[0].Succs.clear(); F.Blocks[1].Succs.clear(); }},

    // Instructions.
    {"instruction %1: is of no known operation", [](Unit &, Function &F) { F.Instrs[1].Kind = Op(99); }},
    {"instruction %1 (const): Sub 1", [](Unit &, Function &F) { F.Instrs[1].Sub = 1; }},
    {"instruction %7 (bin): Sub 10", [](Unit &, Function &F) { F.Instrs[7].Sub = 10; }},
    {"instruction %1 (const): unknown flag", [](Unit &, Function &F) { F.Instrs[1].Flags = 1u << 13; }},
    {"instruction %1 (const): type 1000", [](Unit &, Function &F) { F.Instrs[1].Type = Far; }},
    {"instruction %1 (const): file 1000", [](Unit &, Function &F) { F.Instrs[1].At.File = Far; }},
    {"has 1 operands, but takes 0", [](Unit &, Function &F) { F.Instrs[1].NumOps = 1; }},
    {"has 1 operands, but takes 2", [](Unit &, Function &F) { F.Instrs[7].NumOps = 1; }},
    {"has 2 operands, but takes 0 to 1", [](Unit &, Function &F) { F.Instrs[11].OpsBegin = 0; F.Instrs[11].NumOps = 2; }},
    {"outside the operand table", [](Unit &, Function &F) { F.Instrs[7].OpsBegin = Far; }},
    {"outside the operand table", [](Unit &, Function &F) { F.Instrs[2].OpsBegin = None; F.Instrs[2].NumOps = None; }},
    {"value %1000", [](Unit &, Function &F) { F.Operands[0] = Far; }},
    {"(const): string 1000", [](Unit &, Function &F) { F.Instrs[1].Aux = Far; }},
    {"(load): place 1000", [](Unit &, Function &F) { F.Instrs[0].Aux = Far; }},
    {"(load): place 4294967295", [](Unit &, Function &F) { F.Instrs[0].Aux = None; }},
    {"(catch): place 1000", [](Unit &, Function &F) { F.Instrs[10].Aux = Far; }},
    {"(call): function 1000", [](Unit &, Function &F) { F.Instrs[2].Aux = Far; }},
    {"(call): function 4294967295", [](Unit &, Function &F) { F.Instrs[2].Aux = None; }},
    {"indirect call names a function", [](Unit &, Function &F) { F.Instrs[4].Aux = 0; }},
    {"(closure): function 1000", [](Unit &, Function &F) { F.Instrs[5].Aux = Far; }},
    {"(bin): Aux has no meaning", [](Unit &, Function &F) { F.Instrs[7].Aux = 0; }},
    {"(bin): Imm has no meaning", [](Unit &, Function &F) { F.Instrs[7].Imm = 1; }},
    {"callee or receiver is missing", [](Unit &, Function &F) { F.Instrs[3].NumOps = 0; }},
    {"callee or receiver is missing", [](Unit &, Function &F) { F.Instrs[4].NumOps = 0; }},
    {"callee or receiver is missing", [](Unit &, Function &F) { F.Instrs[4].NumOps = 1; F.Instrs[4].Flags = FlagReceiver; }},
    {"only a call has a receiver", [](Unit &, Function &F) { F.Instrs[7].Flags = FlagReceiver; }},
    {"has 0 operands, but the function has 1 captures", [](Unit &, Function &F) { F.Instrs[5].NumOps = 0; }},
    {"must be a whole local", [](Unit &, Function &F) { F.Instrs[6].Aux = 0; }},
    {"must be a whole local", [](Unit &, Function &F) { F.Places[F.Instrs[6].Aux].Steps = {{StepKind::Deref, 0, 0, None}}; }},
};
// clang-format on

TEST(Verify, AcceptsWhatIsRight) {
  EXPECT_EQ(llvm::toString(verify(parsed(Right))), "");
  EXPECT_EQ(llvm::toString(verify(Unit())), "");
}

TEST(Verify, NamesEachFault) {
  for (const Row &R : Rows) {
    Unit U = parsed(Right);
    ASSERT_EQ(U.Functions.size(), 3u);
    R.Break(U, U.Functions[2]);
    std::string Says = llvm::toString(verify(U));
    EXPECT_NE(Says.find(R.Says), std::string::npos)
        << "row " << &R - Rows << ": '" << Says << "' should say '" << R.Says
        << "'";
  }
}

TEST(Verify, UnknownTailMayFollowTheLongestPath) {
  Unit U = parsed(Right);
  std::vector<Step> &Steps = U.Functions[2].Places[0].Steps;
  Steps.assign(Place::MaxSteps, {StepKind::Deref, 0, 0, None});
  Steps.push_back({StepKind::Unknown, 0, 0, None});
  EXPECT_EQ(llvm::toString(verify(U)), "");
}
