//===- UnsignedAge.cpp - tocsin-unsigned-age ------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds an age computed in unsigned arithmetic that a time in the future makes
// huge
//
// `now - t > ttl` with `t > now` wraps around, and everything is old: a clock
// that was set back, a file from another host.
//
//===----------------------------------------------------------------------===//

#include "Window/Window.h"
#include "checks/cleanup/Cleanup.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::ir::BinOp;

namespace tocsin::cleanup {

/// Whether all that is made of a difference takes it as a signed number of the
/// same width: what lies in the future is below zero.
static bool becomesSigned(const ir::Unit &U, const ir::Function &F,
                          ir::ValueId Difference) {
  bool Any = false;
  for (const ir::Instr &X : F.Instrs) {
    if (!is_contained(F.operands(X), Difference))
      continue;
    const ir::Type &Ty = U.Types[X.Type];
    if (X.Kind != ir::Op::Cast || Ty.Kind != ir::TypeKind::Int ||
        Ty.Quals & ir::QualUnsigned ||
        Ty.Bits > U.Types[F.Instrs[Difference].Type].Bits)
      return false;
    Any = true;
  }
  return Any;
}

/// Whether a value is the time, or that of whichever record it was read from.
static bool isTheTime(FunctionFlow &W, TermId X, TermId Time) {
  TermTable &T = W.terms();
  if (X == Time || X == T.init(Time))
    return true;
  if (T.kind(X) != TermKind::FieldOf || T.kind(Time) != TermKind::FieldOf ||
      T[X].A != T[Time].A || T[X].B != T[Time].B)
    return false;
  TermId Of = T.op(X, 0);
  if (T.kind(Of) == TermKind::Phi)
    Of = W.gated(Of);
  return T.kind(Of) == TermKind::Select &&
         T.any(Of, [&](TermId Y) { return Y == T.op(Time, 0); });
}

/// The subtraction of a thing's time in the condition, if it is unsigned.
static ir::ValueId unsignedDifference(FunctionFlow &W, TermId Cond,
                                      TermId Time) {
  TermTable &T = W.terms();
  const ir::Function &F = W.function();
  for (ir::ValueId I = 0; I < F.Instrs.size(); ++I) {
    const ir::Instr &X = F.Instrs[I];
    TermId V = W.valueAt(I);
    if (X.Kind != ir::Op::Bin || BinOp(X.Sub) != BinOp::Sub || !V ||
        T.kind(V) != TermKind::Bin)
      continue;
    const ir::Type &Ty = W.unit().Types[X.Type];
    if (Ty.Kind != ir::TypeKind::Int || !(Ty.Quals & ir::QualUnsigned) ||
        Ty.Bits < 32 || becomesSigned(W.unit(), F, I))
      continue;
    TermId Then = T.op(V, 1);
    if (T.kind(Then) == TermKind::Phi) // the later of two
      Then = W.gated(Then);
    if (T.any(Cond, [&](TermId Y) { return Y == V; }) &&
        T.any(Then, [&](TermId Y) { return isTheTime(W, Y, Time); }) &&
        !T.constant(T.op(V, 0)))
      return I;
  }
  return ir::None;
}

/// Whether an operand of a function was read from that field.
static bool readFrom(FunctionFlow &W, uint32_t Unit, const ir::Function &F,
                     ir::ValueId I, NameId Owner, NameId Field) {
  const ir::Instr &X = F.Instrs[I];
  if (X.Kind == ir::Op::Cast)
    return readFrom(W, Unit, F, F.operands(X)[0], Owner, Field);
  // An atomic object is asked by a call.
  if (X.Kind == ir::Op::Call && X.Flags & ir::FlagReceiver &&
      !F.operands(X).empty())
    return readFrom(W, Unit, F, F.operands(X)[0], Owner, Field);
  if (X.Kind != ir::Op::Load && X.Kind != ir::Op::AddrOf)
    return false;
  const ir::Step *S = F.Places[X.Aux].field();
  return S && W.program().name(Unit, S->Owner) == Owner &&
         W.program().name(Unit, S->Name) == Field;
}

/// The instruction that a value is, through conversions.
static const ir::Instr &bare(const ir::Function &F, ir::ValueId I) {
  const ir::Instr *X = &F.Instrs[I];
  while (X->Kind == ir::Op::Cast)
    X = &F.Instrs[F.operands(*X)[0]];
  return *X;
}

/// Whether the body puts the field and what it is subtracted from in order:
/// `now > t ? now - t : 0`. Another order that it knows says nothing of now.
static bool ordersOperands(FunctionFlow &W, const ProgramView::Body &B,
                           const ir::Instr &Sub, NameId Owner, NameId Field) {
  const ir::Function &F = *B.F;
  const ir::Instr &Now = bare(F, F.operands(Sub)[0]);
  auto IsNow = [&](ir::ValueId I) {
    const ir::Instr &X = bare(F, I);
    return &X == &Now || (X.Kind == Now.Kind && X.Aux == Now.Aux &&
                          (X.Kind == ir::Op::Load || X.Kind == ir::Op::Call));
  };
  return any_of(F.Instrs, [&](const ir::Instr &X) {
    auto Op = ir::CmpOp(X.Sub);
    if (X.Kind != ir::Op::Cmp || Op == ir::CmpOp::Eq || Op == ir::CmpOp::Ne)
      return false;
    auto Ops = F.operands(X);
    auto Orders = [&](ir::ValueId Time, ir::ValueId Other) {
      return readFrom(W, B.Unit, F, Time, Owner, Field) && IsNow(Other);
    };
    return Orders(Ops[0], Ops[1]) || Orders(Ops[1], Ops[0]);
  });
}

/// The subtraction stands in a predicate: a closure made here, or a function
/// called.
static std::optional<SourceAt> differenceBelow(FunctionFlow &W, TermId Time) {
  const Term A = W.terms()[Time];
  if (A.Kind != TermKind::FieldAddr && A.Kind != TermKind::FieldOf)
    return std::nullopt;
  SmallVector<ProgFunc, 8> Bodies;
  for (auto &[X, C] : W.closures())
    Bodies.push_back(C.Body);
  for (const CallSite &C : W.calls())
    if (C.Callee != ~0u && !is_contained(Bodies, C.Callee))
      Bodies.push_back(C.Callee);
  for (ProgFunc G : Bodies) {
    if (G == ~0u)
      continue;
    ProgramView::Body B = W.program().body(G);
    for (const ir::Instr &X : B.F->Instrs) {
      if (X.Kind != ir::Op::Bin || BinOp(X.Sub) != BinOp::Sub)
        continue;
      const ir::Type &Ty = W.program().unit(B.Unit).Types[X.Type];
      if (Ty.Kind == ir::TypeKind::Int && Ty.Quals & ir::QualUnsigned &&
          Ty.Bits >= 32 &&
          readFrom(W, B.Unit, *B.F, B.F->operands(X)[1], A.B, A.A) &&
          !ordersOperands(W, B, X, A.B, A.A))
        return SourceAt{B.Unit, X.At};
    }
  }
  return std::nullopt;
}

static ir::BlockId blockOf(FunctionFlow &W, ir::ValueId I) {
  const ir::Function &F = W.function();
  for (ir::BlockId B : W.graph().order())
    if (F.Blocks[B].Begin <= I && I < F.Blocks[B].End)
      return B;
  return ir::None;
}

/// The call that read the clock; none for what the function was handed, which
/// is older than all that it does.
static ir::ValueId readingOf(FunctionFlow &W, TermId Now) {
  TermTable &T = W.terms();
  return T.kind(Now) == TermKind::Pure && T[Now].NumOps &&
                 T.kind(T.op(Now, 0)) == TermKind::Opaque
             ? T[T.op(Now, 0)].A
             : ir::None;
}

/// Where the number that something is subtracted from was got from a place that
/// others keep up to date, through one local.
static ir::ValueId loadOf(FunctionFlow &W, ir::ValueId Difference) {
  const ir::Function &F = W.function();
  ir::ValueId I = F.operands(F.Instrs[Difference])[0];
  for (bool Kept = false;;) {
    const ir::Instr &X = F.Instrs[I];
    if (X.Kind == ir::Op::Cast) {
      I = F.operands(X)[0];
      continue;
    }
    if (X.Kind != ir::Op::Load || F.Places[X.Aux].Base != ir::BaseKind::Local ||
        !F.Places[X.Aux].Steps.empty() || std::exchange(Kept, true))
      return X.Kind == ir::Op::Load || X.Kind == ir::Op::Call ? I : ir::None;
    uint32_t Local = F.Places[X.Aux].Index;
    SmallVector<ir::ValueId, 2> Stores;
    for (const ir::Instr &Y : F.Instrs)
      if (Y.Kind == ir::Op::Store &&
          F.Places[Y.Aux].Base == ir::BaseKind::Local &&
          F.Places[Y.Aux].Index == Local && F.Places[Y.Aux].Steps.empty())
        Stores.push_back(F.operands(Y)[0]);
    if (Stores.size() != 1)
      return ir::None;
    I = Stores[0];
  }
}

/// Whether the clock was read before a lock was taken that is held where the
/// times are compared: in between somebody may have set a later time.
static bool readBeforeLock(FunctionFlow &W, TermId Now, ir::ValueId At) {
  bool Cached = W.terms().kind(Now) == TermKind::Init &&
                W.function().Instrs[At].Kind == ir::Op::Bin;
  ir::ValueId Read = Cached ? loadOf(W, At) : readingOf(W, Now);
  bool Handed = W.terms().kind(Now) == TermKind::Param;
  ir::BlockId ReadIn = Read == ir::None ? ir::None : blockOf(W, Read),
              In = blockOf(W, At);
  if ((ReadIn == ir::None && !Handed) || In == ir::None)
    return false;
  auto Before = [&](ir::BlockId A, ir::ValueId I, ir::BlockId B,
                    ir::ValueId J) {
    return A == B ? I < J : W.graph().dominates(A, B);
  };
  for (EventId E = 0; E < W.events().size(); ++E) {
    const Event &L = W.event(E);
    if (W.happens(E) && L.role() == Role::LockAcquire &&
        (Handed || Before(ReadIn, Read, L.Block, L.Site)) &&
        Before(L.Block, L.Site, In, At))
      return true;
  }
  return false;
}

/// Whether other threads may set the time at any moment.
static bool setMeanwhile(FunctionFlow &W, Vocabulary &V, Survey &S,
                         const Verdict &X) {
  const Term &A = W.terms()[X.Why.Time.X];
  if (A.Kind != TermKind::FieldAddr && A.Kind != TermKind::FieldOf)
    return false;
  FieldFact Fact = V.field(W, A.B, A.A);
  return Fact.Stamp && W.heldAt(X.Act).empty() && !S.isUnderLock(W.self()) &&
         (Fact.Atomic || S.threads(W.unitIndex()));
}

/// Whoever has compared the two on every way to the difference, or to where it
/// decides, knows which is later.
static bool comparedBefore(FunctionFlow &W, Vocabulary &V, TermId Time,
                           TermId Cond, ir::ValueId Difference,
                           ir::BlockId Decides) {
  TermTable &T = W.terms();
  ir::BlockId Made = blockOf(W, Difference);
  return any_of(W.graph().order(), [&](ir::BlockId B) {
    TermId C = W.condition(B);
    if (!C || T.kind(C) != TermKind::Cmp || C == Cond ||
        !(W.graph().dominates(B, Decides) ||
          (Made != ir::None && W.graph().dominates(B, Made))))
      return false;
    auto Has = [&](unsigned Side) {
      TermId S = T.op(C, Side);
      if (isTheTime(W, S, Time))
        return true;
      // Its seconds.
      if (T.kind(S) == TermKind::Init)
        S = T.op(S, 0);
      TermKind K = T.kind(S);
      return (K == TermKind::FieldOf || K == TermKind::FieldAddr) &&
             V.words(lastName(W.program().names()[T[S].B])) &
                 bit(WordClass::TimeType) &&
             isTheTime(W, T.op(S, 0), Time);
    };
    auto IsOfThing = [&](unsigned Side) {
      TermId S = T.op(C, Side);
      if (T.kind(S) == TermKind::Init)
        S = T.op(S, 0);
      TermKind K = T.kind(S), Own = T.kind(Time);
      return (K == TermKind::FieldAddr || K == TermKind::FieldOf) &&
             (Own == TermKind::FieldAddr || Own == TermKind::FieldOf) &&
             T[S].B == T[Time].B && T.op(S, 0) == T.op(Time, 0);
    };
    // Two times of one thing say nothing of now.
    if (IsOfThing(0) && IsOfThing(1))
      return false;
    return (Has(0) || Has(1)) && !T.constant(T.op(C, 0)) &&
           !T.constant(T.op(C, 1));
  });
}

/// Whether somebody sets the time to a moment to come, by adding to a reading.
static bool isAhead(FunctionFlow &W, Vocabulary &V, const link::Program &P,
                    TermId Time) {
  auto Of = V.keptIn(W, Time);
  const link::Program::Stamp *K = P.stamp(Of.first, Of.second);
  return K && K->Ahead;
}

static Finding word(FunctionFlow &W, const link::Program &P, SourceAt Where,
                    TermId Cond, const TimeLeaf &Time, bool Late) {
  Finding F;
  F.Check = "tocsin-unsigned-age";
  F.Pattern = "wraps";
  F.Level = Severity::Warning;
  F.Sure = Confidence::Medium;
  F.At = F.Act = window::positionOf(P, Where);
  // Kept in a variable, it does no harm before it is compared.
  Position Made = F.At;
  if (SourceAt Asked = comparedAt(W, Cond);
      Asked.At.valid() && Asked.Unit == Where.Unit &&
      window::positionOf(P, Asked).Line != Made.Line) {
    F.At = F.Act = window::positionOf(P, Asked);
    F.Notes.push_back({Made, "the difference is made here", NoteKind::Step});
  }
  F.Function = P.qualifiedName(W.self()).str();
  F.FunctionUSR = P.usr(W.self()).str();
  F.Object = Time.Name;
  F.Message = "this difference is unsigned: if " + timeText(Time) +
              " lies in the future, it wraps around and the thing looks "
              "infinitely old";
  if (Late)
    F.Notes.push_back(
        {F.At,
         "the clock was read before this, and whoever uses it may "
         "have set a later time meanwhile",
         NoteKind::Evidence});
  return F;
}

static void advise(Finding &F) {
  F.Notes.push_back({F.At,
                     "compare the two times first, or add the limit to the "
                     "older one: `t + ttl < now`",
                     NoteKind::Advice});
}

std::optional<Finding> unsignedAge(FunctionFlow &W, Vocabulary &V, Survey &S,
                                   const link::Program &P, const Verdict &X) {
  const Age &A = X.Why;
  if (!A.Of.Cond || !A.All.Difference ||
      W.terms().kind(A.Of.Cond) != TermKind::Cmp)
    return std::nullopt;
  ir::ValueId At = unsignedDifference(W, A.Of.Cond, A.Time.X);
  SourceAt Where;
  if (At != ir::None)
    Where = {W.unitIndex(), W.function().Instrs[At].At};
  else if (auto Below = differenceBelow(W, A.Time.X))
    Where = *Below;
  else
    return std::nullopt;
  if (At == ir::None)
    At = W.event(X.Act).Site;
  bool Known = false, Late = false;
  for (const TimeLeaf &L : A.All.Leaves) {
    if (!L.Now)
      continue;
    bool Before = readBeforeLock(W, L.X, At);
    // A cached reading: stamps are made from the same.
    if (!Before && W.terms().kind(L.X) == TermKind::Init)
      continue;
    bool Overtaken = Before || setMeanwhile(W, V, S, X);
    // A clock that never goes back is overtaken only by who stamps meanwhile.
    if (L.Clock & bit(Trait::Monotonic) && !Overtaken &&
        !isAhead(W, V, P, A.Time.X))
      return std::nullopt;
    Known = true;
    Late |= Overtaken;
  }
  if (!Known ||
      comparedBefore(W, V, A.Time.X, A.Of.Cond, At, W.event(X.Act).Block))
    return std::nullopt;
  Finding F = word(W, P, Where, A.Of.Cond, A.Time, Late);
  F.Notes.push_back({window::positionOf(P, W.event(X.Act).At),
                     "then it is destroyed here", NoteKind::Step});
  advise(F);
  return F;
}

//===----------------------------------------------------------------------===//
// What else an age decides
//===----------------------------------------------------------------------===//

namespace {
class Decisions {
public:
  Decisions(FunctionFlow &W, Vocabulary &V, const link::Program &P,
            function_ref<void(Finding)> Report)
      : W(W), V(V), T(W.terms()), P(P), Report(Report) {}

  void run() {
    const ir::Function &F = W.function();
    for (ir::BlockId B : W.graph().order()) {
      if (TermId C = W.condition(B); C && F.Blocks[B].Cond != ir::None)
        decide(C, F.Blocks[B].Cond);
      for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
        if (F.Instrs[I].Kind == ir::Op::Return && F.Instrs[I].NumOps)
          decide(W.valueAt(F.operands(F.Instrs[I])[0]), I);
    }
  }

private:
  void decide(TermId Cond, ir::ValueId At) {
    if (!T.any(Cond, [&](TermId X) { return T.kind(X) == TermKind::Bin; }))
      return;
    for (const Conjunction &C : disjuncts(W, Literal{Cond, true}))
      for (Literal L : C)
        if (auto X = readComparison(W, V, L);
            X && !X->Equality && T.kind(L.Cond) == TermKind::Cmp)
          judge(*X, L.Cond, At);
  }

  void judge(const Comparison &X, TermId Cond, ir::ValueId Asked) {
    for (const TimeLeaf &Then : X.Leaves) {
      if (Then.Now || Then.By != NoEvent)
        continue;
      auto Of = V.keptIn(W, Then.X);
      const link::Program::Stamp *K = P.stamp(Of.first, Of.second);
      // Who stamps in this very function does so with the same reading.
      if (!K || none_of(K->By, [&](ProgFunc F) { return F != W.self(); }))
        continue;
      ir::ValueId At = unsignedDifference(W, Cond, Then.X);
      if (At == ir::None)
        continue;
      TermId Now = minuend(At);
      bool Late =
          Now && overtaken(Now, At, V.field(W, Of.first, Of.second).Atomic);
      if (!Now || (!Late && !K->Ahead) ||
          comparedBefore(W, V, Then.X, Cond, At, blockOf(W, Asked)))
        continue;
      Finding F = word(W, P, {W.unitIndex(), W.function().Instrs[At].At}, Cond,
                       Then, Late);
      F.Notes.push_back(
          {window::positionOf(P, K->At), "set here", NoteKind::Step});
      F.Notes.push_back({window::positionOf(
                             P, {W.unitIndex(), W.function().Instrs[Asked].At}),
                         "and decides here", NoteKind::Step});
      advise(F);
      Report(std::move(F));
    }
  }

  /// The reading of a clock that something is subtracted from; 0 if it is none.
  TermId minuend(ir::ValueId Difference) {
    Comparison Left;
    readTimes(W, V, T.op(W.valueAt(Difference), 0), 1, Left);
    for (const TimeLeaf &L : Left.Leaves)
      if (L.Now && readingOf(W, L.X) != ir::None)
        return L.X;
    TermId X = T.op(W.valueAt(Difference), 0);
    return T.kind(X) == TermKind::Param && P.handedClock(W.self(), T[X].A) ? X
                                                                           : 0;
  }

  /// Whether something may well have been stamped since the clock was read: a
  /// lock was waited for, or an atomic stamp is read in a later turn.
  bool overtaken(TermId Now, ir::ValueId At, bool Atomic) {
    if (readBeforeLock(W, Now, At))
      return true;
    ir::ValueId Read = readingOf(W, Now);
    return Atomic && (Read == ir::None ||
                      (W.graph().inLoop(blockOf(W, At)) &&
                       !W.graph().reaches(blockOf(W, At), blockOf(W, Read))));
  }

  FunctionFlow &W;
  Vocabulary &V;
  TermTable &T;
  const link::Program &P;
  function_ref<void(Finding)> Report;
};
} // namespace

void unsignedDecisions(FunctionFlow &W, Vocabulary &V, const link::Program &P,
                       Sink Report) {
  Decisions(W, V, P, Report).run();
}

} // namespace tocsin::cleanup
