//===- Atomic.cpp - Steps on atomic objects that are not one --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each access is ordered by itself; what is asked is whether two of them, a
// load and a store or an update and a second look, are taken for one.
//
//===----------------------------------------------------------------------===//

#include "checks/rmw/Judgement.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::link;

namespace tocsin::rmw {

/// Who loads without an order what it then stores in release order knows that
/// nobody else writes: a queue's end, a sequence number. Nobody changes it in
/// one step either.
bool Judgement::publishes() const {
  if (!A.Shows || A.Kind != AccessKind::Write || S.runsTwice(A.Function) ||
      none_of(A.Reads, [](const ReadFact &R) { return R.Relaxed; }))
    return false;
  return all_of(S.accessesOf(A.Key), [&](unsigned I) {
    const AccessFact &O = S.accesses()[I];
    return !O.writes() || S.isMaking(O) ||
           (O.Kind == AccessKind::Write && (O.Shows || O.Relaxed));
  });
}

/// Main alone takes away what signal handlers put there: what it has seen stays
/// there until it takes it.
bool Judgement::besideHandlers() const {
  return S.inHandler(A.Key) && S.onlyFromMain(A.Function) &&
         all_of(S.accessesOf(A.Key), [&](unsigned I) {
           const AccessFact &O = S.accesses()[I];
           return !O.writes() || S.isMaking(O) || S.onSignal(O.Function) ||
                  S.onlyFromMain(O.Function);
         });
}

Verdict Judgement::judgeAtomic() {
  if (A.Misplaced)
    return give(Kind::AtomicOrder, Confidence::High);
  // Others move on from a state in one step.
  bool Moved = any_of(S.accessesOf(A.Key), [&](unsigned I) {
    return S.accesses()[I].Kind == AccessKind::Compare;
  });
  // Each thread works on the one that it was given, unless it expects others
  // there.
  auto Beware = [&](unsigned I) {
    const AccessFact &O = S.accesses()[I];
    return O.Kind == AccessKind::Compare && O.Function != A.Function &&
           S.threadOf(O.Function).Entry == S.threadOf(A.Function).Entry;
  };
  if (singleWriter() ||
      (S.isEachOnesOwn(A) && none_of(S.accessesOf(A.Key), Beware)))
    return {};
  // One writer, and atomic for those who look: if two were here, the plain
  // parts beside it would break first. Or two modes, and this the one for one.
  if (A.Dual || (A.Beside && !S.runsTwice(A.Function)) || publishes())
    return {};
  // What is put there comes from what was there; what was there since is
  // dropped.
  if (A.Kind == AccessKind::Update && A.Plain && A.Discarded) {
    for (bool Data : {true, false})
      if (const ReadFact *R = uncovered(Data);
          R && R->Atomic && R->Kind == AccessKind::Read && !rechecked())
        return give(Data ? Kind::AtomicPair : Kind::AtomicCheck,
                    Data ? Confidence::High : Confidence::Medium, R);
    return {};
  }
  // Let in below a limit, and counted: others may come in between.
  if (A.Kind == AccessKind::Update && !A.Plain) {
    const ReadFact *R = uncovered(false);
    // Who lets go of its own and frees the object if that was the last may ask
    // first whether it is the only owner.
    auto Frees = [&](unsigned I) {
      const AccessFact &O = S.accesses()[I];
      return O.Decides && O.At == A.At && O.Kind == AccessKind::Update;
    };
    if (R && R->One && any_of(S.accessesOf(A.Key), Frees))
      return {};
    // Bits: what was there before tells who has set them first.
    if (A.Decides && !A.Step)
      return {};
    // Far below calls it is a figure of the program.
    if (R && R->Atomic && R->Kind == AccessKind::Read && !R->Looped &&
        R->Via.size() + A.Via.size() <= 2 && !locked() && !besideHandlers())
      return give(Kind::AtomicCheck, Confidence::Medium, R);
    return {};
  }
  if (A.Kind != AccessKind::Write)
    return {};
  auto Pair = [&](bool Data) -> const ReadFact * {
    const ReadFact *R = uncovered(Data);
    return R && R->Atomic ? R : nullptr;
  };
  if (const ReadFact *R = Pair(true))
    return give(Kind::AtomicPair, Confidence::High, R);
  if (const ReadFact *R = Pair(false)) {
    // Below calls on both sides it is a figure of the program.
    if (R->Via.size() + A.Via.size() > 3)
      return {};
    // A lock made of an atomic object: taken in one step, given back here.
    if (any_of(A.Reads, [](const ReadFact &X) {
          return X.Control && (X.Claims || X.Kind == AccessKind::Update);
        }))
      return {};
    // Writing the same constant twice does no harm, unless others move on.
    if ((A.Constant && (A.Alone || A.Sticky) && !Moved) || rechecked() ||
        A.Rechecked || (!A.here() && A.Relooked))
      return {};
    return give(Kind::AtomicCheck, Confidence::Medium, R);
  }
  return judgeBesideLock();
}

/// A load and a store under a lock, which others that change the object in one
/// step do not take.
Verdict Judgement::judgeBesideLock() {
  auto R = find_if(reverse(A.Reads), [&](const ReadFact &X) {
    return X.Atomic && X.Covered && X.Kind == AccessKind::Read && !X.Spent &&
           (X.Data || (X.Control && !A.Constant));
  });
  if (R == A.Reads.rend() || !exclusive(A.Held) ||
      A.Held[0].Key == S.someLock())
    return {};
  // Either this way or that one.
  if (any_of(S.accesses(),
             [&](const AccessFact &O) { return O.Dual && O.At == A.At; }))
    return {};
  for (unsigned I : S.accessesOf(A.Key)) {
    const AccessFact &O = S.accesses()[I];
    bool Step = O.Kind == AccessKind::Compare ||
                (O.Kind == AccessKind::Update && !O.Plain);
    if (!O.Atomic || !Step || !O.here() || O.Function == A.Function ||
        S.isMaking(O) || !O.Held.empty() || !S.entryLocks(O.Function).empty() ||
        S.unknownCallers(O.Function))
      continue;
    Other = &O;
    return give(Kind::AtomicPair, Confidence::Medium, &*R, A.Held[0].Key);
  }
  return {};
}

/// ++d; if (d == 2) ...: the second read may see another thread's step.
Verdict Judgement::judgeReread() {
  if (!A.Decides)
    return {};
  // Far below calls it is a figure of the program, not one's own step; and bits
  // of which one callee changes some and another asks for some are two tasks.
  for (const ReadFact &R : reverse(A.Reads))
    if (R.Data && R.Kind == AccessKind::Update && R.Atomic && !covered(R) &&
        !R.Looped && R.Via.size() + A.Via.size() <= (R.Step ? 2 : 1))
      return give(Kind::AtomicReread, Confidence::Medium, &R);
  return {};
}

} // namespace tocsin::rmw
