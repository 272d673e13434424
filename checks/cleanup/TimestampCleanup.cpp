//===- TimestampCleanup.cpp - tocsin-timestamp-cleanup --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a deletion that is decided by age alone, not by whether the thing is in
// use
//
// A helper that destroys what it is given is seen in its own right and from its
// callers, who may have asked first: what all of them guard is guarded.
//
//===----------------------------------------------------------------------===//

#include "Window/Window.h"
#include "checks/cleanup/Cleanup.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

static void grade(Finding &F, Grade G) {
  F.Level = G == Grade::Note ? Severity::Note : Severity::Warning;
  F.Sure = G == Grade::Sure     ? Confidence::High
           : G == Grade::Likely ? Confidence::Medium
                                : Confidence::Low;
}

void Session::visit(FunctionFlow &W) {
  if (O.Age)
    visitStores(W);
  if (!P.followsEnds(W.self()))
    return;
  if (O.Age || O.Unsigned)
    visitEnds(W);
  if (O.Unsigned)
    unsignedDecisions(W, Words, P, [&](Finding F) { keep(std::move(F)); });
  if (O.Age) {
    visitQueues(W);
    visitCallbacks(W);
    visitTasks(W);
  }
  if (O.Wall)
    wallInterval(W, Words, P, Clocks);
}

void Session::keep(Finding F) {
  if (none_of(Others, [&](const Finding &O) {
        return O.Check == F.Check && O.At.File == F.At.File &&
               O.At.Line == F.At.Line && O.At.Col == F.At.Col;
      }))
    Others.push_back(std::move(F));
}

/// Whether the age is compared below, in the callee that leads to the end.
static bool isInherited(FunctionFlow &W, const Verdict &X) {
  SmallVector<Literal, 8> Here = W.reasons(W.event(X.Act).Block);
  return none_of(disjuncts(W, Here), [&](const Conjunction &C) {
    return is_contained(C, X.Why.Of);
  });
}

/// Whether what one act ends is a field of what another frees: `close(p->fd)`
/// and `delete p`.
static bool endsPartOf(FunctionFlow &W, EventId Part, EventId Whole) {
  TermTable &T = W.terms();
  const Event &A = W.event(Part), &B = W.event(Whole);
  if (A.role() != Role::FdClose || B.role() != Role::Destroy ||
      B.slot(Slot::Container) || !A.Via.empty() || !B.Via.empty())
    return false;
  return any_of(victims(A), [&](TermId X) {
    if (T.kind(X) == TermKind::Init)
      X = T.op(X, 0);
    if (T.kind(X) == TermKind::Phi)
      X = T[X].B;
    TermKind K = T.kind(X);
    return (K == TermKind::FieldAddr || K == TermKind::FieldOf) &&
           is_contained(victims(B), T.op(X, 0));
  });
}

void Session::visitEnds(FunctionFlow &W) {
  SmallVector<std::pair<const Verdict *, bool>, 4> Here;
  for (EventId A = 0; A < W.events().size(); ++A) {
    const Event &E = W.event(A);
    if (!W.happens(A) || !isEnd(E) || E.role() == Role::Enqueue)
      continue;
    const Verdict *X = judge(W, Words, Program, A);
    if (!X)
      continue;
    if (O.Unsigned)
      if (auto F = unsignedAge(W, Words, Program, P, *X))
        keep(std::move(*F));
    if (!O.Age)
      continue;
    bool Open = false;
    for (TermId V : victims(E)) {
      Selectors S = selectors(W, V);
      Open |= any_of(S.Roots, [&](TermId R) {
        return W.terms().kind(R) != TermKind::GlobalAddr;
      });
    }
    Here.push_back({X, Open});
  }
  // Of several ends of one thing by one age the gravest is told.
  for (const auto &Pair : Here) {
    const Verdict &X = *Pair.first;
    SourceAt Decision = decisionAt(W, X);
    bool Graver = any_of(Here, [&](const auto &Other) {
      const Verdict &Y = *Other.first;
      if (&Y == &X || Y.Level == Grade::None || X.Level == Grade::None ||
          !(Y.Why.Of == X.Why.Of))
        return false;
      if (Y.Level != X.Level)
        return Y.Level > X.Level;
      // The whole goes before its parts.
      int Whole =
          int(endsPartOf(W, X.Act, Y.Act)) - int(endsPartOf(W, Y.Act, X.Act));
      return Whole ? Whole > 0 : Y.Act < X.Act;
    });
    if (Graver)
      continue;
    const Event &E = W.event(X.Act);
    Seen S;
    S.Level = X.Level;
    S.Act = E.At;
    S.Call = siteOf(E);
    S.Decision = Decision;
    S.Distance = E.Via.size();
    // That a lock was given back here no caller sees.
    S.Open = Pair.second && X.Why_Not != Verdict::Flaw::LetGo;
    S.By = W.self();
    for (const Frame &V : E.Via)
      S.Below.push_back(V.Callee);
    S.Inherited = !S.Below.empty() && X.Sorted == ir::None &&
                  !X.Queue.At.valid() && isInherited(W, X);
    const Term &T = W.terms()[X.Why.Time.X];
    if (T.Kind == TermKind::FieldAddr || T.Kind == TermKind::FieldOf)
      S.Kind = T.B;
    if (!X.Guards.empty())
      S.Guard = guardText(X.Guards.front());
    // That an owner is dead is known to others, too, who may have put something
    // new in its place.
    S.KeepsOut =
        X.Level == Grade::None && any_of(X.Guards, [](const Guard &G) {
          return G.Kind != GuardKind::Owner && G.Kind != GuardKind::Dead &&
                 G.Kind != GuardKind::Access && G.Kind != GuardKind::Version;
        });
    if (X.Level != Grade::None) {
      S.What = wordCleanup(W, P, Program, Words, X);
      grade(S.What,
            O.Strict && X.Level == Grade::Note ? Grade::Likely : X.Level);
    }
    All.push_back(std::move(S));
  }
}

//===----------------------------------------------------------------------===//
// Judged in one function, destroyed in another
//===----------------------------------------------------------------------===//

/// The members and globals that a value is taken from.
static void placesIn(FunctionFlow &W, TermId X,
                     SmallVectorImpl<std::pair<uint32_t, uint32_t>> &Into) {
  for (TermId Y : closure(W, X)) {
    const Term &A = W.terms()[Y];
    std::pair<uint32_t, uint32_t> Key{~0u, A.A};
    if (A.Kind == TermKind::FieldAddr || A.Kind == TermKind::FieldOf)
      Key = {A.B, A.A};
    else if (A.Kind != TermKind::GlobalAddr)
      continue;
    if (Into.size() < 16 && !is_contained(Into, Key))
      Into.push_back(Key);
  }
}

/// Whether what is put aside there is neither taken out nor marked on the way,
/// where its users look.
bool staysInPlace(FunctionFlow &W, Survey &S, ir::BlockId At,
                  ArrayRef<TermId> Values) {
  auto Near = [&](ir::BlockId B) {
    return W.graph().dominates(B, At) || W.graph().dominates(At, B);
  };
  Selectors Of;
  for (TermId V : Values) {
    Selectors S = selectors(W, V);
    Of.Own.append(S.Own);
    Of.Roots.append(S.Roots);
  }
  for (EventId E = 0; E < W.events().size(); ++E) {
    const Event &X = W.event(E);
    if (W.happens(E) && isEnd(X) && X.role() != Role::Enqueue && Near(X.Block))
      for (TermId V : victims(X))
        if (belongs(W, V, Of))
          return false;
  }
  // Marked, where others look.
  const ir::Function &F = W.function();
  auto IsSeen = [&](const ir::Place &At) {
    const ir::Step *Of = At.field();
    auto Name = [&](ir::StrId X) { return W.program().name(W.unitIndex(), X); };
    return !Of || S.isReadElsewhere(Name(Of->Owner), Name(Of->Name), W.self());
  };
  for (ir::BlockId B : W.graph().order()) {
    if (B != At && !W.graph().dominates(At, B) &&
        !(W.graph().dominates(B, At) &&
          W.reasons(B).size() == W.reasons(At).size()))
      continue;
    for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
      if (const ir::Instr &Y = F.Instrs[I];
          (Y.Kind == ir::Op::Store || Y.Kind == ir::Op::Rmw) &&
          !(Y.Flags & ir::FlagInit) &&
          any_of(F.Places[Y.Aux].Steps,
                 [](const ir::Step &S) {
                   return S.Kind == ir::StepKind::Deref;
                 }) &&
          IsSeen(F.Places[Y.Aux]))
        return false;
  }
  return true;
}

/// A guard that was good when the thing was put aside, but the thing stays
/// where its users find it.
static bool goesStale(FunctionFlow &W, Survey &S, const Verdict &X) {
  const Event &Q = W.event(X.Act);
  const TermTable &T = W.terms();
  // A mark that nobody else looks at is the cleaner's own.
  auto IsOwn = [&](const Guard &G) {
    bool Own = false;
    T.any(G.Of.Cond, [&](TermId Y) {
      const Term &A = T[Y];
      if (A.Kind != TermKind::FieldAddr && A.Kind != TermKind::FieldOf)
        return false;
      Own = !S.isReadElsewhere(A.B, A.A, W.self());
      return true; // what that is a part of says no more
    });
    return Own;
  };
  if (X.Guards.empty() || any_of(X.Guards, [&](const Guard &G) {
        return G.Kind != GuardKind::Count && G.Kind != GuardKind::Busy &&
               G.Kind != GuardKind::Ownership && !IsOwn(G);
      }))
    return false;
  return staysInPlace(W, S, Q.Block, victims(Q));
}

/// Whether the function gives back, or fills in for its caller, the list that
/// something is put into.
static bool givesBack(FunctionFlow &W, TermId List) {
  const Term &A = W.terms()[List];
  if (A.Kind == TermKind::Param)
    return true;
  const ir::Function &F = W.function();
  return A.Kind == TermKind::LocalAddr && A.A < F.Locals.size() &&
         W.unit().Types[F.Result].Kind == ir::TypeKind::Record &&
         F.Locals[A.A].Type == F.Result;
}

namespace {
/// Calls of functions of the program that put something into a list.
struct Listers : PolicyRoom {
  bool Known = false;
  SmallVector<const CallSite *, 4> Calls;

  void find(FunctionFlow &W, link::Program &P) {
    if (std::exchange(Known, true))
      return;
    for (const CallSite &C : W.calls())
      if (C.Callee != ~0u && P.body(C.Callee).F->defined() &&
          any_of(P.callees(C.Callee), [&](ProgFunc Y) {
            return any_of(P.rows(Y),
                          [](const Row *R) { return R->Is == Role::Enqueue; });
          }))
        Calls.push_back(&C);
  }
};
} // namespace

/// The functions of the program that put something into a list which a value
/// was taken from.
static void listsIn(FunctionFlow &W, link::Program &P, TermId X,
                    SmallVectorImpl<ProgFunc> &Into) {
  auto &All = W.room<Listers>();
  All.find(W, P);
  if (All.Calls.empty())
    return;
  const TermSet &From = closure(W, X);
  for (const CallSite *C : All.Calls)
    if (!is_contained(Into, C->Callee) && any_of(From, [&](TermId Y) {
          const Term &A = W.terms()[Y];
          return (A.Kind == TermKind::Opaque && A.A == C->Site) ||
                 (A.Kind == TermKind::LocalAddr && is_contained(C->Args, Y));
        }))
      Into.push_back(C->Callee);
}

void Session::visitQueues(FunctionFlow &W) {
  for (EventId E = 0; E < W.events().size(); ++E) {
    const Event &X = W.event(E);
    if (!W.happens(E) || !isEnd(X))
      continue;
    if (X.role() == Role::Enqueue) {
      TermId Into = X.slot(Slot::Container);
      // The list inside a container of the program: which one of these it is.
      TermId Of = Into;
      while (W.terms().kind(Of) == TermKind::FieldAddr &&
             W.terms().kind(W.terms().op(Of, 0)) == TermKind::FieldAddr)
        Of = W.terms().op(Of, 0);
      const Term C = W.terms()[Of];
      Place Key{~0u, C.A};
      bool Gives = X.Via.empty() && givesBack(W, Into);
      if (Gives)
        Key = {~0u, ~0u};
      else if (C.Kind == TermKind::FieldAddr)
        Key = {C.B, C.A};
      else if (C.Kind != TermKind::GlobalAddr)
        continue;
      const Verdict *V = judge(W, Words, Program, E);
      if (!V && !Gives) {
        PassedOn On{Key, {}, window::positionOf(P, X.At)};
        for (TermId T : victims(X))
          listsIn(W, P, T, On.Lists);
        if (!On.Lists.empty() && unguarded(W, Words, E))
          Passed.push_back(std::move(On));
        continue;
      }
      // What was asked here is old news there, unless nobody can come to use
      // it any more.
      if (!V || V->Sorted != ir::None || W.isAsserted(V->Why.Of) ||
          (V->Level == Grade::None &&
           !(goesStale(W, Program, *V) && (!Gives || Program.locks(W.self())))))
        continue;
      Put.push_back({Key, Gives ? W.self() : ~0u, timeText(V->Why.Time),
                     window::positionOf(P, decisionAt(W, *V)),
                     window::positionOf(P, X.At)});
      continue;
    }
    Verdict V;
    V.Act = E;
    V.What = matterOf(W, Words, X);
    // What goes with an element that others hold pointers into.
    if (V.What == Matter::Element &&
        (!Program.owns(W, X) || Program.shares(W, X) ||
         (!Program.threads(W.unitIndex()) && W.heldAt(E).empty())))
      continue;
    Drained D;
    for (TermId T : victims(X)) {
      placesIn(W, T, D.From);
      listsIn(W, P, T, D.Lists);
    }
    // An entry of the queue is not what was judged.
    if (V.What == Matter::Element) {
      SmallVector<Place, 2> Own;
      placesIn(W, X.slot(Slot::Container), Own);
      erase_if(D.From, [&](Place Y) { return is_contained(Own, Y); });
    }
    // By a task that was given it.
    if (W.function().Flags & ir::FuncLambda &&
        any_of(victims(X), [&](TermId T) {
          return any_of(closure(W, T), [&](TermId Y) {
            return W.terms().kind(Y) == TermKind::Captured;
          });
        }))
      D.Lists.push_back(W.self());
    // The dear questions last.
    if ((D.Lists.empty() &&
         none_of(D.From, [&](Place X) { return Program.fills(X); })) ||
        judge(W, Words, Program, E) || !unguarded(W, Words, E))
      continue;
    D.What = wordCleanup(W, P, Program, Words, V);
    D.Deed = deedText(W, V);
    D.Level = V.What == Matter::Handle || V.What == Matter::Memory
                  ? Grade::Note
                  : Grade::Likely;
    D.Act = X.At;
    D.By = W.self();
    for (const Frame &F : X.Via)
      D.Below.push_back(F.Callee);
    Taken.push_back(std::move(D));
  }
}

/// Whether users take out of the queue again what they come to use: a function
/// that is told which one, and has no part in emptying it.
bool Session::isCancelled(const Drained &D, Place Queue) {
  auto Drains = [&](ProgFunc F) {
    return F == D.By || is_contained(P.callees(D.By), F) ||
           is_contained(D.Below, F);
  };
  for (ProgFunc F = 0; F < P.functionCount(); ++F) {
    ProgramView::Body B = P.body(F);
    if (!B.F->defined() || B.F->Params.empty() || Drains(F))
      continue;
    for (const ir::Instr &X : B.F->Instrs) {
      if (X.Kind != ir::Op::Call || X.Aux == ir::None)
        continue;
      for (const Row *R : P.rows(P.function(B.Unit, X.Aux))) {
        const model::Position *Of = R->arg(Slot::Object),
                              *In = R->arg(Slot::Container);
        if (R->Is != Role::Destroy || !Of || !In ||
            Of->Where != model::Position::Kind::Arg)
          continue;
        unsigned At = In->Where == model::Position::Kind::This ? 0 : In->Index;
        auto Ops = B.F->operands(X);
        if (At >= Ops.size() || B.F->Instrs[Ops[At]].Kind != ir::Op::AddrOf)
          continue;
        const ir::Place &To = B.F->Places[B.F->Instrs[Ops[At]].Aux];
        const ir::Step *S = To.field();
        Place Is = S ? Place{P.name(B.Unit, S->Owner), P.name(B.Unit, S->Name)}
                   : To.Base == ir::BaseKind::Global
                       ? Place{~0u, P.global(B.Unit, To.Index)}
                       : Place{~0u, ~0u};
        if (Is == Queue)
          return true;
      }
    }
  }
  return false;
}

void Session::pairQueues(Sink Report) {
  if (Put.empty())
    return;
  for (const PassedOn &On : Passed) {
    auto It = find_if(Put, [&](const Queued &Q) {
      return is_contained(On.Lists, Q.GivenBy);
    });
    if (It != Put.end()) {
      Queued Q = *It;
      Q.Where = On.Where;
      Q.GivenBy = ~0u;
      Q.At = On.At;
      Put.push_back(std::move(Q));
    }
  }
  auto Pairs = [&](const Drained &D) {
    return find_if(Put, [&](auto &Q) {
      return Q.GivenBy != ~0u ? is_contained(D.Lists, Q.GivenBy)
                              : is_contained(D.From, Q.Where);
    });
  };
  // Who takes it out and destroys it is told; its callers know no better.
  SmallVector<bool, 8> Told;
  for (const Drained &D : Taken)
    Told.push_back(none_of(Taken, [&](const Drained &O) {
      return O.Act == D.Act && is_contained(D.Below, O.By) &&
             Pairs(O) != Put.end();
    }));
  for (auto [D, Tell] : zip(Taken, Told)) {
    auto It = Pairs(D);
    if (Tell && It != Put.end() &&
        (It->GivenBy != ~0u || !isCancelled(D, It->Where))) {
      const Queued &Q = *It;
      D.What.Message = D.Deed + " that was judged by " + Q.Time +
                       " when it was put aside; whether it came into use since "
                       "is not asked";
      D.What.Notes.clear();
      D.What.Notes.push_back(
          {Q.Decision, "judged by age here: " + Q.Time, NoteKind::Decision});
      D.What.Notes.push_back({Q.At, "put aside here", NoteKind::Step});
      D.What.Notes.push_back(
          {D.What.At,
           "look again when it is taken out: a use count, state or lease, "
           "under the lock that users take",
           NoteKind::Advice});
      grade(D.What, D.Level);
      Report(std::move(D.What));
    }
  }
}

void Session::finish(Sink Report) {
  auto LineOf = [&](SourceAt X) {
    Position At = window::positionOf(P, X);
    return Line(At.File, At.Line);
  };
  auto PlaceOf = [&](const Seen &S) { return LineOf(S.Act); };
  auto CallOf = [&](const Seen &S) {
    return std::pair(PlaceOf(S), LineOf(S.Call));
  };
  for (const Seen &S : All)
    if (S.KeepsOut) {
      Guarded.insert(PlaceOf(S));
      GuardedCalls.insert(CallOf(S));
    }
  // Seen from further out, what a callee judges is no news.
  for (const Seen &S : All)
    if (!S.KeepsOut && !S.Inherited) {
      Guarded.erase(PlaceOf(S));
      GuardedCalls.erase(CallOf(S));
    }
  for (Seen &S : All) {
    if (S.Level == Grade::None)
      continue;
    // Who compares and destroys has been judged; its callers know no better.
    if (S.Inherited && any_of(All, [&](const Seen &N) {
          return N.Act == S.Act && N.Distance < S.Distance &&
                 is_contained(S.Below, N.By);
        }))
      continue;
    if (S.Open) {
      // Everybody who calls it has looked before.
      bool Asked = false, Unasked = false;
      for (const Seen &Above : All)
        if (Above.Act == S.Act && Above.Distance > S.Distance)
          (Above.Level == Grade::None ? Asked : Unasked) = true;
      if (Asked && !Unasked)
        continue;
    }
    // A neighbour that asks first is the best advice there is.
    for (const Seen &N : All)
      if (N.Level == Grade::None && N.By != S.By && S.Kind &&
          N.Kind == S.Kind && !N.Guard.empty()) {
        S.What.Notes.push_back(
            {window::positionOf(P, N.Decision),
             "'" + P.qualifiedName(N.By).str() + "' asks " + N.Guard +
                 " before it destroys one of these; this does not",
             NoteKind::Evidence});
        if (S.Level == Grade::Likely)
          S.What.Sure = Confidence::High;
        break;
      }
    Guarded.erase(PlaceOf(S));
    GuardedCalls.erase(CallOf(S));
    Report(std::move(S.What));
  }
  pairCallbacks();
  pairQueues(Report);
  tellRows();
  for (Finding &F : Others)
    Report(std::move(F));
  if (O.Wall)
    Clocks.finish(P, Report);
}

} // namespace tocsin::cleanup
