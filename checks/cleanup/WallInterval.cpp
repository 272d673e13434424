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
// not a decision. What many places measure with one clock of the program is one
// finding: there it is mended.
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

/// A limit from here on, in seconds, is one of the calendar: who corrects the
/// clock does not matter to it, and machines sleep in between.
static constexpr int64_t Days = 2 * 86400;
/// Spans that one function of the program tells the time for and that are told
/// apart.
static constexpr size_t MaxToldApart = 3;
static constexpr size_t MaxNotes = 12;
static constexpr unsigned MaxSummands = 32;
static constexpr unsigned MaxClockDepth = 4;

static std::optional<int64_t> constantOf(FunctionFlow &W, TermId X) {
  TermTable &T = W.terms();
  if (auto C = T.constant(X))
    return C;
  if (T.kind(X) != TermKind::Bin || ir::BinOp(T[X].A) != ir::BinOp::Mul)
    return std::nullopt;
  auto L = constantOf(W, T.op(X, 0)), R = constantOf(W, T.op(X, 1));
  return L && R ? std::optional(int64_t(uint64_t(*L) * uint64_t(*R)))
                : std::nullopt;
}

/// Choices within choices of a limit.
static constexpr unsigned MaxChoices = 4;

/// The largest constant that is added in the value, whichever way is taken.
static int64_t limitIn(FunctionFlow &W, TermId X, unsigned Choices = 0) {
  if (auto C = constantOf(W, X))
    return std::max(*C, int64_t(-uint64_t(*C)));
  TermTable &T = W.terms();
  auto Larger = [&](TermId L, TermId R, unsigned Depth) {
    return std::max(limitIn(W, L, Depth), limitIn(W, R, Depth));
  };
  const Term A = T[X];
  switch (A.Kind) {
  case TermKind::Bin:
    return ir::BinOp(A.A) == ir::BinOp::Add || ir::BinOp(A.A) == ir::BinOp::Sub
               ? Larger(T.op(X, 0), T.op(X, 1), Choices)
               : 0;
  case TermKind::Select:
    return Choices < MaxChoices ? Larger(T.op(X, 1), T.op(X, 2), Choices + 1)
                                : 0;
  case TermKind::Phi: {
    if (Choices >= MaxChoices)
      return 0;
    if (TermId G = W.gated(X); G != X)
      return limitIn(W, G, Choices + 1);
    int64_t Most = 0;
    for (TermId O : SmallVector<TermId, 4>(W.origins(X)))
      if (T.kind(O) != TermKind::Taken)
        Most = std::max(Most, limitIn(W, O, Choices + 1));
    return Most;
  }
  default:
    return 0;
  }
}

static bool readsClock(link::Program &P, ProgFunc F) {
  return any_of(P.rows(F),
                [](const Row *R) { return R->Is == Role::ClockRead; });
}

/// The innermost function of the program below `F` that reads a clock.
static ProgFunc clockBelow(link::Program &P, ProgFunc F, unsigned Depth = 0) {
  if (!P.isDefined(F) || Depth > MaxClockDepth)
    return ~0u;
  for (ProgFunc C : P.callees(F))
    if (readsClock(P, C))
      return F;
  for (ProgFunc C : P.callees(F))
    if (ProgFunc Found = clockBelow(P, C, Depth + 1); Found != ~0u)
      return Found;
  return ~0u;
}

/// The function that was called to read the clock.
static ProgFunc clockOf(FunctionFlow &W, link::Program &P, TermId Now) {
  TermTable &T = W.terms();
  if (T.kind(Now) != TermKind::Pure || T[Now].NumOps == 0 ||
      T.kind(T.op(Now, 0)) != TermKind::Opaque)
    return ~0u;
  ir::ValueId Site = T[T.op(Now, 0)].A;
  if (Site >= W.function().Instrs.size())
    return ~0u;
  const ir::Instr &I = W.function().Instrs[Site];
  return I.Kind == ir::Op::Call && I.Aux != ir::None
             ? clockBelow(P, P.function(W.unitIndex(), I.Aux))
             : ~0u;
}

/// The field with readings of a wall clock that a comparison loads this reading
/// from: what was stored there in this function is known as the reading itself.
static WallFacts::Field fieldBelow(FunctionFlow &W, const link::Program &P,
                                   ir::ValueId I, TermId Reading,
                                   unsigned Depth = 0) {
  const ir::Function &F = W.function();
  const ir::Instr &X = F.Instrs[I];
  if (Depth > 4)
    return {0, 0};
  if (X.Kind == ir::Op::Load) {
    const ir::Step *S = F.Places[X.Aux].field();
    TermId V = W.valueAt(I);
    if (!S || !V || !W.terms().any(V, [&](TermId Y) { return Y == Reading; }))
      return {0, 0};
    WallFacts::Field Of{W.program().name(W.unitIndex(), S->Owner),
                        W.program().name(W.unitIndex(), S->Name)};
    const link::Program::Stamp *K = P.stamp(Of.first, Of.second);
    return K && K->From == link::Program::Stamp::Wall ? Of
                                                      : WallFacts::Field{0, 0};
  }
  if (X.Kind != ir::Op::Bin && X.Kind != ir::Op::Cast && X.Kind != ir::Op::Cmp)
    return {0, 0};
  for (ir::ValueId O : F.operands(X))
    if (auto Of = fieldBelow(W, P, O, Reading, Depth + 1); Of.second)
      return Of;
  return {0, 0};
}

namespace {
/// One condition, or one truth that is given back.
struct Asked {
  TermId Cond = 0;
  ir::ValueId At = ir::None;
};

class Collector {
public:
  Collector(FunctionFlow &W, Vocabulary &V, link::Program &P, WallFacts &Facts)
      : W(W), V(V), T(W.terms()), P(P), Facts(Facts) {}

  void run() {
    const ir::Function &F = W.function();
    SmallVector<Asked, 16> Conditions;
    for (ir::BlockId B : W.graph().order()) {
      if (TermId C = W.condition(B); C && F.Blocks[B].Cond != ir::None)
        Conditions.push_back({C, F.Blocks[B].Cond});
      for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
        if (F.Instrs[I].Kind == ir::Op::Return && F.Instrs[I].NumOps &&
            isTruth(W.valueAt(F.operands(F.Instrs[I])[0])))
          Conditions.push_back({W.valueAt(F.operands(F.Instrs[I])[0]), I});
    }
    // What a predicate answers that was made here, with the reading in it.
    if (!W.closures().empty())
      for (EventId E = 0; E < W.events().size(); ++E)
        if (W.happens(E) && isEnd(W.event(E)) && !W.isEntry(E) &&
            W.event(E).Via.empty())
          for (Literal L : W.eventReasons(E))
            if (!comparedAt(W, L.Cond).At.valid())
              Conditions.push_back({L.Cond, W.event(E).Site});
    for (const Asked &A : Conditions)
      for (const Conjunction &C : disjuncts(W, Literal{A.Cond, true}))
        for (Literal L : C)
          if (auto X = readComparison(W, V, L); X && !X->Equality)
            Found.push_back({A, L, X});
    for (const Seen &S : Found)
      judge(S);
  }

private:
  struct Seen {
    Asked In;
    Literal L;
    const Comparison *X;
  };

  bool isTruth(TermId X) {
    switch (T.kind(X)) {
    case TermKind::Cmp:
    case TermKind::And:
    case TermKind::Or:
    case TermKind::Not:
      return true;
    case TermKind::Phi:
      return W.gated(X) != X && T.kind(W.gated(X)) == TermKind::Select;
    default:
      return false;
    }
  }

  /// Two times are put in order, without a limit.
  bool orders(const Seen &S) {
    return S.X->Literal && S.X->Leaves.size() == 2 &&
           limitIn(W, T.op(S.L.Cond, 0)) == 0 &&
           limitIn(W, T.op(S.L.Cond, 1)) == 0;
  }

  /// Whether it can only be a moment that was: a field which nothing but plain
  /// readings are kept in.
  bool isPastReading(const TimeLeaf &Then) {
    WallFacts::Field Of = V.keptIn(W, Then.X);
    const link::Program::Stamp *K = P.stamp(Of.first, Of.second);
    return K && !K->Ahead && !(V.words(W, Of.second) & bit(WordClass::Lease));
  }

  /// The program looks whether its clock was set back: a span below zero, or
  /// the same two times in order elsewhere.
  bool watchesClock(const TimeLeaf &Then, const Seen &Here) {
    if ((Here.X->Difference || isPastReading(Then)) && orders(Here))
      return true;
    // Seconds and their fractions of a moment to come are compared each for
    // itself: `timercmp(&now, &due, <)`.
    TermKind K = T.kind(Then.X);
    if ((K == TermKind::FieldAddr || K == TermKind::FieldOf) &&
        !isPastReading(Then))
      return false;
    return any_of(Found, [&](const Seen &S) {
      return S.L.Cond != Here.L.Cond && orders(S) &&
             any_of(S.X->Leaves, [&](auto &O) { return O.X == Then.X; }) &&
             any_of(S.X->Leaves, [](auto &O) { return O.Now; });
    });
  }

  /// Where a predicate that was made here reads the field.
  SourceAt readInClosure(WallFacts::Field Of) {
    for (auto &[X, C] : W.closures()) {
      if (C.Body == ~0u)
        continue;
      ProgramView::Body B = W.program().body(C.Body);
      for (const ir::Instr &I : B.F->Instrs) {
        if (I.Kind != ir::Op::Load && I.Kind != ir::Op::AddrOf)
          continue;
        const ir::Step *S = B.F->Places[I.Aux].field();
        if (S && WallFacts::Field{P.name(B.Unit, S->Owner),
                                  P.name(B.Unit, S->Name)} == Of)
          return {B.Unit, I.At};
      }
    }
    return {};
  }

  /// Whether a reading is added on one side of a sum and taken off again, or
  /// stands on both sides: `(now + span) - now < limit`.
  bool cancels(TermId Cond, TermId Reading) {
    bool Signs[2] = {false, false};
    SmallVector<std::pair<TermId, bool>, 8> Work{{T.op(Cond, 0), false},
                                                 {T.op(Cond, 1), true}};
    for (unsigned I = 0; I < Work.size() && I < MaxSummands; ++I) {
      auto [X, Minus] = Work[I];
      if (X == Reading)
        Signs[Minus] = true;
      if (T.kind(X) != TermKind::Bin)
        continue;
      auto Op = ir::BinOp(T[X].A);
      if (Op != ir::BinOp::Add && Op != ir::BinOp::Sub)
        continue;
      Work.push_back({T.op(X, 0), Minus});
      Work.push_back({T.op(X, 1), Minus != (Op == ir::BinOp::Sub)});
    }
    return Signs[0] && Signs[1];
  }

  /// The field with readings of a wall clock that is compared with this one.
  WallFacts::Field keptIn(const TimeLeaf &Then, const TimeLeaf &Now) {
    if (Then.Now || Then.By != NoEvent || Then.Sign == Now.Sign)
      return {0, 0};
    WallFacts::Field Of = V.keptIn(W, Then.X);
    const link::Program::Stamp *K = P.stamp(Of.first, Of.second);
    return K && K->From == link::Program::Stamp::Wall ? Of
                                                      : WallFacts::Field{0, 0};
  }

  bool isKept(const Seen &S, const TimeLeaf &Now) {
    return any_of(S.X->Leaves, [&](const TimeLeaf &O) {
      return keptIn(O, Now).second != 0;
    });
  }

  void judge(const Seen &S) {
    const TimeLeaf *Now = nullptr, *Then = nullptr;
    for (const TimeLeaf &O : S.X->Leaves)
      if (O.Now && O.Clock & bit(Trait::Wall) &&
          !(T.kind(S.L.Cond) == TermKind::Cmp && cancels(S.L.Cond, O.X))) {
        if (!Now)
          Now = &O;
        else if (O.Sign != Now->Sign)
          Then = &O;
      }
    if (!Now)
      return;
    if (!Used)
      Used.emplace(W);
    if (Used->records(S.L.Cond))
      return;
    WallFacts::Compared R;
    R.By = W.self();
    R.At = comparedAt(W, S.L.Cond);
    R.Object = Now->Name;
    R.Clock = clockOf(W, P, Now->X);
    R.Calendar = Now->Clock & bit(Trait::Seconds) &&
                 std::max(limitIn(W, T.op(S.L.Cond, 0)),
                          limitIn(W, T.op(S.L.Cond, 1))) >= Days;
    // A turn of the loop before has put this very reading into the field.
    if (Then && !isKept(S, *Now)) {
      // A point in time that others get is one of the calendar.
      if (!R.At.At.valid() || R.Calendar || !S.X->Known ||
          Used->handsOn(Now->X) || Used->handsOn(Then->X) ||
          watchesClock(*Then, S) || !Told.insert(Then->X).second)
        return;
      for (ir::ValueId I = 0; I < W.function().Instrs.size(); ++I)
        if (W.valueAt(I) == S.L.Cond &&
            W.function().Instrs[I].Kind == ir::Op::Cmp && !R.Field.second)
          R.Field = fieldBelow(W, P, I, Then->X);
      if (R.Field.second)
        R.Object = W.program().names()[R.Field.second].str();
      Facts.All.push_back(std::move(R));
      return;
    }
    R.Direct = R.At.At.valid();
    if (!R.Direct)
      R.At = {W.unitIndex(), W.function().Instrs[S.In.At].At};
    for (const TimeLeaf &O : S.X->Leaves) {
      WallFacts::Field Of = keptIn(O, *Now);
      if (!Of.second || watchesClock(O, S))
        continue;
      R.Field = Of;
      R.Object = W.program().names()[Of.second].str();
      if (!R.Direct)
        if (SourceAt In = readInClosure(R.Field); In.At.valid())
          R.At = In;
      Facts.All.push_back(R);
      break;
    }
  }

  FunctionFlow &W;
  Vocabulary &V;
  TermTable &T;
  link::Program &P;
  WallFacts &Facts;
  std::optional<Uses> Used;
  DenseSet<TermId> Told;
  std::vector<Seen> Found;
};
} // namespace

/// Whether any value of the function is a reading of a clock.
static bool seesClock(FunctionFlow &W) {
  const TermTable &T = W.terms();
  DenseMap<NameId, bool> Known;
  for (TermId X = 1; X < T.size(); ++X) {
    if (T.kind(X) != TermKind::Pure)
      continue;
    auto [It, New] = Known.try_emplace(T[X].A, false);
    if (New)
      It->second =
          any_of(W.program().models().named(W.program().names()[T[X].A]),
                 [](const Row *R) { return R->Is == Role::ClockRead; });
    if (It->second)
      return true;
  }
  return false;
}

void wallInterval(FunctionFlow &W, Vocabulary &V, link::Program &P,
                  WallFacts &Facts) {
  if (seesClock(W))
    Collector(W, V, P, Facts).run();
}

//===----------------------------------------------------------------------===//
// Telling
//===----------------------------------------------------------------------===//

static Finding begin(const link::Program &P, StringRef Pattern, SourceAt At,
                     ProgFunc By) {
  Finding F;
  F.Check = "tocsin-wall-clock-interval";
  F.Pattern = Pattern.str();
  F.Level = Severity::Warning;
  F.Sure = Confidence::Medium;
  F.At = F.Act = window::positionOf(P, At);
  F.Function = P.qualifiedName(By).str();
  F.FunctionUSR = P.usr(By).str();
  return F;
}

static Finding tell(link::Program &P, const WallFacts::Compared &C) {
  bool Kept = C.Field.second != 0;
  Finding F = begin(P, Kept ? "kept" : "two-readings", C.At, C.By);
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
  return F;
}

/// One finding for all spans that one function of the program tells the time
/// for, where it reads the clock.
static Finding tellTogether(link::Program &P, ProgFunc Clock,
                            ArrayRef<const WallFacts::Compared *> All) {
  ProgramView::Body B = P.body(Clock);
  SourceAt At{B.Unit, B.F->At};
  for (const ir::Instr &I : B.F->Instrs)
    if (I.Kind == ir::Op::Call && I.Aux != ir::None &&
        readsClock(P, P.function(B.Unit, I.Aux))) {
      At = {B.Unit, I.At};
      break;
    }
  Finding F = begin(P, "clock", At, Clock);
  F.Object = P.qualifiedName(Clock).str();
  F.Message = std::to_string(All.size()) +
              " time spans are measured with the clock that '" + F.Object +
              "' reads, which may be set; when it is, what they decide happens "
              "at once, or not for a long time";
  for (const WallFacts::Compared *C : All.take_front(MaxNotes))
    F.Notes.push_back({window::positionOf(P, C->At),
                       C->Field.second ? "measured here ('" + C->Object + "')"
                                       : "measured here, between two readings",
                       NoteKind::Step});
  if (All.size() > MaxNotes)
    F.Notes.push_back(
        {F.At,
         "and at " + std::to_string(All.size() - MaxNotes) + " more places",
         NoteKind::Step});
  F.Notes.push_back({F.At,
                     "read a monotonic clock here, and the time of day where "
                     "it is shown or stored",
                     NoteKind::Advice});
  return F;
}

void WallFacts::finish(link::Program &P, Sink Report) {
  std::set<Field> Asked, Told;
  for (const Compared &C : All)
    if (C.Field.second)
      Asked.insert(C.Field);
  std::set<Field> Calendar = calendarFields(P, Asked);
  for (const Compared &C : All)
    if (C.Calendar && C.Field.second)
      Calendar.insert(C.Field);
  // Where the comparison stands goes before who is told its outcome.
  // One function that many programs compile is one clock.
  std::map<std::pair<std::string, unsigned>, std::vector<const Compared *>>
      ByClock;
  auto PlaceOf = [&](ProgFunc Clock) {
    if (Clock == ~0u)
      return std::pair(std::string(), 0u);
    ProgramView::Body B = P.body(Clock);
    Position At = window::positionOf(P, SourceAt{B.Unit, B.F->At});
    return std::pair(At.File, unsigned(At.Line));
  };
  for (bool Direct : {true, false})
    for (const Compared &C : All)
      if (C.Direct == Direct &&
          (!C.Field.second ||
           (!Calendar.count(C.Field) && Told.insert(C.Field).second)))
        ByClock[PlaceOf(C.Clock)].push_back(&C);
  for (auto &[At, Spans] : ByClock)
    if (!At.first.empty() && Spans.size() > MaxToldApart)
      Report(tellTogether(P, Spans.front()->Clock, Spans));
    else
      for (const Compared *C : Spans)
        Report(tell(P, *C));
}

} // namespace tocsin::cleanup
