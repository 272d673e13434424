//===- HandedOut.cpp - Names that callers get in a container --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A helper looks at files and gives back a list of those that passed. Their
// names are its own, so that callers could not tell what was looked at: the
// looks go with what puts the names into the list.
//
//===----------------------------------------------------------------------===//

#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::model;

namespace tocsin::flow {

bool FunctionFlow::isOfContainer(TermId X, const Event &Put) {
  TermId Into = Put.slot(Slot::Container);
  bool Found = false;
  derivation(X, [&](TermId Y) {
    const Term &A = T[Y];
    Found |= Y == Into || (A.Kind == TermKind::Phi && A.B == Into) ||
             (A.Kind == TermKind::Opaque && A.A == Put.Site);
    return !Found && A.Kind != TermKind::Taken;
  });
  return Found;
}

/// Whether the container is the caller's, or comes to be.
static bool isGiven(TermTable &T, TermId Into) {
  return T.any(Into, [&](TermId Y) {
    TermKind K = T.kind(Y);
    return K == TermKind::Param || K == TermKind::This ||
           K == TermKind::Captured || K == TermKind::GlobalAddr;
  });
}

SmallVector<EventId, 4> FunctionFlow::handedOut() {
  SmallVector<EventId, 4> R;
  for (EventId E = 0; E < Events.size(); ++E) {
    const Event &Put = Events[E];
    TermId Into = Put.slot(Slot::Container);
    if (!Happens[E] || Put.role() != Role::Enqueue || !Into)
      continue;
    size_t Before = R.size();
    for (EventId D : liveBefore(E)) {
      TermId Path = Events[D].slot(Slot::Path);
      if (Events[D].role() == Role::PathCheck && Path &&
          any_of(Put.Slots, [&](auto &S) {
            return S.first == Slot::Object &&
                   T.any(S.second, [&](TermId Y) { return Y == Path; });
          }))
        R.push_back(D);
    }
    if (R.size() == Before)
      continue;
    if (isGiven(T, Into) || any_of(ReturnWays, [&](const PhiWay &Way) {
          return isOfContainer(Way.Value, Put);
        }))
      R.push_back(E);
    else
      R.truncate(Before);
  }
  return R;
}

} // namespace tocsin::flow
