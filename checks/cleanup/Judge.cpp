//===- Judge.cpp - Whether an end rests on age alone ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For each act: the conjunctions that decide it, in each the age about the
// thing and the guards about it. One conjunction with an age and without a
// guard is enough to report.
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/Judge.h"
#include "Flow/CallTransfer.h"
#include "checks/cleanup/Cleanup.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

SmallVector<TermId, 3> victims(const Event &E) {
  SmallVector<TermId, 3> R;
  for (auto &[S, X] : E.Slots)
    if (S == Slot::Path || S == Slot::Fd || S == Slot::Object)
      R.push_back(X);
  return R;
}

static void merge(Selectors &Into, const Selectors &From) {
  for (TermId X : From.Own)
    if (!is_contained(Into.Own, X))
      Into.Own.push_back(X);
  for (TermId X : From.Roots)
    if (!is_contained(Into.Roots, X))
      Into.Roots.push_back(X);
}

//===----------------------------------------------------------------------===//
// Ages
//===----------------------------------------------------------------------===//

/// Whether a bound comes from what is in use: `*readers.begin()`.
static bool fromUsers(FunctionFlow &W, Vocabulary &V, const Comparison &C,
                      const TimeLeaf &Mine, Literal L) {
  if (any_of(C.Leaves, [&](const TimeLeaf &O) {
        return &O != &Mine && O.Words & bit(WordClass::Oldest);
      }))
    return true;
  TermTable &T = W.terms();
  for (TermId Side : T.ops(L.Cond)) {
    const auto &Of = closure(W, Side);
    if (Of.contains(Mine.X))
      continue;
    for (TermId X : Of) {
      const Term &A = T[X];
      // A set of users; a bound is called alike (`keep`), but is a number.
      if ((A.Kind == TermKind::FieldAddr || A.Kind == TermKind::FieldOf) &&
          (V.words(W, A.A) & bit(WordClass::Oldest) ||
           (V.words(W, A.A) & bit(WordClass::Live) &&
            !(V.words(W, A.A) & bit(WordClass::Cutoff)))))
        return true;
    }
  }
  return false;
}

/// Values looked at to tie a time to a thing; iterators and smart pointers
/// between an element and what it holds.
static constexpr size_t MaxTies = 60;
static constexpr unsigned MaxHolders = 4;

/// What was looked up about the thing is handed over beside its name or number:
/// `reap(id, ds)`, `visit(path, st)`.
static bool describes(FunctionFlow &W, const TimeLeaf &L, const Thing &R) {
  TermTable &T = W.terms();
  const Term &A = T[L.X];
  if (A.Kind != TermKind::FieldAddr && A.Kind != TermKind::FieldOf)
    return false;
  Names &N = W.program().names();
  TermId Record = T.root(T.op(L.X, 0));
  return W.program().models().fieldProperty(N[A.B], N[A.A]) == Property::Time &&
         T.kind(Record) == TermKind::Param && R.Self.Own.empty() &&
         any_of(R.Self.Roots,
                [&](TermId X) { return T.kind(X) == TermKind::Param; });
}

/// How many objects lie between a value and what it was reached from; more
/// than the limit: it was not.
static unsigned objectsBetween(FunctionFlow &W, TermId From, TermId To,
                               unsigned Limit) {
  TermTable &T = W.terms();
  SmallVector<std::pair<TermId, unsigned>, 16> Work{{From, 0}};
  DenseMap<TermId, unsigned> Seen;
  unsigned Best = Limit + 1;
  while (!Work.empty() && Seen.size() < MaxTies) {
    auto [X, Steps] = Work.pop_back_val();
    if (!X || Steps >= Best)
      continue;
    if (X == To || T.root(X) == To) {
      Best = Steps;
      continue;
    }
    auto [It, New] = Seen.try_emplace(X, Steps);
    if (!New && It->second <= Steps)
      continue;
    It->second = Steps;
    TermKind K = T.kind(X);
    bool Crosses = K == TermKind::Init || K == TermKind::Opaque ||
                   K == TermKind::Ret || K == TermKind::Out;
    for (TermId O : W.origins(X))
      if (T.kind(O) != TermKind::Taken)
        Work.push_back({O, Steps + Crosses});
  }
  return Best;
}

/// Whether the time is that of what goes, and not of something that can merely
/// be reached from the same place.
static bool isItsOwn(FunctionFlow &W, const TimeLeaf &L, bool Counts,
                     const Thing &R) {
  // A number that counts up says something of the object that holds it; of
  // memory that hangs on it, it does not.
  unsigned Parts = !Counts ? 3 : R.Memory ? 0 : 2;
  TermId Of = W.terms().root(L.Of);
  return any_of(R.Values, [&](TermId V) {
    return objectsBetween(W, V, Of, Parts) <= Parts ||
           objectsBetween(W, Of, V, MaxHolders) <= MaxHolders;
  });
}

std::optional<Age> ageIn(FunctionFlow &W, Vocabulary &V, const Conjunction &C,
                         const Thing &R) {
  std::optional<Age> Best;
  for (Literal L : C) {
    auto X = readComparison(W, V, L);
    if (!X)
      continue;
    for (const TimeLeaf &T : X->Leaves) {
      if (T.Now || !T.Of || T.Words & bit(WordClass::Dead))
        continue;
      bool Counts =
          T.Words & bit(WordClass::Generation) &&
          !(T.Words & (bit(WordClass::Birth) | bit(WordClass::AccessTime)));
      bool IsAge = T.Words & bit(WordClass::Age) &&
                   !(T.Words & (bit(WordClass::Birth) | bit(WordClass::Lease)));
      if (X->Equality && !Counts)
        continue;
      // The act must rest on the thing being old, not on it being new.
      int Old = IsAge ? 1 : -1;
      if (!X->Equality && X->Order * T.Sign != Old)
        continue;
      bool Other = any_of(X->Leaves, [&](const TimeLeaf &O) {
        if (&O == &T)
          return false;
        return !Counts ||
               O.Words & (bit(WordClass::Generation) | bit(WordClass::Oldest));
      });
      if (!Other && !IsAge && (X->Literal || !T.Typed || Counts))
        continue;
      if (Counts && !Other)
        continue;
      if (!belongs(W, T.Of, R.Self) && !describes(W, T, R))
        continue;
      // What is told apart by a parameter or global alone needs a closer tie.
      if ((Counts || R.Self.Own.empty()) && T.By == NoEvent &&
          W.terms().kind(T.X) != TermKind::Opaque && !describes(W, T, R) &&
          !isItsOwn(W, T, Counts, R))
        continue;
      Age A;
      A.Of = L;
      A.Time = T;
      A.All = *X;
      A.Oldest = fromUsers(W, V, *X, T, L);
      // When it came into being says least of whether it is in use.
      auto Rank = [](const Age &A) {
        return A.Time.Words & bit(WordClass::Lease)        ? 2
               : A.Time.Words & bit(WordClass::AccessTime) ? 1
                                                           : 0;
      };
      if (!Best || Best->Oldest < A.Oldest || Rank(A) > Rank(*Best))
        Best = std::move(A);
    }
  }
  return Best;
}

//===----------------------------------------------------------------------===//
// Guards that count
//===----------------------------------------------------------------------===//

static ir::BlockId blockOf(FunctionFlow &W, TermId Cond) {
  for (ir::BlockId B : W.graph().order())
    if (W.condition(B) &&
        (W.condition(B) == Cond ||
         W.terms().any(W.condition(B), [&](TermId Y) { return Y == Cond; })))
      return B;
  return ir::None;
}

/// Whether the guard looks at this value, as a field of the thing.
static bool isAsked(FunctionFlow &W, TermId Cond, TermId Value) {
  TermKind K = W.terms().kind(Value);
  return (K == TermKind::Init || K == TermKind::FieldOf || K == TermKind::Phi ||
          K == TermKind::Opaque) &&
         W.terms().any(Cond, [&](TermId Y) { return Y == Value; });
}

/// A lock that was held where the guard was read and is given back before the
/// act, with nothing done to the thing in between that its users could see.
static bool letGo(FunctionFlow &W, const Guard &G, const Event &A,
                  const Event *Queue, const Thing &R) {
  ir::BlockId Read = blockOf(W, G.Of.Cond);
  if (Read == ir::None || G.Kind == GuardKind::Lock)
    return false;
  const ir::Function &F = W.function();
  const Graph &Ways = W.graph();
  auto Decides = [&](ir::BlockId B) {
    return Ways.dominates(B, A.Block) ||
           (Queue && Ways.dominates(B, Queue->Block));
  };
  // Where what it asks was last read, which may be long before the branch.
  ir::ValueId ReadAt = 0;
  bool Loaded = false;
  for (ir::BlockId B : W.graph().order())
    for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
      if (F.Instrs[I].Kind == ir::Op::Load && Decides(B) &&
          W.terms().kind(W.valueAt(I)) != TermKind::Int &&
          isAsked(W, G.Of.Cond, W.valueAt(I)) &&
          F.Places[F.Instrs[I].Aux].Steps.size()) {
        Read = B;
        ReadAt = I;
        Loaded = true;
      }
  if (!Loaded)
    ReadAt = F.Blocks[Read].End;
  for (EventId U = 0; U < W.events().size(); ++U) {
    const Event &Release = W.event(U);
    bool Unlocks = Release.role() == Role::LockRelease ||
                   flow::traitsOf(Release, W, true) & bit(Trait::Unlock);
    if (!W.happens(U) || !Unlocks || Release.Site >= F.Instrs.size())
      continue;
    // After the guard, and on every way to the act.
    auto AfterRead = [&](ir::BlockId B, ir::ValueId Site) {
      return B == Read ? Site > ReadAt
                       : Ways.reaches(Read, B) && !Ways.dominates(B, Read);
    };
    bool Before = Release.Block == A.Block
                      ? Release.Site < A.Site
                      : Ways.dominates(Release.Block, A.Block);
    if (!AfterRead(Release.Block, Release.Site) || !Before)
      continue;
    // Taken out, or marked, while the lock was still held.
    bool Marked = false;
    auto Between = [&](ir::BlockId B, ir::ValueId Site) {
      return (B == Read ? Site > ReadAt : Ways.dominates(Read, B)) &&
             (B == Release.Block ? Site < Release.Site
                                 : Ways.reaches(B, Release.Block) &&
                                       !Ways.dominates(Release.Block, B));
    };
    for (ir::BlockId B : W.graph().order())
      for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End && !Marked;
           ++I) {
        const ir::Instr &X = F.Instrs[I];
        if ((X.Kind == ir::Op::Store || X.Kind == ir::Op::Rmw) &&
            !(X.Flags & ir::FlagInit) && Between(B, I)) {
          const ir::Place &P = F.Places[X.Aux];
          Marked |= any_of(P.Steps, [](const ir::Step &S) {
            return S.Kind == ir::StepKind::Deref;
          });
        }
      }
    for (EventId E = 0; E < W.events().size() && !Marked; ++E) {
      const Event &X = W.event(E);
      if (!W.happens(E) || &X == &A || !isEnd(X) ||
          X.role() == Role::Enqueue || !Between(X.Block, X.Site))
        continue;
      for (TermId V : victims(X))
        Marked |= belongs(W, V, R.Self);
    }
    if (!Marked)
      return true;
  }
  return false;
}

/// The guard asks one object and the time is that of another of its kind which
/// a call has chosen: `victim = pick(list)`.
static bool asksAnother(FunctionFlow &W, const Guard &G, const Age &Why) {
  TermTable &T = W.terms();
  auto IsMember = [&](TermId X) {
    return T.kind(X) == TermKind::FieldAddr || T.kind(X) == TermKind::FieldOf;
  };
  TermId Mine = Why.Time.X;
  if (!IsMember(Mine) || (G.Kind != GuardKind::Count &&
                          G.Kind != GuardKind::Busy &&
                          G.Kind != GuardKind::State))
    return false;
  TermId Chosen = T.op(Mine, 0);
  if (T.kind(Chosen) != TermKind::Opaque)
    return false;
  return T.any(G.Of.Cond, [&](TermId X) {
    return IsMember(X) && T[X].B == T[Mine].B && T.op(X, 0) != Chosen &&
           W.program().names()[T[X].A] == StringRef(G.Name) &&
           closure(W, Chosen).contains(T.op(X, 0));
  });
}

/// The act is given the time that was compared, to look at it once more: the
/// store removes the thing only if it is still that one.
static bool comparesAgain(FunctionFlow &W, const Event &A, const Age &Why) {
  if (!A.Via.empty())
    return false;
  for (const CallSite &C : W.calls()) {
    if (C.Site != A.Site || C.Args.size() < 2)
      continue;
    TermId Time = Why.Time.X, Kept = W.terms().init(Time);
    return any_of(C.Args,
                  [&](TermId X) { return X == Time || X == Kept; });
  }
  return false;
}

/// A lock on the thing itself that is held at the act.
static bool lockedHere(FunctionFlow &W, EventId A, const Thing &R) {
  return any_of(W.heldAt(A), [&](const Protection &H) {
    const Event *L = W.acquisition(H);
    return L && flow::traitsOf(*L, W, true) & bit(Trait::NonBlocking) &&
           !R.Self.Own.empty() && H.Lock && belongs(W, H.Lock, R.Self);
  });
}

//===----------------------------------------------------------------------===//
// The verdict
//===----------------------------------------------------------------------===//

static bool isOwn(FunctionFlow &W, const Event &A) {
  for (TermId X : victims(A)) {
    const BitVector &From = W.sources(X);
    for (unsigned E : From.set_bits()) {
      Role R = W.event(E).role();
      if (R == Role::PathTemp || R == Role::PathPrivate)
        return true;
    }
  }
  return false;
}

/// A process of one's own that has run for too long: the program starts some,
/// and the act is one that may also ask whether a process is alive.
static bool isOwnChild(FunctionFlow &W, Survey &S, const Event &A) {
  return S.forks(A.At.Unit) &&
         any_of(W.program().models().named(W.program().names()[A.Callee]),
                [](const Row *R) { return R->Is == Role::UseQuery; });
}

Matter matterOf(FunctionFlow &W, Vocabulary &V, const Event &A) {
  Names &N = W.program().names();
  switch (A.role()) {
  case Role::PathUse:
    return Matter::File;
  case Role::FdClose:
    return Matter::Handle;
  default:
    break;
  }
  Traits Means = flow::traitsOf(A, W, false);
  if (Means & bit(Trait::External))
    return Matter::Named;
  if (Means & bit(Trait::Inferred)) {
    WordClasses Words = V.words(lastPart(N[A.Callee]));
    if (Words & bit(WordClass::Holds))
      return Matter::Named;
    for (TermId X : victims(A))
      if (V.words(spell(W, X)) & bit(WordClass::Holds))
        return Matter::Named;
    return Matter::Memory;
  }
  return A.slot(Slot::Container) ? Matter::Element : Matter::Memory;
}

static Grade gradeOf(FunctionFlow &W, Vocabulary &V, Survey &S,
                     const Verdict &X) {
  WordClasses Time = X.Why.Time.Words;
  bool Lease = Time & bit(WordClass::Lease) &&
               !(Time & (bit(WordClass::Birth) | bit(WordClass::AccessTime)));
  bool Access = Time & bit(WordClass::AccessTime);
  bool Counts =
      Time & bit(WordClass::Generation) && !(Time & bit(WordClass::Birth));
  bool Weak = any_of(
      X.Guards, [](const Guard &G) { return G.Kind == GuardKind::Access; });
  bool Threads = S.threads(W.unitIndex()) || !W.heldAt(X.Act).empty();
  switch (X.What) {
  case Matter::File: {
    if (Weak || S.refreshes(W.unitIndex()))
      return Grade::Note;
    bool Scratch = false;
    for (TermId P : victims(W.event(X.Act)))
      W.terms().any(P, [&](TermId Y) {
        const Term &A = W.terms()[Y];
        if (A.Kind == TermKind::Str || A.Kind == TermKind::FieldAddr ||
            A.Kind == TermKind::FieldOf)
          Scratch |= (V.words(W, A.A) & bit(WordClass::Scratch)) != 0;
        return false;
      });
    return Lease || Access || Scratch || X.Sorted != ir::None ? Grade::Likely
                                                              : Grade::Sure;
  }
  case Matter::Named:
    if (Weak)
      return Grade::Note;
    return Lease || Access || X.Sorted != ir::None ? Grade::Likely
                                                   : Grade::Sure;
  case Matter::Handle:
    return Threads && !Weak ? Grade::Likely : Grade::Note;
  case Matter::Memory:
    if (Lease || Weak)
      return Grade::Note;
    return Threads || Counts ? Grade::Likely : Grade::Note;
  case Matter::Element:
    if (Lease || Weak || S.shares(W))
      return Grade::Note;
    return (Threads && S.owns(W)) ? Grade::Likely : Grade::Note;
  }
  return Grade::Note;
}

/// Events that put what the act destroys into a container of this function.
static SmallVector<EventId, 2> queuesOf(FunctionFlow &W, const Event &A) {
  SmallVector<EventId, 2> R;
  for (TermId X : victims(A)) {
    const auto &Of = closure(W, X);
    for (EventId E = 0; E < W.events().size(); ++E)
      if (W.happens(E) && W.event(E).role() == Role::Enqueue &&
          W.event(E).Site != A.Site && any_of(Of, [&](TermId Y) {
            TermKind K = W.terms().kind(Y);
            return (K == TermKind::Opaque &&
                    W.terms()[Y].A == W.event(E).Site) ||
                   (K == TermKind::LocalAddr &&
                    Y == W.event(E).slot(Slot::Container));
          }))
        R.push_back(E);
  }
  return R;
}

/// The field that a comparator looks at, if it is a time.
static std::optional<TimeLeaf> orderedBy(FunctionFlow &W, Vocabulary &V,
                                         TermId Comparator) {
  ProgFunc Body = ~0u;
  for (auto &[X, C] : W.closures())
    if (X == Comparator)
      Body = C.Body;
  if (W.terms().kind(Comparator) == TermKind::Func)
    Body = W.terms()[Comparator].A;
  const Summary *Sum = Body == ~0u ? nullptr : W.program().summary(Body);
  if (!Sum)
    return std::nullopt;
  std::optional<TimeLeaf> Found;
  Sum->Terms.any(Sum->Result, [&](TermId X) {
    const Term &A = Sum->Terms[X];
    if (A.Kind != TermKind::FieldAddr && A.Kind != TermKind::FieldOf)
      return false;
    WordClasses Words = V.words(W, A.A);
    FieldFact Fact = V.field(W, A.B, A.A);
    if (!(Words & TimeWords) && !Fact.Time)
      return false;
    Found.emplace();
    Found->Words = Words;
    Found->Typed = Fact.Time;
    Found->Name = W.program().names()[A.A].str();
    return true;
  });
  return Found;
}

/// The thing is chosen by its place in a sequence that was sorted by time:
/// beyond the first N, or the last as long as there are more than N.
static std::optional<Verdict> judgeByPlace(FunctionFlow &W, Vocabulary &V,
                                           EventId Act,
                                           ArrayRef<Literal> Reasons,
                                           const Thing &R) {
  const Event &A = W.event(Act);
  DenseSet<TermId> Of;
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u || C.Args.size() < 2)
      continue;
    ProgramView::Body B = W.program().body(C.Callee);
    StringRef Name = lastPart(W.program().unit(B.Unit).str(B.F->Name));
    if (!(V.words(Name) & bit(WordClass::Sorts)) ||
        !W.graph().dominates(C.Block, A.Block))
      continue;
    if (Of.empty())
      for (TermId X : victims(A)) {
        const auto &From = closure(W, X);
        Of.insert(From.begin(), From.end());
      }
    std::optional<TimeLeaf> By;
    bool Same = false;
    for (TermId X : C.Args) {
      if (auto L = orderedBy(W, V, X))
        By = L;
      for (TermId Y : closure(W, X)) {
        TermKind K = W.terms().kind(Y);
        Same |= Of.contains(Y) &&
                (K == TermKind::LocalAddr || K == TermKind::Param ||
                 K == TermKind::FieldAddr || K == TermKind::Opaque);
      }
    }
    if (!By || !Same)
      continue;
    // How many are kept.
    bool Kept = false;
    auto Bound = [&](TermId X) {
      for (TermId Y : closure(W, X)) {
        const Term &T = W.terms()[Y];
        if (T.Kind == TermKind::Int)
          Kept |= T.Imm > 1;
        else if (T.Kind == TermKind::Param || T.Kind == TermKind::FieldAddr ||
                 T.Kind == TermKind::Captured)
          Kept |= (V.words(spell(W, Y)) & bit(WordClass::Cutoff)) != 0;
      }
    };
    for (Literal L : Reasons)
      if (W.terms().kind(L.Cond) == TermKind::Cmp)
        Bound(L.Cond);
    if (!Kept)
      continue;
    Verdict X;
    X.Act = Act;
    X.Sorted = C.Site;
    X.Why.Time = *By;
    X.Level = Grade::Note;
    for (const Conjunction &Con : disjuncts(W, Reasons))
      for (Literal L : Con) {
        Guard G = readGuard(W, V, L, R);
        if (G.Kind != GuardKind::None && !G.Elsewhere && !G.InUse)
          X.Guards.push_back(G);
      }
    if (!X.Guards.empty())
      X.Level = Grade::None;
    return X;
  }
  return std::nullopt;
}

static std::optional<Verdict> judgeOne(FunctionFlow &W, Vocabulary &V,
                                       EventId Act, const Event *Queue,
                                       ArrayRef<Literal> Reasons,
                                       const Thing &R) {
  std::vector<Conjunction> All = disjuncts(W, Reasons);
  // Most acts have no age to them; nobody asks for their guards.
  std::vector<std::optional<Age>> Ages;
  for (const Conjunction &C : All)
    Ages.push_back(ageIn(W, V, C, R));
  if (none_of(Ages, [](const auto &A) { return A.has_value(); }))
    return std::nullopt;
  std::optional<Verdict> Found;
  bool Guarded = false, Else = false;
  for (auto [C, Why] : zip(All, Ages)) {
    Verdict X;
    X.Act = Act;
    Thing Whole = R;
    if (Why)
      merge(Whole.Owner, selectors(W, Why->Time.Of));
    for (Literal L : C) {
      if (Why && L == Why->Of)
        continue;
      Guard G = readGuard(W, V, L, Whole);
      if (G.Kind == GuardKind::None) {
        // Not used for some time either: weak.
        auto T = readComparison(W, V, L);
        if (T && Why && !(Why->Time.Words & bit(WordClass::AccessTime)))
          for (const TimeLeaf &O : T->Leaves)
            if (O.Words & bit(WordClass::AccessTime) && O.Of &&
                T->Order * O.Sign == -1 && belongs(W, O.Of, Whole.Self)) {
              G.Kind = GuardKind::Access;
              G.Name = O.Name;
              X.Guards.push_back(G);
            }
        continue;
      }
      if (Why && !G.Elsewhere && asksAnother(W, G, *Why))
        G.Elsewhere = true;
      if (G.Elsewhere) {
        if ((G.Kind == GuardKind::Count || G.Kind == GuardKind::Busy) &&
            !G.InUse && X.Why_Not == Verdict::Flaw::None) {
          X.Lost = G;
          X.Why_Not = Verdict::Flaw::OtherThing;
        }
        continue;
      }
      if (G.InUse) {
        if (G.Kind == GuardKind::Count || G.Kind == GuardKind::Busy) {
          X.Lost = G;
          X.Why_Not = Verdict::Flaw::Overridden;
        }
        continue;
      }
      if (letGo(W, G, W.event(Act), Queue, Whole)) {
        X.Lost = G;
        X.Why_Not = Verdict::Flaw::LetGo;
        continue;
      }
      X.Guards.push_back(G);
    }
    bool Strong = any_of(
        X.Guards, [](const Guard &G) { return G.Kind != GuardKind::Access; });
    if (!Why) {
      Else |= Strong;
      continue;
    }
    X.Why = *Why;
    if (comparesAgain(W, W.event(Act), *Why)) {
      Guard G;
      G.Kind = GuardKind::Version;
      G.Name = Why->Time.Name;
      X.Guards.push_back(G);
      Strong = true;
    }
    if (Strong || Why->Oldest || lockedHere(W, Act, Whole)) {
      Guarded = true;
      if (!Found) {
        Found = X;
        Found->Level = Grade::None;
      }
      continue;
    }
    X.Level = Grade::Note; // the caller grades
    if (!Found || Found->Level == Grade::None)
      Found = X;
  }
  if (Found && Found->Level != Grade::None && (Guarded || Else) &&
      Found->Why_Not == Verdict::Flaw::None)
    Found->Why_Not =
        Guarded ? Verdict::Flaw::Overridden : Verdict::Flaw::OrElse;
  return Found;
}

static std::optional<Verdict> judgeAnew(FunctionFlow &W, Vocabulary &V,
                                        Survey &S, EventId Act) {
  const Event &A = W.event(Act);
  Thing R;
  for (TermId X : victims(A))
    merge(R.Self, selectors(W, X));
  if ((R.Self.Own.empty() && R.Self.Roots.empty()) || isOwn(W, A) ||
      isOwnChild(W, S, A))
    return std::nullopt;
  R.Values = victims(A);
  Matter What = matterOf(W, V, A);
  R.Memory = What == Matter::Memory;
  SmallVector<Literal, 8> Reasons = W.eventReasons(Act);
  std::optional<Verdict> X = judgeOne(W, V, Act, nullptr, Reasons, R);
  for (EventId Q : X ? SmallVector<EventId, 2>() : queuesOf(W, A)) {
    Thing Kept = R;
    for (TermId O : victims(W.event(Q))) {
      merge(Kept.Self, selectors(W, O));
      Kept.Values.push_back(O);
    }
    SmallVector<Literal, 8> Both = W.eventReasons(Q);
    for (Literal L : Reasons)
      if (!is_contained(Both, L))
        Both.push_back(L);
    if (auto Y = judgeOne(W, V, Act, &W.event(Q), Both, Kept)) {
      Y->Queue = Q;
      X = Y;
    }
  }
  if (!X)
    X = judgeByPlace(W, V, Act, Reasons, R);
  if (!X)
    return std::nullopt;
  X->What = What;
  if (X->Level != Grade::None)
    X->Level = gradeOf(W, V, S, *X);
  return X;
}

namespace {
struct Verdicts : PolicyRoom {
  DenseMap<EventId, std::optional<Verdict>> Known;
};
} // namespace

std::optional<Verdict> judge(FunctionFlow &W, Vocabulary &V, Survey &S,
                             EventId Act) {
  auto &Known = W.room<Verdicts>().Known;
  auto It = Known.find(Act);
  if (It == Known.end())
    It = Known.try_emplace(Act, judgeAnew(W, V, S, Act)).first;
  return It->second;
}

bool unguarded(FunctionFlow &W, Vocabulary &V, EventId Act) {
  Thing R;
  for (TermId X : victims(W.event(Act)))
    merge(R.Self, selectors(W, X));
  if (lockedHere(W, Act, R) || isOwn(W, W.event(Act)))
    return false;
  for (const Conjunction &C : disjuncts(W, W.eventReasons(Act)))
    if (none_of(C, [&](Literal L) {
          Guard G = readGuard(W, V, L, R);
          return G.Kind != GuardKind::None && !G.Elsewhere && !G.InUse;
        }))
      return true;
  return false;
}

} // namespace tocsin::cleanup
