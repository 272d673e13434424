//===- Sections.cpp - Two critical sections where one is needed -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The read and the act are both made under a lock, or one of them is, and no
// acquisition covers both.
//
//===----------------------------------------------------------------------===//

#include "checks/rmw/Judgement.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::link;

namespace tocsin::rmw {

/// A search through the array in an earlier critical section, by which the
/// write was decided or its element chosen.
const ReadFact *Judgement::searched() const {
  if (rechecked())
    return nullptr;
  // Or no lock is held any more, of those that guard the array.
  bool After = !locked() && guarded();
  if (!After && !exclusive(A.Held))
    return nullptr;
  // One step under the lock loses nothing, whatever let it happen.
  bool Step = A.Constant || (A.Kind == AccessKind::Update && !A.Plain);
  for (const ReadFact &R : reverse(A.Reads))
    if ((R.Sibling || R.Chosen) && R.Control && !R.Spent && !covered(R) &&
        !R.Looped && (R.Chosen || (!Step && !After)) &&
        any_of(R.Held, [&](auto &L) {
          return After ? L.Key == G.Lock : under(A.Held, L.Key);
        }))
      return &R;
  return nullptr;
}

/// How much was in the container, which let something be put there that looks
/// for nothing but its key.
const ReadFact *Judgement::limit() const {
  if (!A.Checks || !A.Object || A.Ends || A.Kind == AccessKind::Read)
    return nullptr;
  for (const ReadFact &R : reverse(A.Reads))
    if (R.Sized && R.Control && !R.Spent && !R.Early && !covered(R))
      return &R;
  return nullptr;
}

/// Both ends locked, but not by one acquisition.
Verdict Judgement::judgeSections() {
  if (exclusive(A.Held) && (ownWriter() || onlyTaker()))
    return {};
  for (bool Data : {true, false}) {
    const ReadFact *R = uncovered(Data);
    // An insert looks for its key itself, not how much is there.
    const ReadFact *Full = Data ? nullptr : limit();
    if (Full)
      R = Full;
    if (!R || R->SharedOnly)
      continue;
    // The same lock at both ends is meant for both.
    bool Twice = any_of(R->Held, [&](auto &L) { return under(A.Held, L.Key); });
    bool ReadLocked = Twice || relevant(R->Held) || R->Locked;
    bool ActLocked = Twice || relevant(A.Held) || A.Locked;
    if (!ReadLocked && !ActLocked)
      continue;
    if (R->Compared ||
        (!Data && (rechecked() || A.Rechecked || (A.Checks && !Full)))) {
      // Looked first without the lock, then again with it: fine, but for a
      // plain variable that others then read without the lock as well.
      bool Made = A.Kind == AccessKind::Write && !A.Object && !Data &&
                  !ReadLocked && !R->Atomic && ActLocked && !A.Number &&
                  A.here() && none_of(A.Reads, [&](const ReadFact &X) {
                    return X.Data && covered(X); // taken out, not made
                  });
      if (Made)
        return give(Kind::DoubleChecked, Confidence::Medium, R,
                    A.Held.empty() ? 0 : A.Held[0].Key);
      continue;
    }
    // A flag that is set because of what was seen: mostly by the one who owns
    // it, and one value whoever is last.
    // Not so who finds it clear and sets it: two may both do so, and go on.
    bool Claims = A.Claims && !A.Sticky && Twice && exclusive(A.Held);
    if ((A.Constant || (A.Bits && exclusive(A.Held))) && !Claims && !Data &&
        !R->Object && !A.Object)
      continue;
    NameId Lock = !A.Held.empty()    ? A.Held[0].Key
                  : !R->Held.empty() ? R->Held[0].Key
                                     : G.Lock;
    // The callee that changes it has looked itself: told there, if it is late.
    if (R->Locked && A.Locked && !Data && A.Relooked)
      continue;
    if (R->Locked && A.Locked && !Data)
      return give(Kind::Composite, Confidence::Medium, R, G.Lock);
    // ++Counts[Key] finds or makes the element by itself, in its own section.
    if (R->Object && !A.Object && A.Kind == AccessKind::Update && !A.Plain &&
        exclusive(A.Held))
      continue;
    // Who throws out what an iterator leads to writes nothing back.
    if ((R->Object || A.Object) && (!Data || (R->Object && A.Ends)))
      return give(Kind::ContainerAct, Confidence::Medium, R, Lock);
    // A step that a callee makes further down is for who makes it: `if (full())
    // evict();`.
    if (ReadLocked && ActLocked && !Data && A.Kind == AccessKind::Update &&
        !A.Plain && A.Via.size() > 1)
      continue;
    if (ReadLocked && ActLocked)
      return Data ? give(Kind::SplitSection, Confidence::High, R, Lock)
                  : give(Kind::StateAct, Confidence::Medium, R, Lock);
    // A lock inside a callee may be there for another reason.
    bool Named = Twice || relevant(ReadLocked ? R->Held : A.Held);
    if (!Named && !guarded())
      continue;
    if (ReadLocked)
      return give(Kind::EarlyUnlock, Confidence::High, R, Lock);
    // Far below calls a step is for who makes it.
    if (!Data && A.Locked && A.Kind == AccessKind::Update && !A.Plain &&
        R->Via.size() + A.Via.size() > 1)
      continue;
    // Decided before, and not again: a state, where a number is a sum or a
    // maximum.
    return give(Data || A.Number ? Kind::LateLock : Kind::LateDecision,
                Confidence::Medium, R, Lock);
  }
  if (const ReadFact *R = searched())
    return give(Kind::ContainerAct, Confidence::Medium, R,
                A.Held.empty() ? G.Lock : A.Held[0].Key);
  return {};
}

/// An element is taken for there because of a look that is over. Who changes
/// the container as well is told at the change.
Verdict Judgement::judgeElement() {
  if (!A.Element || rechecked())
    return {};
  for (const ReadFact &R : reverse(A.Reads)) {
    bool Both =
        any_of(R.Held, [&](const LockFact &L) { return under(A.Held, L.Key); });
    if (!R.Control || covered(R) || !(Both || (R.Locked && locked())))
      continue;
    bool Told = any_of(S.accesses(), [&](const AccessFact &O) {
      return O.Function == A.Function && O.Key == A.Key && O.writes() &&
             any_of(O.Reads, [&](const ReadFact &X) {
               return X.At == R.At && X.Control && !X.Covered && !O.Checks;
             });
    });
    if (!Told)
      return give(Kind::ContainerAct, Confidence::Medium, &R, G.Lock);
  }
  return {};
}

} // namespace tocsin::rmw
