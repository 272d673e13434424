//===- WallInterval.cpp - tocsin-wall-clock-interval ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a time span inside one process that is measured with a clock that may
// be set
//
// Two readings in one function, or a reading that is kept in a field which
// holds nothing else. A span that is itself recorded or shown is a measurement,
// not a decision.
//
//===----------------------------------------------------------------------===//

#include "Window/Window.h"
#include "checks/cleanup/Cleanup.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

/// Clocks, arithmetic and copies: what they are given goes nowhere.
static bool isArithmetic(FunctionFlow &W, const CallSite &C) {
  return C.Callee != ~0u && any_of(W.program().rows(C.Callee), [](auto *R) {
           return R->Is == Role::Pure || R->Is == Role::PathSame ||
                  R->Is == Role::ClockRead;
         });
}

namespace {
/// What a function does with the readings it makes, but for comparing them.
class Uses {
public:
  explicit Uses(FunctionFlow &W) : W(W), T(W.terms()) {
    for (const CallSite &C : W.calls())
      if (!isArithmetic(W, C))
        for (TermId X : C.Args)
          note(X);
    const ir::Function &F = W.function();
    for (const ir::Instr &X : F.Instrs)
      if (X.Kind == ir::Op::Store && !F.Places[X.Aux].Steps.empty())
        note(W.valueAt(F.operands(X)[0]));
  }

  /// Handed on as a point in time, or as a span.
  bool handsOn(TermId Reading) const { return Readings.contains(Reading); }
  bool records(TermId Cond) const {
    return T.any(Cond, [&](TermId X) { return Spans.contains(X); });
  }

private:
  void note(TermId X) {
    SmallVector<TermId, 8> Work{X};
    DenseSet<TermId> Seen;
    while (!Work.empty() && Seen.size() < MaxSeen) {
      TermId Y = Work.pop_back_val();
      if (!Y || !Seen.insert(Y).second)
        continue;
      switch (T.kind(Y)) {
      case TermKind::Bin:
        if (ir::BinOp(T[Y].A) == ir::BinOp::Sub && !T.constant(T.op(Y, 1)))
          Spans.insert(Y);
        else
          Work.append(T.ops(Y).begin(), T.ops(Y).end());
        break;
      case TermKind::Pure:
        Readings.insert(Y);
        break;
      case TermKind::Phi:
      case TermKind::Select:
      case TermKind::FieldOf: {
        ArrayRef<TermId> From = W.origins(Y);
        Work.append(From.begin(), From.end());
        break;
      }
      default:
        break;
      }
    }
  }

  static constexpr size_t MaxSeen = 40;
  FunctionFlow &W;
  TermTable &T;
  DenseSet<TermId> Readings, Spans;
};
} // namespace

/// Where the function itself compares, if it does.
static SourceAt comparedAt(FunctionFlow &W, TermId Cond) {
  const ir::Function &F = W.function();
  for (ir::ValueId I = 0; I < F.Instrs.size(); ++I)
    if (W.valueAt(I) == Cond && F.Instrs[I].At.valid() &&
        (F.Instrs[I].Kind == ir::Op::Cmp || F.Instrs[I].Kind == ir::Op::Call))
      return {W.unitIndex(), F.Instrs[I].At};
  return {};
}

void wallInterval(FunctionFlow &W, Vocabulary &V, const link::Program &P,
                  WallFacts &Facts) {
  TermTable &T = W.terms();
  const ir::Function &F = W.function();
  std::optional<Uses> Used;
  DenseSet<TermId> Told;
  for (ir::BlockId B : W.graph().order()) {
    TermId Cond = W.condition(B);
    if (!Cond || F.Blocks[B].Cond == ir::None)
      continue;
    for (const Conjunction &C : disjuncts(W, Literal{Cond, true}))
      for (Literal L : C) {
        auto X = readComparison(W, V, L);
        if (!X || X->Equality)
          continue;
        const TimeLeaf *Now = nullptr, *Then = nullptr;
        for (const TimeLeaf &O : X->Leaves)
          if (O.Now && O.Clock & bit(Trait::Wall)) {
            if (!Now)
              Now = &O;
            else if (O.Sign != Now->Sign)
              Then = &O;
          }
        if (!Now)
          continue;
        if (!Used)
          Used.emplace(W);
        if (Used->records(L.Cond))
          continue;
        WallFacts::Compared R;
        R.By = W.self();
        R.At = comparedAt(W, L.Cond);
        R.Object = Now->Name;
        if (Then) {
          // A point in time that others get is one of the calendar.
          if (R.At.At.valid() && X->Known && !Used->handsOn(Now->X) &&
              !Used->handsOn(Then->X) && Told.insert(Then->X).second)
            Facts.All.push_back(std::move(R));
          continue;
        }
        R.Direct = R.At.At.valid();
        if (!R.Direct)
          R.At = {W.unitIndex(), F.Instrs[F.Blocks[B].Cond].At};
        for (const TimeLeaf &O : X->Leaves) {
          const Term &A = T[O.X];
          if (O.Now || O.By != NoEvent || O.Sign == Now->Sign ||
              (A.Kind != TermKind::FieldAddr && A.Kind != TermKind::FieldOf))
            continue;
          const link::Program::Stamp *S = P.stamp(A.B, A.A);
          if (!S || S->From != link::Program::Stamp::Wall)
            continue;
          R.Field = {A.B, A.A};
          R.Object = O.Name;
          Facts.All.push_back(R);
          break;
        }
      }
  }
}

/// Whether an address is only looked at.
static bool looksOnly(const ir::Unit &U, const ir::Function &F,
                      const ir::Instr &Call, unsigned Operand) {
  if (Call.Kind != ir::Op::Call || Call.Aux == ir::None)
    return Call.Kind != ir::Op::Call;
  const ir::Function &C = U.Functions[Call.Aux];
  bool Method = Call.Flags & ir::FlagReceiver;
  if (Method && Operand == 0)
    return C.Flags & (ir::FuncConst | ir::FuncCtor | ir::FuncDtor) ||
           StringRef(U.str(C.Name)).ends_with("operator=");
  unsigned I = Operand - (Method ? 1 : 0);
  if (I >= C.Params.size())
    return false;
  const ir::Type &T = U.Types[C.Params[I].Type];
  return T.Kind != ir::TypeKind::Pointer && T.Kind != ir::TypeKind::Reference
             ? true
             : (U.Types[T.Pointee].Quals & ir::QualConst) != 0;
}

/// Fields that also hold what is no reading of a clock: from a file, computed.
static std::set<WallFacts::Field> mixedFields(link::Program &P,
                                              const WallFacts &Facts) {
  std::set<WallFacts::Field> Asked, Mixed;
  std::map<WallFacts::Field, unsigned> Stores;
  for (const WallFacts::Compared &C : Facts.All)
    if (C.Field.second)
      Asked.insert(C.Field);
  if (Asked.empty())
    return Mixed;
  for (ProgFunc G = 0; G < P.functionCount(); ++G) {
    ProgramView::Body B = P.body(G);
    auto FieldOf = [&](const ir::Instr &I) -> WallFacts::Field {
      const ir::Place &X = B.F->Places[I.Aux];
      if (X.Steps.empty() || X.Steps.back().Kind != ir::StepKind::Field)
        return {0, 0};
      return {P.name(B.Unit, X.Steps.back().Owner),
              P.name(B.Unit, X.Steps.back().Name)};
    };
    for (const ir::Instr &I : B.F->Instrs) {
      if (I.Kind == ir::Op::Call) {
        auto Ops = B.F->operands(I);
        for (unsigned N = 0; N < Ops.size(); ++N) {
          const ir::Instr &A = B.F->Instrs[Ops[N]];
          if (A.Kind != ir::Op::AddrOf)
            continue;
          WallFacts::Field Of = FieldOf(A);
          if (Asked.count(Of) && !looksOnly(P.unit(B.Unit), *B.F, I, N))
            Mixed.insert(Of);
        }
        // By assignment of an object.
        if (!Ops.empty() && I.Flags & ir::FlagReceiver &&
            B.F->Instrs[Ops[0]].Kind == ir::Op::AddrOf && I.Aux != ir::None) {
          const ir::Function &C = P.unit(B.Unit).Functions[I.Aux];
          if (StringRef(P.unit(B.Unit).str(C.Name)).ends_with("operator=") ||
              (C.Flags & ir::FuncCtor && Ops.size() > 1))
            ++Stores[FieldOf(B.F->Instrs[Ops[0]])];
        }
      } else if (I.Kind == ir::Op::Rmw) {
        Mixed.insert(FieldOf(I));
      } else if (I.Kind == ir::Op::Store) {
        ir::Op Value = B.F->Instrs[B.F->operands(I)[0]].Kind;
        if (Value != ir::Op::ConstInt && Value != ir::Op::ConstFloat)
          ++Stores[FieldOf(I)];
      }
    }
  }
  for (const WallFacts::Field &Of : Asked)
    if (const link::Program::Stamp *S = P.stamp(Of.first, Of.second))
      if (Stores[Of] > S->Stores)
        Mixed.insert(Of);
  return Mixed;
}

void WallFacts::finish(link::Program &P, Sink Report) {
  std::set<Field> Mixed = mixedFields(P, *this), Told;
  // Where the comparison stands goes before who is told its outcome.
  for (bool Direct : {true, false})
    for (const Compared &C : All)
      if (C.Direct == Direct)
        tell(P, C, Mixed, Told, Report);
}

void WallFacts::tell(link::Program &P, const Compared &C,
                     const std::set<Field> &Mixed, std::set<Field> &Told,
                     Sink Report) {
  bool Kept = C.Field.second != 0;
  if (Kept && (Mixed.count(C.Field) || !Told.insert(C.Field).second))
    return;
  Finding F;
  F.Check = "tocsin-wall-clock-interval";
  F.Pattern = Kept ? "kept" : "two-readings";
  F.Level = Severity::Warning;
  F.Sure = Confidence::Medium;
  F.At = F.Act = window::positionOf(P, C.At);
  F.Function = P.qualifiedName(C.By).str();
  F.FunctionUSR = P.usr(C.By).str();
  F.Object = C.Object;
  F.Message = "a time span is measured with a clock that may be set ('" +
              C.Object +
              "'); when it is, this happens at once, or not for a long time";
  if (Kept)
    F.Notes.push_back(
        {window::positionOf(P, P.stamp(C.Field.first, C.Field.second)->At),
         "kept here, from the same clock", NoteKind::Step});
  F.Notes.push_back({F.At,
                     "measure it with a monotonic clock: "
                     "clock_gettime(CLOCK_MONOTONIC), std::chrono::"
                     "steady_clock",
                     NoteKind::Advice});
  Report(std::move(F));
}

} // namespace tocsin::cleanup
