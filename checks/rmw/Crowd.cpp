//===- Crowd.cpp - When a thread seems to race with all of a program ------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread that is seen to get, by a chain of calls, to a large part of a
// program, none of it locked, does not get there in truth: an event loop hands
// it work at times when it touches nothing else, or a state that no analysis
// of calls sees keeps it out. One such chain would accuse the whole program.
// What many agree on is a rule of that program, after Engler, Chen, Hallem,
// Chou, Chelf, "Bugs as Deviant Behavior" (SOSP 2001).
//
//===----------------------------------------------------------------------===//

#include "checks/rmw/Rmw.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::link;

namespace tocsin::rmw {

/// Cells that one thread may be seen to race for, calls away from its body,
/// before that is taken for a rule of the program. Real oversights come in ones
/// and twos; a chain into an event loop accuses hundreds.
static constexpr unsigned CrowdOf = 12;

/// Calls between a thread's body and a function before it counts as away.
static constexpr unsigned AwayFrom = 2;

/// Whether nothing but threads that get there speaks for the verdict. The lock
/// of main's loop is held there unless some state says otherwise.
static bool restsOnThreads(const Shared &S, const Verdict &V) {
  switch (V.Is) {
  case Kind::NoLock:
  case Kind::Caller:
    return S.onMainLoop(V.Lock);
  case Kind::NoLockAtAll:
  case Kind::LazyInit:
  case Kind::Greater:
  case Kind::ContainerAct:
    return !V.Lock;
  default:
    return false;
  }
}

void demoteCrowds(const Shared &S, MutableArrayRef<Verdict> Verdicts) {
  DenseMap<ProgFunc, ThreadWay> Ways;
  auto WayTo = [&](ProgFunc F) -> const ThreadWay & {
    auto [It, New] = Ways.try_emplace(F);
    if (New)
      It->second = S.threadOf(F);
    return It->second;
  };
  std::map<ProgFunc, DenseSet<NameId>> Cells; // by body of the thread
  SmallVector<std::pair<Verdict *, ProgFunc>, 32> Away;
  for (Verdict &V : Verdicts) {
    if (!restsOnThreads(S, V))
      continue;
    const ThreadWay *Way = &WayTo(V.Act->Function);
    if (!Way->Entry && V.Other)
      Way = &WayTo(V.Other->Function);
    if (!Way->Entry || Way->Chain.size() <= AwayFrom)
      continue;
    Cells[Way->Entry->Body].insert(V.Act->Key);
    Away.push_back({&V, Way->Entry->Body});
  }
  for (auto [V, Body] : Away)
    if (Cells[Body].size() > CrowdOf)
      V->Sure = Confidence::Low;
}

} // namespace tocsin::rmw
