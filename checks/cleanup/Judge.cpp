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
#include <map>

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
// Guards that count
//===----------------------------------------------------------------------===//

/// The place that a value stands at; 0 if it is no such value.
static TermId placeOf(TermTable &T, TermId X) {
  switch (T.kind(X)) {
  case TermKind::Init:
    return T.op(X, 0);
  case TermKind::Phi:
    return T.isAddress(T[X].B) ? T[X].B : 0;
  case TermKind::FieldOf:
    return X;
  default:
    return 0;
  }
}

/// `s->live` and `s->archive`: what two fields of one record lead to.
static bool areSiblings(TermTable &T, TermId X, TermId Y) {
  TermId A = placeOf(T, X), B = placeOf(T, Y);
  auto IsMember = [&](TermId Z) {
    return Z &&
           (T.kind(Z) == TermKind::FieldAddr || T.kind(Z) == TermKind::FieldOf);
  };
  return IsMember(A) && IsMember(B) && T[A].B == T[B].B && T[A].A != T[B].A &&
         T.op(A, 0) == T.op(B, 0);
}

/// The guard asks one object and the time is that of another of its kind: one
/// that a call has chosen (`victim = pick(list)`), or one that the asked object
/// is merely linked from (`e->parent`).
static bool asksAnother(FunctionFlow &W, Vocabulary &V, const Guard &G,
                        const Age &Why) {
  TermTable &T = W.terms();
  auto IsMember = [&](TermId X) {
    return T.kind(X) == TermKind::FieldAddr || T.kind(X) == TermKind::FieldOf;
  };
  TermId Mine = Why.Time.X;
  if (!IsMember(Mine) ||
      (G.Kind != GuardKind::Count && G.Kind != GuardKind::Busy &&
       G.Kind != GuardKind::State))
    return false;
  TermId Timed = T.op(Mine, 0);
  // Whether there is another one at all: `!s->live`.
  if (G.Kind == GuardKind::Busy && T.kind(G.Of.Cond) == TermKind::Cmp &&
      any_of(SmallVector<TermId, 2>(T.ops(G.Of.Cond)), [&](TermId X) {
        TermId At = placeOf(T, X);
        return At && IsMember(At) && W.program().names()[T[At].A] == G.Name &&
               V.field(W, T[At].B, T[At].A).To == T[Mine].B &&
               areSiblings(T, X, Timed);
      }))
    return true;
  return T.any(G.Of.Cond, [&](TermId X) {
    if (!IsMember(X) || T[X].B != T[Mine].B || T.op(X, 0) == Timed ||
        W.program().names()[T[X].A] != StringRef(G.Name))
      return false;
    TermId Of = T.op(X, 0);
    if (T.kind(Timed) == TermKind::Opaque && closure(W, Timed).contains(Of))
      return true;
    if (areSiblings(T, Of, Timed))
      return true;
    return T.kind(Of) == TermKind::Init &&
           T.kind(T.op(Of, 0)) == TermKind::FieldAddr &&
           T.op(T.op(Of, 0), 0) == Timed && T[T.op(Of, 0)].B == T[Mine].B;
  });
}

/// `keepalive > 0 && now - seen > keepalive`: what the time is compared with is
/// a number of seconds, whatever else its name may mean.
static bool isPeriod(FunctionFlow &W, const Guard &G, const Age &Why) {
  if (G.Kind != GuardKind::Busy && G.Kind != GuardKind::Count)
    return false;
  TermTable &T = W.terms();
  return T.any(Why.Of.Cond, [&](TermId X) {
    TermKind K = T.kind(X);
    return (K == TermKind::FieldAddr || K == TermKind::FieldOf) &&
           X != Why.Time.X && W.program().names()[T[X].A] == StringRef(G.Name);
  });
}

/// What was handed in to take the place of what is there goes because that is
/// newer: nobody else has seen it yet.
static bool isNewcomer(FunctionFlow &W, const Event &A) {
  if (!A.Via.empty())
    return false;
  const ir::Function &F = W.function();
  for (TermId V : victims(A)) {
    if (W.terms().kind(V) != TermKind::Param)
      continue;
    for (ir::BlockId B : W.graph().order())
      for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
        const ir::Instr &X = F.Instrs[I];
        if (X.Kind != ir::Op::Store || W.graph().reaches(B, A.Block) ||
            W.valueAt(F.operands(X)[0]) != V)
          continue;
        const ir::Place &Into = F.Places[X.Aux];
        if (Into.Base == ir::BaseKind::Global || !Into.Steps.empty())
          return true;
      }
  }
  return false;
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
    return any_of(C.Args, [&](TermId X) { return X == Time || X == Kept; });
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
  auto Makes = [](const Event &X) {
    return X.role() == Role::PathTemp || X.role() == Role::PathPrivate;
  };
  return any_of(W.events(), Makes) && any_of(victims(A), [&](TermId X) {
           return any_of(W.sources(X).set_bits(),
                         [&](unsigned E) { return Makes(W.event(E)); });
         });
}

/// A temporary file or directory in a member of the object that made it goes
/// with the object.
static bool isOwnMember(FunctionFlow &W, Survey &S, const Event &A) {
  if (!S.endsItsOwn(W.self()) && !S.endsItsOwn(A.Function) &&
      none_of(A.Via, [&](const Frame &V) { return S.endsItsOwn(V.Callee); }))
    return false;
  return all_of(victims(A), [&](TermId V) {
    Selectors Of = selectors(W, V);
    return all_of(Of.Own, [&](TermId X) {
      return W.terms().kind(X) == TermKind::LocalAddr;
    });
  });
}

/// A descriptor that was opened on the way here: nobody else has it.
static bool isOwnDescriptor(FunctionFlow &W, const Event &A) {
  return A.role() == Role::FdClose && all_of(victims(A), [&](TermId X) {
           const Term &Fd = W.terms()[X];
           return Fd.Kind == TermKind::Ret && Fd.A < W.events().size() &&
                  W.event(Fd.A).role() == Role::PathUse;
         });
}

/// A process of one's own that has run for too long: the program starts some,
/// and the act is one that may also ask whether a process is alive.
static bool isOwnChild(FunctionFlow &W, Survey &S, const Event &A) {
  return (S.forks(A.At.Unit) || S.forks(W.unitIndex())) &&
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
    WordClasses Words = V.words(lastName(N[A.Callee]));
    if (Words & bit(WordClass::Holds))
      return Matter::Named;
    for (TermId X : victims(A))
      if (V.words(spell(W, X)) & bit(WordClass::Holds))
        return Matter::Named;
    return Matter::Memory;
  }
  return A.slot(Slot::Container) ? Matter::Element : Matter::Memory;
}

/// The element is a pointer, and what it points to is freed along with it: the
/// container is its owner, though its type does not say so.
static bool freesElement(FunctionFlow &W, EventId Act) {
  const Event &A = W.event(Act);
  TermId From = A.slot(Slot::Container);
  for (EventId E = 0; From && E < W.events().size(); ++E) {
    const Event &X = W.event(E);
    if (E == Act || !W.happens(E) || X.role() != Role::Destroy ||
        X.slot(Slot::Container) || X.Site != A.Site)
      continue;
    if (any_of(victims(X),
               [&](TermId V) { return closure(W, V).contains(From); }))
      return true;
  }
  return false;
}

/// The number that decides was looked up by one call and the element is thrown
/// out by another, each under the object's lock for itself: what goes may be
/// newer.
static bool looksApart(FunctionFlow &W, Survey &S, const Verdict &X) {
  const Event &A = W.event(X.Act);
  if (A.Via.empty() || !W.heldAt(X.Act).empty())
    return false;
  const CallSite *Act =
      find_if(W.calls(), [&](const CallSite &C) { return C.Site == A.Site; });
  if (Act == W.calls().end() || Act->Args.empty() || !S.locks(Act->Callee))
    return false;
  auto Looks = [&](const CallSite &C) {
    return C.Site != A.Site && !C.Args.empty() && C.Args[0] == Act->Args[0] &&
           S.locks(C.Callee);
  };
  // A look that changes nothing gives the number itself.
  if (any_of(W.calls(), [&](const CallSite &C) {
        return Looks(C) && closure(W, W.valueAt(C.Site)).contains(X.Why.Time.X);
      }))
    return true;
  return any_of(closure(W, X.Why.Time.X), [&](TermId Y) {
    const Term &From = W.terms()[Y];
    return From.Kind == TermKind::Opaque && From.A != A.Site &&
           any_of(W.calls(), [&](const CallSite &C) {
             return C.Site == From.A && Looks(C);
           });
  });
}

/// The time is compared with now as it stands: the moment was set when it was
/// put there, whatever the field is called.
static bool isDeadline(FunctionFlow &W, Vocabulary &V, const Age &Why) {
  return Why.Of.Cond && Why.All.Leaves.size() == 2 && !Why.All.Equality &&
         any_of(Why.All.Leaves,
                [&](const TimeLeaf &L) {
                  return L.Now || V.words(L.Name) & bit(WordClass::Now);
                }) &&
         !W.terms().any(Why.Of.Cond, [&](TermId X) {
           return W.terms().kind(X) == TermKind::Bin;
         });
}

/// The times of two files are compared with each other: one is made from the
/// other, and made anew.
static bool isDerived(const Age &Why) {
  auto IsFile = [](const TimeLeaf &L) { return L.By != NoEvent && !L.Now; };
  return Why.All.Leaves.size() > 1 && all_of(Why.All.Leaves, IsFile) &&
         any_of(Why.All.Leaves,
                [&](const TimeLeaf &L) { return L.By != Why.Time.By; });
}

static Grade gradeOf(FunctionFlow &W, Vocabulary &V, Survey &S,
                     const Verdict &X) {
  WordClasses Time = X.Why.Time.Words;
  bool Lease = (Time & bit(WordClass::Lease) || isDeadline(W, V, X.Why)) &&
               !(Time & (bit(WordClass::Birth) | bit(WordClass::AccessTime)));
  bool Access = Time & bit(WordClass::AccessTime);
  bool Counts =
      Time & bit(WordClass::Generation) && !(Time & bit(WordClass::Birth));
  bool Weak = any_of(
      X.Guards, [](const Guard &G) { return G.Kind == GuardKind::Access; });
  bool Threads = S.threads(W.unitIndex()) || !W.heldAt(X.Act).empty() ||
                 S.threads(W.program().body(W.event(X.Act).Function).Unit);
  // Whoever looks at one holds the lock until he is done with it. Where users
  // are counted, they do not.
  auto isInside = [&] {
    const Term &T = W.terms()[X.Why.Time.X];
    return X.Why_Not == Verdict::Flaw::None &&
           (T.Kind == TermKind::FieldAddr || T.Kind == TermKind::FieldOf) &&
           any_of(W.heldAt(X.Act),
                  [](const Protection &H) {
                    return H.Mode == LockMode::Exclusive;
                  }) &&
           S.keptInside(T.B);
  };
  // Marked before, but those who count themselves are not waited for.
  if (Time & bit(WordClass::Dead))
    return X.What == Matter::Element && S.shares(W, W.event(X.Act))
               ? Grade::Note
               : Grade::Likely;
  switch (X.What) {
  case Matter::File: {
    if (Weak || S.refreshes(W.unitIndex()) || isDerived(X.Why))
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
    if (Lease || Weak || isInside())
      return Grade::Note;
    return Threads || Counts ? Grade::Likely : Grade::Note;
  case Matter::Element:
    if (Lease || Weak || S.shares(W, W.event(X.Act)) || isInside())
      return Grade::Note;
    if (Counts && looksApart(W, S, X))
      return Grade::Likely;
    return Threads && (S.owns(W, W.event(X.Act)) || freesElement(W, X.Act))
               ? Grade::Likely
               : Grade::Note;
  }
  return Grade::Note;
}

namespace {
/// Guards of one act's conjunctions, which share most of their atoms.
class GuardMemo {
public:
  GuardMemo(FunctionFlow &W, Vocabulary &V, const Event &Act, ir::BlockId Queue,
            const Thing &R)
      : W(W), V(V), Act(Act), Queue(Queue), R(R) {}

  struct Answer {
    Guard G;
    bool LetGo = false; // asked of guards that count only
  };

  /// The thing with what its time, if there is one, belongs to.
  const Thing &whole(TermId Timed) { return about(Timed).Whole; }

  const Answer &guard(Literal L, TermId Timed) {
    About &Of = about(Timed);
    std::unique_ptr<Answer> &A = Of.Answers[{L.Cond, L.Holds}];
    if (!A) {
      A = std::make_unique<Answer>();
      A->G = readGuard(W, V, L, Of.Whole);
      A->LetGo = A->G.Kind != GuardKind::None && !A->G.Elsewhere &&
                 !A->G.InUse && letGo(W, A->G, Act, Queue, Of.Whole);
    }
    return *A;
  }

private:
  struct About {
    Thing Whole;
    DenseMap<std::pair<TermId, unsigned>, std::unique_ptr<Answer>> Answers;
  };

  About &about(TermId Timed) {
    std::unique_ptr<About> &Of = All[Timed];
    if (!Of) {
      Of = std::make_unique<About>();
      Of->Whole = R;
      if (Timed)
        merge(Of->Whole.Owner, selectors(W, Timed));
    }
    return *Of;
  }

  FunctionFlow &W;
  Vocabulary &V;
  const Event &Act;
  ir::BlockId Queue;
  const Thing &R;
  DenseMap<TermId, std::unique_ptr<About>> All;
};
} // namespace

using NoAges = DenseSet<std::pair<TermId, unsigned>>;

/// Whether an atom of the conditions may be an age about the thing, wherever
/// it stands in them.
static bool mayHaveAge(FunctionFlow &W, Vocabulary &V, EventId Act,
                       ArrayRef<Literal> Reasons, const Thing &R,
                       NoAges &NoAge) {
  return any_of(Reasons, [&](Literal L) {
    // To look for an age may make terms.
    SmallVector<TermId, 8> Atoms(timedAtoms(W, V, L.Cond));
    auto IsAge = [&](Literal X) {
      return ageIn(W, V, Conjunction{X}, R, &W.event(Act), &NoAge).has_value();
    };
    return any_of(
        Atoms, [&](TermId X) { return IsAge({X, true}) || IsAge({X, false}); });
  });
}

static std::optional<Verdict> judgeOne(FunctionFlow &W, Vocabulary &V,
                                       EventId Act, ir::BlockId Queue,
                                       ArrayRef<Literal> Reasons,
                                       const Thing &R) {
  // Most acts have no age to them: nobody asks how they are decided.
  NoAges NoAge;
  if (!mayHaveAge(W, V, Act, Reasons, R, NoAge))
    return std::nullopt;
  std::vector<Conjunction> All = disjuncts(W, Reasons);
  std::vector<std::optional<Age>> Ages;
  for (const Conjunction &C : All)
    Ages.push_back(ageIn(W, V, C, R, &W.event(Act), &NoAge));
  if (none_of(Ages, [](const auto &A) { return A.has_value(); }))
    return std::nullopt;
  std::optional<Verdict> Found;
  bool Guarded = false;
  GuardMemo Guards(W, V, W.event(Act), Queue, R);
  for (auto [C, Why] : zip(All, Ages)) {
    if (!Why)
      continue;
    const Thing &Whole = Guards.whole(Why->Time.Of);
    // As long as nobody could take the mark off, what bears it is dead.
    if (Why->Unmarked) {
      Guard Mark;
      Mark.Kind = GuardKind::Dead;
      Mark.Of = Why->Of;
      Mark.Name = Why->Time.Name;
      if (!letGo(W, Mark, W.event(Act), Queue, Whole))
        continue;
    }
    Verdict X;
    X.Act = Act;
    for (Literal L : C) {
      if (L == Why->Of)
        continue;
      const GuardMemo::Answer &Asked = Guards.guard(L, Why->Time.Of);
      Guard G = Asked.G;
      if (isPeriod(W, G, *Why))
        G = Guard();
      if (G.Kind == GuardKind::None) {
        // Not used for some time either: weak.
        auto T = readComparison(W, V, L);
        if (T && !(Why->Time.Words & bit(WordClass::AccessTime)))
          for (const TimeLeaf &O : T->Leaves)
            if (O.Words & bit(WordClass::AccessTime) && O.Of &&
                T->Order * O.Sign == -1 && belongs(W, O.Of, Whole.Self)) {
              G.Kind = GuardKind::Access;
              G.Name = O.Name;
              X.Guards.push_back(G);
            }
        continue;
      }
      if (G.Kind == GuardKind::Dead && Why->Time.Words & bit(WordClass::Dead) &&
          !Why->TakenBack && !Why->Unmarked)
        continue; // the users it had then are not asked
      if (!G.Elsewhere && asksAnother(W, V, G, *Why))
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
      if (Asked.LetGo) {
        X.Lost = G;
        X.Why_Not = Verdict::Flaw::LetGo;
        continue;
      }
      X.Guards.push_back(G);
    }
    bool Strong = any_of(
        X.Guards, [](const Guard &G) { return G.Kind != GuardKind::Access; });
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
  if (!Found || Found->Level == Grade::None ||
      Found->Why_Not != Verdict::Flaw::None)
    return Found;
  if (Guarded) {
    Found->Why_Not = Verdict::Flaw::Overridden;
    return Found;
  }
  // Whether somebody is asked on another side of an `or`.
  for (auto [C, Why] : zip(All, Ages))
    if (!Why && any_of(C, [&](Literal L) {
          const GuardMemo::Answer &A = Guards.guard(L, 0);
          return A.G.Kind != GuardKind::None && A.G.Kind != GuardKind::Access &&
                 !A.G.Elsewhere && !A.G.InUse && !A.LetGo;
        })) {
      Found->Why_Not = Verdict::Flaw::OrElse;
      break;
    }
  return Found;
}

/// The thing with what was put aside of it.
static Thing withPut(FunctionFlow &W, const Thing &R, const Put &Q) {
  Thing Kept = R;
  for (TermId O : Q.Values) {
    merge(Kept.Self, selectors(W, O));
    Kept.Values.push_back(O);
  }
  return Kept;
}

/// Whether its users were asked whenever it was put aside, and the answer still
/// stands at the act.
static bool isAskedFor(FunctionFlow &W, Vocabulary &V, const Event &A,
                       const Put &Q, const Thing &R) {
  Thing Kept = withPut(W, R, Q);
  return all_of(disjuncts(W, Q.Reasons), [&](const Conjunction &C) {
    return any_of(C, [&](Literal L) {
      Guard G = readGuard(W, V, L, Kept);
      return G.Kind != GuardKind::None && G.Kind != GuardKind::Access &&
             !G.Elsewhere && !G.InUse && !letGo(W, G, A, Q.Block, Kept);
    });
  });
}

static std::optional<Verdict> judgeAnew(FunctionFlow &W, Vocabulary &V,
                                        Survey &S, EventId Act) {
  const Event &A = W.event(Act);
  Thing R;
  for (TermId X : victims(A))
    merge(R.Self, selectors(W, X));
  if ((R.Self.Own.empty() && R.Self.Roots.empty()) || isOwn(W, A) ||
      isOwnMember(W, S, A) || isOwnChild(W, S, A) || isOwnDescriptor(W, A))
    return std::nullopt;
  R.Values = victims(A);
  Matter What = matterOf(W, V, A);
  R.Memory = What == Matter::Memory;
  if (R.Memory && S.endsWhatItMade(A))
    return std::nullopt;
  R.Depth = A.Via.size();
  SmallVector<Literal, 8> Reasons = W.eventReasons(Act);
  std::optional<Verdict> X = judgeOne(W, V, Act, ir::None, Reasons, R);
  SmallVector<Put, 2> Queues;
  if (!X)
    Queues = queuesOf(W, A);
  for (const Put &Q : Queues) {
    Thing Kept = withPut(W, R, Q);
    SmallVector<Literal, 8> Both = Q.Reasons;
    for (Literal L : Reasons)
      if (!is_contained(Both, L))
        Both.push_back(L);
    if (auto Y = judgeOne(W, V, Act, Q.Block, Both, Kept)) {
      Y->Queue = Q.At;
      X = Y;
    }
  }
  if (!X) {
    X = judgeByPlace(W, V, Act, Reasons, R);
    // Only what nobody used was put into the sequence.
    if (X && X->Level != Grade::None && !Queues.empty() &&
        all_of(Queues, [&](const Put &Q) { return isAskedFor(W, V, A, Q, R); }))
      X->Level = Grade::None;
  }
  if (!X || (X->Why.Bound && !looksApart(W, S, *X)))
    return std::nullopt;
  X->What = What;
  if (X->Level != Grade::None)
    X->Level = isNewcomer(W, A) ? Grade::None : gradeOf(W, V, S, *X);
  return X;
}

namespace {
struct Verdicts : PolicyRoom {
  DenseMap<EventId, std::unique_ptr<Verdict>> Known;
};
} // namespace

const Verdict *judge(FunctionFlow &W, Vocabulary &V, Survey &S, EventId Act) {
  auto &Known = W.room<Verdicts>().Known;
  if (auto It = Known.find(Act); It != Known.end())
    return It->second.get();
  std::unique_ptr<Verdict> Kept;
  if (auto X = judgeAnew(W, V, S, Act))
    Kept = std::make_unique<Verdict>(std::move(*X));
  return (Known[Act] = std::move(Kept)).get();
}

namespace {
/// Whether a literal guards what goes, by the values that the acts are given.
struct Guarding : PolicyRoom {
  std::map<SmallVector<TermId, 3>, DenseMap<std::pair<TermId, unsigned>, bool>>
      Known;
};
} // namespace

bool unguarded(FunctionFlow &W, Vocabulary &V, EventId Act) {
  Thing R;
  for (TermId X : victims(W.event(Act)))
    merge(R.Self, selectors(W, X));
  R.Values = victims(W.event(Act));
  if (lockedHere(W, Act, R) || isOwn(W, W.event(Act)))
    return false;
  auto &Known = W.room<Guarding>().Known[R.Values];
  auto Guards = [&](Literal L) {
    auto [It, New] = Known.try_emplace({L.Cond, L.Holds}, false);
    if (New) {
      Guard G = readGuard(W, V, L, R);
      It->second = G.Kind != GuardKind::None && !G.Elsewhere && !G.InUse;
    }
    return It->second;
  };
  for (const Conjunction &C : disjuncts(W, W.eventReasons(Act)))
    if (none_of(C, Guards))
      return true;
  return false;
}

} // namespace tocsin::cleanup
