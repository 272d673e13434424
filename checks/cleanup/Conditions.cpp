//===- Conditions.cpp - The atoms of a condition --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes a condition apart into conjunctions of atoms: a guard counts only where
// it stands beside the age, not on the other side of an `or`. What a predicate
// returns is a nested choice and is taken apart like any other condition.
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/Facts.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <memory>

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::ir;

namespace tocsin::cleanup {

static constexpr unsigned MaxDepth = 24;

namespace {
using Sum = std::vector<Conjunction>;

using Shared = std::shared_ptr<const Sum>;

/// A term taken apart, and how deep that went. What merely stands for another
/// term shares that one's ways.
struct Part {
  Shared Ways;
  unsigned Height = 0;
};

/// The parts of a function's conditions. Conditions share most of their terms.
struct Parts : PolicyRoom {
  DenseMap<std::pair<TermId, unsigned>, Part> Known;
  DenseMap<TermId, bool> Truth;
  DenseMap<TermId, bool> Timed; // whether there are timed atoms in it
  DenseMap<TermId, SmallVector<TermId, 2>> Atoms; // see timedAtoms
};

class Splitter {
public:
  explicit Splitter(FunctionFlow &W)
      : W(W), T(W.terms()), Memo(W.room<Parts>()) {}

  /// What the bound did not cut is the same at every depth that it fits in;
  /// what it did is kept apart by depth.
  const Sum &split(TermId X, bool Holds, unsigned Depth) {
    return *share(X, Holds, Depth);
  }

  const Shared &share(TermId X, bool Holds, unsigned Depth) {
    std::pair<TermId, unsigned> Whole(X, Holds),
        AtDepth(X, Holds | (Depth + 1) << 1);
    auto It = Memo.Known.find(Whole);
    if (It == Memo.Known.end() || Depth + It->second.Height > MaxDepth)
      It = Memo.Known.find(AtDepth);
    if (It != Memo.Known.end()) {
      Deepest = std::max(Deepest, Depth + It->second.Height);
      return It->second.Ways;
    }
    unsigned Before = std::exchange(Deepest, Depth);
    Part P;
    P.Ways = compute(X, Holds, Depth);
    P.Height = Deepest - Depth;
    Part &Known = Memo.Known[Deepest > MaxDepth ? AtDepth : Whole];
    Known = std::move(P);
    Deepest = std::max(Deepest, Before);
    return Known.Ways;
  }

  /// Whether an atom of `X`, whichever way it goes, may compare a time.
  bool timed(TermId X, Vocabulary &V, unsigned Depth) {
    if (!X || T.constant(X))
      return false;
    auto [It, New] = Memo.Timed.try_emplace(X, false);
    if (!New)
      return It->second;
    bool Is = Depth > MaxDepth || computeTimed(X, V, Depth);
    return Memo.Timed[X] = Is;
  }

  /// The timed atoms of `X`, however deep they stand.
  void collect(TermId X, Vocabulary &V, SmallVectorImpl<TermId> &Into) {
    SmallVector<TermId, 16> Work{X};
    DenseSet<TermId> Seen;
    while (!Work.empty()) {
      X = Work.pop_back_val();
      if (!timed(X, V, 0) || !Seen.insert(X).second)
        continue;
      if (isTimedAtom(X, V))
        Into.push_back(X);
      parts(X, [&](TermId O) {
        Work.push_back(O);
        return false;
      });
    }
  }

  /// Adds what must hold, too; false if it cannot.
  static bool add(ArrayRef<Literal> All, Conjunction &Into) {
    bool Possible = true;
    for (Literal Lit : All) {
      Possible &= !is_contained(Into, Literal{Lit.Cond, !Lit.Holds});
      if (!is_contained(Into, Lit))
        Into.push_back(Lit);
    }
    return Possible;
  }
  static void add(ArrayRef<Literal> All, Sum &Into) {
    llvm::erase_if(Into, [&](Conjunction &C) { return !add(All, C); });
  }

  /// Of what would have too many ways, `Else` is left as it is.
  static Sum both(const Sum &L, const Sum &R, Literal Else) {
    if (L.size() * R.size() > MaxConjunctions)
      return {Conjunction{Else}};
    Sum S;
    for (const Conjunction &A : L)
      for (const Conjunction &B : R) {
        Conjunction C = A;
        if (add(B, C))
          S.push_back(std::move(C));
      }
    return S;
  }

private:
  static Shared make(Sum S) {
    return std::make_shared<const Sum>(std::move(S));
  }
  static Shared make(Literal Atom) {
    Sum One(1);
    One[0].push_back(Atom);
    return make(std::move(One));
  }

  Shared compute(TermId X, bool Holds, unsigned Depth) {
    if (!X)
      return make(Sum(1));
    if (auto C = Depth > MaxDepth ? std::nullopt : T.constant(X))
      return make((*C != 0) == Holds ? Sum(1) : Sum());
    Literal Atom{X, Holds};
    if (Depth > MaxDepth)
      return make(Atom);
    const Term A = T[X];
    switch (A.Kind) {
    case TermKind::Not:
      return share(T.op(X, 0), !Holds, Depth + 1);
    case TermKind::And:
    case TermKind::Or: {
      TermId L = T.op(X, 0), R = T.op(X, 1);
      if ((A.Kind == TermKind::And) == Holds)
        return make(
            both(split(L, Holds, Depth + 1), split(R, Holds, Depth + 1), Atom));
      return make(either(
          split(L, Holds, Depth + 1),
          both(split(L, !Holds, Depth + 1), split(R, Holds, Depth + 1), Atom),
          Atom));
    }
    case TermKind::Select:
      return make(either(both(split(T.op(X, 0), true, Depth + 1),
                              split(T.op(X, 1), Holds, Depth + 1), Atom),
                         both(split(T.op(X, 0), false, Depth + 1),
                              split(T.op(X, 2), Holds, Depth + 1), Atom),
                         Atom));
    case TermKind::Phi: {
      TermId G = W.gated(X);
      return G == X ? make(Atom) : share(G, Holds, Depth + 1);
    }
    case TermKind::Cmp:
      return compare(X, Holds, Depth, Atom);
    default:
      return make(Atom);
    }
  }

  bool computeTimed(TermId X, Vocabulary &V, unsigned Depth) {
    return isTimedAtom(X, V) ||
           parts(X, [&](TermId O) { return timed(O, V, Depth + 1); });
  }

  bool isTimedAtom(TermId X, Vocabulary &V) {
    TermKind K = T.kind(X);
    if (K != TermKind::Cmp && K != TermKind::Opaque)
      return false;
    const Comparison *C = readComparison(W, V, Literal{X, true});
    // A time that compares itself does so with the clock.
    return C && (K == TermKind::Opaque ||
                 any_of(C->Leaves, [](const TimeLeaf &L) { return !L.Now; }));
  }

  /// Whether a condition that `X` is made of fulfils `Do`.
  bool parts(TermId X, function_ref<bool(TermId)> Do) {
    switch (T.kind(X)) {
    case TermKind::Not:
    case TermKind::And:
    case TermKind::Or:
    case TermKind::Select: {
      SmallVector<TermId, 3> Ops(T.ops(X)); // what follows may make terms
      return any_of(Ops, Do);
    }
    case TermKind::Phi: {
      TermId G = W.gated(X);
      return G != X && Do(G);
    }
    case TermKind::Cmp:
      return comparedParts(X, Do);
    default:
      return false;
    }
  }

  /// The atoms that compare() finds in a comparison with a constant.
  bool comparedParts(TermId X, function_ref<bool(TermId)> Do) {
    TermId L = T.op(X, 0), R = T.op(X, 1);
    if (!T.constant(R) || T.constant(L))
      return false;
    auto With = [&](TermId Of) {
      return T.get(TermKind::Cmp, T[X].A, 0, 0, {Of, R});
    };
    if (T.kind(L) == TermKind::Cmp && CmpOp(T[L].A) == CmpOp::Spaceship)
      return Do(T.get(TermKind::Cmp, T[X].A, 0, 0, T.ops(L)));
    if (isTruth(L))
      return Do(L);
    TermId Chosen = T.kind(L) == TermKind::Phi ? W.gated(L) : L;
    if (T.kind(Chosen) != TermKind::Select)
      return false;
    return Do(T.op(Chosen, 0)) || Do(With(T.op(Chosen, 1))) ||
           Do(With(T.op(Chosen, 2)));
  }

  static Sum either(Sum L, const Sum &R, Literal Else) {
    if (L.size() + R.size() > MaxConjunctions)
      return {Conjunction{Else}};
    L.insert(L.end(), R.begin(), R.end());
    return L;
  }

  bool isTruth(TermId X) {
    auto [It, New] = Memo.Truth.try_emplace(X, false);
    if (!New)
      return It->second;
    bool Is = computeTruth(X);
    return Memo.Truth[X] = Is;
  }

  bool computeTruth(TermId X) {
    switch (T.kind(X)) {
    case TermKind::Cmp:
      return CmpOp(T[X].A) != CmpOp::Spaceship;
    case TermKind::Not:
    case TermKind::And:
    case TermKind::Or:
      return true;
    case TermKind::Select:
      return (isTruth(T.op(X, 1)) || T.constant(T.op(X, 1))) &&
             (isTruth(T.op(X, 2)) || T.constant(T.op(X, 2)));
    case TermKind::Phi: {
      TermId G = W.gated(X);
      return G != X && isTruth(G);
    }
    default:
      return false;
    }
  }

  Shared compare(TermId X, bool Holds, unsigned Depth, Literal Atom) {
    CmpOp Op = CmpOp(T[X].A);
    TermId L = T.op(X, 0), R = T.op(X, 1);
    auto C = T.constant(R);
    if (!C)
      return make(Atom);
    // `(a <=> b) < 0`
    if (T.kind(L) == TermKind::Cmp && CmpOp(T[L].A) == CmpOp::Spaceship &&
        *C == 0)
      return make(
          Literal{T.get(TermKind::Cmp, unsigned(Op), 0, 0, T.ops(L)), Holds});
    if (auto K = T.constant(L)) {
      std::optional<bool> Known = decide(Op, *K, *C);
      return Known ? make(*Known == Holds ? Sum(1) : Sum()) : make(Atom);
    }
    // `pred() != 0`, `ok == false`
    if (isTruth(L) && (*C == 0 || *C == 1) &&
        (Op == CmpOp::Eq || Op == CmpOp::Ne))
      return share(L, Holds == ((Op == CmpOp::Ne) == (*C == 0)), Depth + 1);
    TermId Chosen = T.kind(L) == TermKind::Phi ? W.gated(L) : L;
    if (T.kind(Chosen) != TermKind::Select)
      return make(Atom);
    auto With = [&](unsigned I) {
      return T.get(TermKind::Cmp, unsigned(Op), 0, 0, {T.op(Chosen, I), R});
    };
    TermId If = With(1), Else = With(2);
    return make(either(both(split(T.op(Chosen, 0), true, Depth + 1),
                            split(If, Holds, Depth + 1), Atom),
                       both(split(T.op(Chosen, 0), false, Depth + 1),
                            split(Else, Holds, Depth + 1), Atom),
                       Atom));
  }

  static std::optional<bool> decide(CmpOp Op, int64_t L, int64_t R) {
    switch (Op) {
    case CmpOp::Eq:
      return L == R;
    case CmpOp::Ne:
      return L != R;
    case CmpOp::Lt:
      return L < R;
    case CmpOp::Le:
      return L <= R;
    case CmpOp::Gt:
      return L > R;
    case CmpOp::Ge:
      return L >= R;
    case CmpOp::Spaceship:
      return std::nullopt;
    }
    return std::nullopt;
  }

  FunctionFlow &W;
  TermTable &T;
  Parts &Memo;
  unsigned Deepest = 0; // reached by what is being taken apart
};
} // namespace

bool comparesTimes(FunctionFlow &W, Vocabulary &V, ArrayRef<Literal> All) {
  Splitter S(W);
  return any_of(All, [&](Literal L) { return S.timed(L.Cond, V, 0); });
}

ArrayRef<TermId> timedAtoms(FunctionFlow &W, Vocabulary &V, TermId Cond) {
  auto &Known = W.room<Parts>().Atoms;
  auto It = Known.find(Cond);
  if (It == Known.end()) {
    SmallVector<TermId, 2> Atoms;
    Splitter(W).collect(Cond, V, Atoms);
    It = Known.try_emplace(Cond, std::move(Atoms)).first;
  }
  return It->second;
}

std::vector<Conjunction> disjuncts(FunctionFlow &W, ArrayRef<Literal> All) {
  Splitter S(W);
  std::vector<Conjunction> R{Conjunction()};
  for (Literal L : All) {
    const Sum &One = S.split(L.Cond, L.Holds, 0);
    // Too many ways: this condition stays as it is.
    if (R.size() * One.size() > MaxConjunctions)
      S.add({L}, R);
    else if (One.size() == 1)
      S.add(One[0], R);
    else
      R = S.both(R, One, L);
  }
  return R;
}

} // namespace tocsin::cleanup
