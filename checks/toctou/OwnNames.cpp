//===- OwnNames.cpp - Acts in directories that all callers made -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A helper that is handed a name, or an object that makes names, cannot tell
// where it lies. Those who call it can: the act comes up to them.
//
//===----------------------------------------------------------------------===//

#include "checks/toctou/Toctou.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::toctou {

void OwnNames::note(FunctionFlow &W, const link::Program &P) {
  for (EventId E = 0; E < W.events().size(); ++E) {
    const Event &Act = W.event(E);
    if (!W.happens(E) || Act.Via.empty() ||
        (Act.role() != Role::PathUse && Act.role() != Role::PathList))
      continue;
    bool Own = true, Any = false;
    for (Slot S : {Slot::Path, Slot::Path2})
      if (TermId Path = Act.slot(S)) {
        Any = true;
        Own &= isPrivate(W, Path);
      }
    // Who is called in turn leaves it to the next.
    if (!Any || (!Own && P.callSites(W.self()) > 0))
      continue;
    Position At = window::positionOf(W.program(), Act.At);
    Seen[{At.File, At.Line, At.Col}] |= Own ? 1 : 2;
  }
}

bool OwnNames::isAlways(const Position &Act) const {
  auto It = Seen.find({Act.File, Act.Line, Act.Col});
  return It != Seen.end() && It->second == 1;
}

} // namespace tocsin::toctou
