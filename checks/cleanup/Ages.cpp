//===- Ages.cpp - Which age is that of the thing --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A comparison of times decides the end of a thing only if one of the times is
// that of the thing: of the same object, looked up under the same name, handed
// over beside it.
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/Judge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

/// Whether a bound comes from what is in use: `*readers.begin()`.
static bool fromUsers(FunctionFlow &W, Vocabulary &V, const Comparison &C,
                      const TimeLeaf &Mine, bool Counts, Literal L) {
  // A `horizon` of times is how long a thing is kept, one of generations the
  // oldest that is looked at.
  if (any_of(C.Leaves, [&](const TimeLeaf &O) {
        return &O != &Mine && O.Words & bit(WordClass::Oldest) &&
               (Counts || !(O.Words & bit(WordClass::Cutoff)));
      }))
    return true;
  TermTable &T = W.terms();
  // Its own side, however many records the field may be read from: the field of
  // a copy is that of what was copied.
  auto IsOwnSide = [&](const TermSet &Of) {
    return any_of(C.Leaves, [&](const TimeLeaf &O) {
      if (O.Sign != Mine.Sign || O.Name != Mine.Name)
        return false;
      TermKind Holder = T.kind(O.Of);
      return Of.contains(O.X) ||
             ((Holder == TermKind::FieldAddr || Holder == TermKind::ElemAddr ||
               Holder == TermKind::FieldOf) &&
              Of.contains(O.Of));
    });
  };
  // `current->version`: the one that took the place of the others says nothing
  // of who still has one of these.
  const Term Own = T[Mine.X];
  auto IsNewest = [&](const Term &A) {
    return (Own.Kind == TermKind::FieldAddr || Own.Kind == TermKind::FieldOf) &&
           V.field(W, A.B, A.A).To == Own.B;
  };
  SmallVector<TermId, 2> Sides(T.ops(L.Cond)); // what follows may make terms
  for (TermId Side : Sides) {
    const auto &Of = closure(W, Side);
    if (IsOwnSide(Of))
      continue;
    for (TermId X : Of) {
      const Term &A = T[X];
      // A set of users; a bound is called alike (`keep`), but is a number.
      if ((A.Kind == TermKind::FieldAddr || A.Kind == TermKind::FieldOf) &&
          (V.words(W, A.A) & bit(WordClass::Oldest) ||
           (V.words(W, A.A) & bit(WordClass::Live) &&
            !(V.words(W, A.A) & bit(WordClass::Cutoff)) &&
            !V.field(W, A.B, A.A).Number && !IsNewest(A))))
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

/// The number that goes was read out of the file that was looked at, as a
/// process from its pid file: the age is that of what it names.
static bool readFromFile(FunctionFlow &W, const TimeLeaf &L, const Thing &R,
                         const Event *Act) {
  if (!Act || Act->role() != Role::Destroy || L.By == NoEvent)
    return false;
  TermId File = W.event(L.By).slot(Slot::Path);
  return File && any_of(R.Values, [&](TermId V) {
           return !W.terms().isAddress(V) && closure(W, V).contains(File);
         });
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

/// The key that an element, or what it holds, was looked up by; 0 if it was
/// not.
static TermId keyOf(TermTable &T, TermId X) {
  for (unsigned Levels = 0; X && Levels < 3; ++Levels) {
    const Term &A = T[X];
    if (A.Kind == TermKind::ElemAddr ||
        (A.Kind == TermKind::Pure && A.A == 0 && A.NumOps == 2)) {
      TermId Key = T.op(X, 1);
      return Key && !T.constant(Key) ? Key : 0;
    }
    if (A.Kind != TermKind::FieldOf && A.Kind != TermKind::FieldAddr &&
        A.Kind != TermKind::Init)
      return 0;
    X = T.op(X, 0);
  }
  return 0;
}

/// What goes is found by the key that the time was looked up by.
static bool goesByKey(FunctionFlow &W, const TimeLeaf &L, const Thing &R) {
  TermId Key = keyOf(W.terms(), L.Of);
  return Key && any_of(R.Values, [&](TermId V) {
           return V == Key || keyOf(W.terms(), V) == Key;
         });
}

/// Whether the time is that of what goes, and not of something that can merely
/// be reached from the same place.
static bool isItsOwn(FunctionFlow &W, const TimeLeaf &L, bool Counts,
                     const Thing &R) {
  // A number that counts up says something of the object that holds it; of
  // memory that hangs on it, it does not.
  if (goesByKey(W, L, R))
    return true;
  if (Counts && R.Depth > 1)
    return false;
  unsigned Parts = !Counts ? 3 : R.Memory ? 0 : 2;
  TermId Of = W.terms().root(L.Of);
  return any_of(R.Values, [&](TermId V) {
    return objectsBetween(W, V, Of, Parts) <= Parts ||
           objectsBetween(W, Of, V, MaxHolders) <= MaxHolders;
  });
}

/// What was marked as going has no new users; the ones it had have counted
/// themselves, and are still there.
bool usersCount(FunctionFlow &W, Vocabulary &V, const TimeLeaf &T) {
  const Term &A = W.terms()[T.X];
  return (A.Kind == TermKind::FieldAddr || A.Kind == TermKind::FieldOf) &&
         V.usage().counterIn(A.B, W.self()).first;
}

/// What was marked as going may have become wanted again since a note was made
/// of it: the mark is elsewhere, and others take it off.
static bool isTakenBack(FunctionFlow &W, Vocabulary &V, const TimeLeaf &T) {
  const Term &A = W.terms()[T.X];
  return (A.Kind == TermKind::FieldAddr || A.Kind == TermKind::FieldOf) &&
         V.usage().takesBack(A.B, W.self());
}

/// The mark on the thing itself is one that others take off again.
static bool isUnmarked(FunctionFlow &W, Vocabulary &V, const TimeLeaf &T) {
  const Term &A = W.terms()[T.X];
  return (A.Kind == TermKind::FieldAddr || A.Kind == TermKind::FieldOf) &&
         V.usage().unmarks(A.B, W.self());
}

/// A record with more fields than this holds the state of the program, not of
/// one thing, unless it is what goes.
static constexpr unsigned MaxOfThing = 40;

static bool isOfProgram(FunctionFlow &W, Vocabulary &V, const TimeLeaf &L,
                        const Thing &R) {
  const TermTable &T = W.terms();
  const Term &A = T[L.X];
  if (A.Kind != TermKind::FieldAddr && A.Kind != TermKind::FieldOf)
    return false;
  TermId Root = T.root(L.Of);
  bool Whole =
      T.kind(Root) == TermKind::GlobalAddr ||
      ((T.kind(Root) == TermKind::This || T.kind(Root) == TermKind::Param) &&
       T.op(L.X, 0) == Root && !is_contained(R.Values, Root));
  return Whole && V.field(W, A.B, A.A).Beside > MaxOfThing;
}

/// A look that follows the act, on the way to the next turn of a loop: it
/// decides about what is there then.
static bool isLater(FunctionFlow &W, const TimeLeaf &L, const Event *Act,
                    const Thing &R) {
  if (!Act)
    return false;
  auto Follows = [&](ir::BlockId B, ir::ValueId Site) {
    return B == Act->Block ? Site > Act->Site
                           : W.graph().dominates(Act->Block, B);
  };
  if (L.By != NoEvent) {
    const Event &Look = W.event(L.By);
    return !W.isEntry(L.By) &&
           (Look.Block == Act->Block && Look.Site == Act->Site
                ? &Look > Act // in one callee
                : Follows(Look.Block, Look.Site));
  }
  // Found by a later call, and nothing that this turn's thing comes from.
  if (!W.graph().inLoop(Act->Block))
    return false;
  TermTable &T = W.terms();
  SmallVector<TermId, 4> Found;
  T.any(L.Of, [&](TermId X) {
    if (T.kind(X) == TermKind::Opaque && T[X].A < W.function().Instrs.size())
      for (ir::BlockId B : W.graph().order()) {
        const ir::Block &K = W.function().Blocks[B];
        if (T[X].A >= K.Begin && T[X].A < K.End && Follows(B, T[X].A))
          Found.push_back(X);
      }
    return false;
  });
  return !Found.empty() && all_of(Found, [&](TermId X) {
    return none_of(R.Values,
                   [&](TermId V) { return closure(W, V).contains(X); });
  });
}

/// A sweep: what has been met on a walk was given the number, and what bears
/// another was not met. Both in loops of this function.
static bool isSweep(FunctionFlow &W, const TimeLeaf &L, const Event *Act) {
  const TermTable &T = W.terms();
  if (!Act ||
      (T.kind(L.X) != TermKind::FieldAddr &&
       T.kind(L.X) != TermKind::FieldOf) ||
      !W.graph().inLoop(Act->Block))
    return false;
  const Term &Field = T[L.X];
  const ir::Function &F = W.function();
  return any_of(W.graph().order(), [&](ir::BlockId B) {
    if (!W.graph().inLoop(B) || W.graph().reaches(Act->Block, B))
      return false;
    return any_of(seq(F.Blocks[B].Begin, F.Blocks[B].End), [&](uint32_t I) {
      const ir::Instr &X = F.Instrs[I];
      const ir::Step *S =
          X.Kind == ir::Op::Store ? F.Places[X.Aux].field() : nullptr;
      return S && W.program().name(W.unitIndex(), S->Name) == Field.A &&
             W.program().name(W.unitIndex(), S->Owner) == Field.B;
    });
  });
}

std::optional<Age> ageIn(FunctionFlow &W, Vocabulary &V, const Conjunction &C,
                         const Thing &R, const Event *Act,
                         DenseSet<std::pair<TermId, unsigned>> *NoAge) {
  std::optional<Age> Best;
  for (Literal L : C) {
    if (NoAge && NoAge->contains({L.Cond, L.Holds}))
      continue;
    bool None = true;
    auto X = readComparison(W, V, L);
    if (!X) {
      if (NoAge)
        NoAge->insert({L.Cond, L.Holds});
      continue;
    }
    for (const TimeLeaf &T : X->Leaves) {
      if (T.Now || !T.Of || isLater(W, T, Act, R) ||
          (T.Words & bit(WordClass::Dead) && !usersCount(W, V, T) &&
           !isTakenBack(W, V, T) && !isUnmarked(W, V, T)))
        continue;
      bool Counts =
          T.Words & bit(WordClass::Generation) &&
          !(T.Words & (bit(WordClass::Birth) | bit(WordClass::AccessTime)));
      bool IsAge = T.Words & bit(WordClass::Age) &&
                   !(T.Words & (bit(WordClass::Birth) | bit(WordClass::Lease)));
      // Of another generation than it should be.
      if (X->Equality && (!Counts || !X->Differs || isSweep(W, T, Act)))
        continue;
      // The act must rest on the thing being old, not on it being new.
      int Old = IsAge ? 1 : -1;
      if (!X->Equality && X->Order * T.Sign != Old)
        continue;
      bool Other =
          (Counts && X->Current) || any_of(X->Leaves, [&](const TimeLeaf &O) {
            if (&O == &T)
              return false;
            return !Counts ||
                   O.Words &
                       (bit(WordClass::Generation) | bit(WordClass::Oldest)) ||
                   (!O.Typed && !O.Now && O.Words & TimeWords);
          });
      // What bears an older mark than the others is what no walk has reached.
      if (T.Ticks && !X->Difference && !W.terms().any(L.Cond, [&](TermId Y) {
            return W.terms().kind(Y) == TermKind::Bin;
          }))
        continue;
      // A number that a key was looked up for, and a bound under any name.
      bool Bound =
          Counts && !Other && !X->Literal && !X->Equality && goesByKey(W, T, R);
      if (!Other && !IsAge && !Bound && (X->Literal || !T.Typed || Counts))
        continue;
      if (Counts && !Other && !Bound)
        continue;
      if (isOfProgram(W, V, T, R) ||
          (!belongs(W, T.Of, R.Self) && !describes(W, T, R) &&
           !readFromFile(W, T, R, Act)))
        continue;
      // What is told apart by a parameter or global alone needs a closer tie.
      if ((Counts || R.Self.Own.empty()) && T.By == NoEvent &&
          W.terms().kind(T.X) != TermKind::Opaque && !describes(W, T, R) &&
          !isItsOwn(W, T, Counts, R))
        continue;
      None = false;
      Age A;
      A.Of = L;
      A.Time = T;
      A.All = *X;
      A.Bound = Bound;
      A.TakenBack = T.Words & bit(WordClass::Dead) && isTakenBack(W, V, T);
      A.Unmarked = T.Words & bit(WordClass::Dead) && !A.TakenBack &&
                   !usersCount(W, V, T);
      A.Oldest = fromUsers(W, V, *X, T, Counts, L);
      // When it came into being says least of whether it is in use.
      auto Rank = [](const Age &A) {
        return A.Time.Words & bit(WordClass::Lease)        ? 2
               : A.Time.Words & bit(WordClass::AccessTime) ? 1
                                                           : 0;
      };
      if (!Best || Best->Oldest < A.Oldest || Rank(A) > Rank(*Best))
        Best = std::move(A);
    }
    if (NoAge && None)
      NoAge->insert({L.Cond, L.Holds});
  }
  return Best;
}

} // namespace tocsin::cleanup
