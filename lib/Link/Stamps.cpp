//===- Stamps.cpp - Where readings of clocks are kept ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A plain integer is a time if somebody stores a reading of a clock in it,
// whatever it is called. One pass over the instructions, without values:
// readings are followed through locals, helpers that give one back, and
// parameters that are handed one.
//
//===----------------------------------------------------------------------===//

#include "Link/Program.h"
#include "llvm/ADT/DenseSet.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Helpers and parameters that a reading goes through, one after the other.
static constexpr unsigned MaxRounds = 3;
/// A local may be set after it is used, in a loop.
static constexpr unsigned MaxPasses = 2;

namespace {
class StampFinder {
public:
  explicit StampFinder(Program &P)
      : P(P), Gives(P.functionCount()), Interesting(P.functionCount()) {}

  void run(DenseSet<std::pair<NameId, NameId>> &Fields) {
    this->Fields = &Fields;
    for (ProgFunc F = 0; F < P.functionCount(); ++F)
      if (P.body(F).F->defined() && any_of(P.callees(F), [&](ProgFunc C) {
            return any_of(P.rows(C), [](const Row *R) {
              return R->Is == Role::ClockRead;
            });
          }))
        Interesting.set(F);
    for (unsigned Round = 0; Round < MaxRounds && Interesting.any(); ++Round) {
      BitVector Now = std::exchange(Interesting, BitVector(P.functionCount()));
      BitVector Before = Gives;
      for (unsigned F : Now.set_bits())
        visit(F);
      // Those who call a new giver are worth a look.
      Before.flip();
      Before &= Gives;
      if (Before.any())
        for (ProgFunc F = 0; F < P.functionCount(); ++F)
          if (P.body(F).F->defined() && any_of(P.callees(F), [&](ProgFunc C) {
                return Before.test(C);
              }))
            Interesting.set(F);
    }
  }

private:
  bool isNow(const Unit &U, StrId Name) {
    return P.models().wordClasses(U.str(Name)) & bit(WordClass::Now);
  }

  bool isReading(uint32_t Index, const Unit &U, const Function &F,
                 const Place &X) {
    if (X.Base == BaseKind::Local && Locals.contains(X.Index))
      return true;
    if (X.Base == BaseKind::Param) {
      auto It = Params.find({Self, X.Index});
      return It != Params.end() ||
             (X.Steps.empty() && isNow(U, F.Params[X.Index].Name));
    }
    return X.Base == BaseKind::Global && X.Steps.empty() &&
           isNow(U, U.Globals[X.Index].Name);
  }

  void visit(ProgFunc Func) {
    ProgramView::Body B = P.body(Func);
    const Unit &U = P.unit(B.Unit);
    const Function &F = *B.F;
    Self = Func;
    Locals.clear();
    for (unsigned Pass = 0; Pass < MaxPasses; ++Pass) {
      std::vector<bool> Reading(F.Instrs.size());
      for (ValueId I = 0; I < F.Instrs.size(); ++I)
        Reading[I] = step(B.Unit, U, F, I, Reading);
    }
  }

  bool step(uint32_t Index, const Unit &U, const Function &F, ValueId I,
            const std::vector<bool> &Reading) {
    const Instr &X = F.Instrs[I];
    auto Ops = F.operands(X);
    auto Any = [&] {
      return any_of(Ops, [&](ValueId V) { return Reading[V]; });
    };
    switch (X.Kind) {
    case Op::Load:
      return isReading(Index, U, F, F.Places[X.Aux]);
    case Op::Cast:
      return X.Sub == uint8_t(CastOp::Value) && Any() &&
             U.Types[X.Type].Kind != TypeKind::Bool;
    case Op::Bin:
      switch (BinOp(X.Sub)) {
      case BinOp::Sub: // of two readings it is a span
        return Reading[Ops[0]] && !Reading[Ops[1]];
      case BinOp::Add:
      case BinOp::Mul:
      case BinOp::Div:
      case BinOp::Shl:
      case BinOp::Shr:
        return Any();
      default:
        return false;
      }
    case Op::Select:
      return Reading[Ops[1]] || Reading[Ops[2]];
    case Op::Store:
      if (Reading[Ops[0]])
        keep(Index, F.Places[X.Aux]);
      return Reading[Ops[0]];
    case Op::Return:
      if (!Ops.empty() && Reading[Ops[0]] &&
          U.Types[F.Result].Kind != TypeKind::Bool)
        Gives.set(Self);
      return false;
    case Op::Call:
      return X.Aux != None && call(Index, U, F, X, Reading);
    default:
      return false;
    }
  }

  void keep(uint32_t Index, const Place &X) {
    if (X.Base == BaseKind::Local &&
        none_of(X.Steps,
                [](const Step &S) { return S.Kind == StepKind::Deref; })) {
      Locals.insert(X.Index);
      return;
    }
    if (!X.Steps.empty() && X.Steps.back().Kind == StepKind::Field)
      Fields->insert({P.name(Index, X.Steps.back().Owner),
                      P.name(Index, X.Steps.back().Name)});
  }

  bool call(uint32_t Index, const Unit &U, const Function &F, const Instr &X,
            const std::vector<bool> &Reading) {
    ProgFunc C = P.function(Index, X.Aux);
    auto Ops = F.operands(X);
    for (const Row *R : P.rows(C)) {
      if (R->Is != Role::ClockRead)
        continue;
      // What the reading is written to.
      for (ValueId V : Ops)
        if (F.Instrs[V].Kind == Op::AddrOf)
          keep(Index, F.Places[F.Instrs[V].Aux]);
      return true;
    }
    if (Gives.test(C))
      return true;
    // Handed to a function of the program.
    unsigned First = X.Flags & FlagReceiver ? 1 : 0;
    if (P.body(C).F->defined())
      for (unsigned I = First; I < Ops.size(); ++I)
        if (Reading[Ops[I]] && Params.insert({C, I - First}).second)
          Interesting.set(C);
    return false;
  }

  Program &P;
  BitVector Gives, Interesting;
  DenseSet<std::pair<ProgFunc, uint32_t>> Params;
  DenseSet<std::pair<NameId, NameId>> *Fields = nullptr;
  DenseSet<uint32_t> Locals; // of the function at hand
  ProgFunc Self = 0;
};
} // namespace

void Program::findStamps() { StampFinder(*this).run(Stamps); }

} // namespace tocsin::link
