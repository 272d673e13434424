//===- Judgement.h - One access to shared memory, judged --------*- C++ -*-===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The questions that are asked of one access; Judge.cpp says in which order.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_RMW_JUDGEMENT_H
#define TOCSIN_CHECKS_RMW_JUDGEMENT_H

#include "checks/rmw/Rmw.h"
#include "llvm/ADT/STLExtras.h"

namespace tocsin::rmw {

class Judgement {
public:
  Judgement(const link::Shared &S, const link::AccessFact &A)
      : S(S), A(A), G(S.guardOf(A.Key)) {
    llvm::copy_if(S.entryLocks(A.Function), std::back_inserter(Entry),
                  [&](auto &L) {
                    return !llvm::is_contained(A.GivenBack, L.Key) &&
                           (!S.isMask(L.Key) || S.inHandler(A.Key));
                  });
  }
  Verdict run();

private:
  bool exclusive(llvm::ArrayRef<link::LockFact> L) const {
    return llvm::any_of(
        L, [](auto &X) { return X.Mode != flow::LockMode::Shared; });
  }
  bool under(llvm::ArrayRef<link::LockFact> L, flow::NameId Lock) const {
    return llvm::any_of(L, [&](auto &X) { return X.Key == Lock; });
  }
  bool locked() const { return !A.Held.empty() || A.Locked || !Entry.empty(); }
  /// The lock is made or destroyed around here, and no thread runs yet or
  /// still.
  bool handed() const {
    return (!A.Started || A.Joined) && S.handsOver(A.Function, G.Lock);
  }
  bool covered(const link::ReadFact &R) const;
  bool addedTo() const;
  const link::ReadFact *uncovered(bool Data) const;
  const link::ReadFact *searched() const;
  const link::ReadFact *limit() const;
  bool rechecked() const;
  bool isOfProgram(flow::NameId Lock) const {
    return S.name(Lock).starts_with("@") || S.isGlobal(Lock);
  }
  bool related(flow::NameId Lock, bool SameObject) const;
  bool relevant(llvm::ArrayRef<link::LockFact> L) const;
  bool found() const;
  bool writtenAlone(flow::NameId Lock) const;
  std::optional<Confidence> guarded() const;
  std::optional<Confidence> concurrent();
  bool singleWriter() const;
  bool oneWriter() const;
  bool ownWriter() const;
  Verdict give(Kind K, Confidence C, const link::ReadFact *R = nullptr,
               flow::NameId Lock = 0) const {
    Verdict V;
    V.Is = K;
    V.Sure = C;
    V.Act = &A;
    V.Read = R;
    V.Lock = Lock;
    V.Other = Other;
    return V;
  }

  Verdict judgeAtomic();
  bool publishes() const;
  bool onlyTaker() const;
  bool runsApart() const;
  Verdict judgeBesideLock();
  Verdict judgeReread();
  Verdict judgeSections();
  Verdict judgeMode();
  Verdict judgeApart();
  Verdict judgeStripe();
  Verdict judgeLockless();
  Verdict judgeBlind();
  Verdict judgeCaller();
  Verdict judgeSignal();
  bool besideHandlers() const;
  Verdict judgeCount();
  Verdict judgeElement();
  Verdict judgeReference();
  Verdict judgeMixed();
  Verdict judgeInit();

  const link::Shared &S;
  const link::AccessFact &A;
  const link::Guard &G;
  link::LockFacts Entry; // held by all who call, and still
  const link::AccessFact *Other = nullptr;
};

} // namespace tocsin::rmw

#endif // TOCSIN_CHECKS_RMW_JUDGEMENT_H
