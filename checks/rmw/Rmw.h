//===- Rmw.h - The checks of family rmw -----------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is read, decided on and written back with nothing that holds it still.
// Judged once, over the whole program, when all facts are there: which lock a
// cell is under, and whether two threads meet there, no single function knows.
// Sources of the rules: CWE-362, CWE-366, CWE-667; CERT CON40-C, CON43-C.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_RMW_RMW_H
#define TOCSIN_CHECKS_RMW_RMW_H

#include "Link/Shared.h"
#include "Window/Window.h"

namespace tocsin::rmw {

using Sink = llvm::function_ref<void(Finding)>;

/// What is wrong with a write.
enum class Kind : uint8_t {
  None,
  NoLock,        // update without the lock that guards the cell elsewhere
  NoLockAtAll,   // update that two threads may run, no lock anywhere
  BlindWrite,    // plain write without the guard
  SplitSection,  // read in one critical section, written in another
  EarlyUnlock,   // ... and written after it
  LateLock,      // read before it
  WrongLock,     // under another lock than everywhere else
  SharedLock,    // under a lock that lets others in, too
  Caller,        // a caller does not hold what the helper needs
  Signal,        // a handler may come in between
  AtomicPair,    // atomic load and store apart
  AtomicCheck,   // atomic load decides an atomic store
  AtomicReread,  // updated, then read again
  AtomicOrder,   // a memory order where the operand should stand
  Composite,     // two locked methods in a row
  ContainerAct,  // container looked at, then changed
  StateAct,      // seen in one critical section, acted on in another
  Expired,       // asked whether it is alive, then taken for granted
  SoleOwner,     // asked whether nobody else has it, then changed
  LazyInit,      // looked whether it is there, then made
  DoubleChecked, // ... first without the lock, through a plain variable
  Mixed,         // plain here, atomic elsewhere
  LostWake,      // plain write that a waiter may miss
  Reference,     // pointer copied, then the object's count raised
  LateInit,      // first value after the thread that uses it was started
  OtherObject,   // under the lock of another object of the same kind
  LateDecision,  // decided before the lock was taken
  Greater,       // compared with what is put there, then set: a maximum
  OneOfMany,     // under a lock that is chosen by a number, of what is common
};

struct Verdict {
  Kind Is = Kind::None;
  Confidence Sure = Confidence::Medium;
  const link::AccessFact *Act = nullptr;
  const link::ReadFact *Read = nullptr;    // the decision, if it is apart
  link::NameId Lock = 0;                   // that would have covered both
  const link::CallFact *Call = nullptr;    // Caller
  const link::AccessFact *Other = nullptr; // who else touches the cell
};

/// Judges one write, update or atomic read.
Verdict judge(const link::Shared &S, const link::AccessFact &A);

/// Makes little of verdicts that rest on one thread alone, if that thread would
/// race with a large part of the program.
void demoteCrowds(const link::Shared &S,
                  llvm::MutableArrayRef<Verdict> Verdicts);

/// The finding for a verdict.
Finding word(const link::Shared &S, const link::Program &P, const Verdict &V);

/// tocsin-lost-update, tocsin-split-atomic and tocsin-check-then-act.
void checkMemory(const link::Shared &S, const link::Program &P, Sink Report);

} // namespace tocsin::rmw

#endif // TOCSIN_CHECKS_RMW_RMW_H
