//===- Access.h - Loads, stores, and the locks held meanwhile -------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The shadow of the value analysis, for memory that others may touch too. A
// value tells equal from different; which load it came from it does not tell,
// because two loads with nothing stored in between have one number. So beside
// every value runs a taint: the set of accesses it was read by. And the state
// remembers for every read which locks have been held without a break since:
//
//   read of a cell      taint of the result + this access; kept = held now
//   lock taken          kept stays: it was not held at the read
//   lock given back     leaves kept of every read, also if taken again later
//   write of a cell     is covered for a read if some lock is kept and held
//   join                taints are united, kept is intersected
//
// A parameter is a pseudo access, so that a callee's summary can say which
// argument a written value came from.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_ACCESS_H
#define TOCSIN_FLOW_ACCESS_H

#include "Flow/Event.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"
#include <string>
#include <utility>
#include <vector>

namespace tocsin::flow {

using AccessId = uint32_t;
using TaintId = uint32_t;   // 0: nothing shared had a part in it
using LockSetId = uint32_t; // 0: no lock

/// One lock of a set, and how strongly it is held.
struct HeldLock {
  TermId Lock = 0;
  LockMode Mode = LockMode::Exclusive;
  bool operator==(const HeldLock &O) const {
    return Lock == O.Lock && Mode == O.Mode;
  }
  bool operator<(const HeldLock &O) const {
    return std::pair(Lock, Mode) < std::pair(O.Lock, O.Mode);
  }
  friend llvm::hash_code hash_value(const HeldLock &H) {
    return llvm::hash_combine(H.Lock, H.Mode);
  }
};

enum class AccessKind : uint8_t {
  Read,
  Write,
  Update,  // reads and writes; atomic or not
  Compare, // compare-exchange
  Count,   // asks how many hold the object
  Given,   // pseudo: parameter `Param` as it came in; `Param` == ~0: receiver
};

struct Access {
  TermId Cell = 0;    // address
  TermId Through = 0; // the container that an unknown address came from
  AccessKind Kind = AccessKind::Read;
  bool Atomic = false;
  bool Volatile = false;
  bool Init = false;     // initialises, not assigns
  bool Constant = false; // a constant is written
  bool BitField = false;
  bool Object = false;    // of an object as a whole, by a call (a container)
  bool Checks = false;    // a write that looks first, in the same step
  bool Plain = false;     // an update whose new value ignores the old one
  bool Falls = false;     // an update that takes something away
  bool Step = false;      // a callee's update by one, up or down
  bool Misplaced = false; // a memory order stands where the operand should
  bool Relaxed = false;   // its memory order
  bool Release = false;   // likewise
  bool Rechecked = false; // a callee looked again under the lock of the write
  bool Relooked = false;  // a callee looked again, under whatever lock
  bool Discarded = false; // the result is dropped
  bool Element = false;   // reads an element, which has to be there
  bool Sized = false;     // asks a container how much is in it, of no key
  bool Locked = false;    // inside a callee, under a lock of its own
  bool Own = false;       // nobody else knew the object then
  bool Bare = false;      // what a parameter of a callee points to: it has a
                          // name here only
  bool Happens = false;
  uint32_t Param = 0;
  SourceAt At;
  ProgFunc Function = 0;
  llvm::SmallVector<Frame, 1> Via;
  ir::ValueId Site = 0;
  ir::BlockId Block = 0;
  NameId Callee = 0; // what is called, if it is a call
  // What the settled state says.
  LockSetId Held = 0;
  TaintId Data = 0;      // of what is written
  TaintId Expected = 0;  // of what a compare-exchange expects
  TaintId Control = 0;   // of what decides inside the callee that it is
  TaintId Address = 0;   // of the way to the cell
  TermId Value = 0;      // what is written
  uint64_t Started = 0;  // threads that were started before, here
  bool Joined = false;   // ... and waited for
  bool Handlers = false; // a signal handler was installed before, here
  /// Reads of the same cell before this write, with the locks kept since.
  llvm::SmallVector<std::pair<AccessId, LockSetId>, 2> Same;
  /// Reads of the pointer by which a count is reached, likewise.
  llvm::SmallVector<std::pair<AccessId, LockSetId>, 1> Pointers;

  bool writes() const {
    return Kind == AccessKind::Write || Kind == AccessKind::Update ||
           Kind == AccessKind::Compare;
  }
  bool reads() const {
    return Kind == AccessKind::Read || Kind == AccessKind::Update ||
           Kind == AccessKind::Compare || Kind == AccessKind::Count;
  }
};

/// Sorted sets, one number for equal sets; 0 is the empty one.
template <typename T> class SetTable {
public:
  SetTable() : Sets(1) {}
  uint32_t intern(llvm::ArrayRef<T> S) {
    if (S.empty())
      return 0;
    auto It = Ids.find(S);
    if (It != Ids.end())
      return It->second;
    uint32_t Id = add(S);
    return Ids[Sets[Id]] = Id;
  }
  /// A set that nobody will look up by its elements.
  uint32_t add(llvm::ArrayRef<T> S) {
    Sets.push_back(S.copy(Room));
    return Sets.size() - 1;
  }
  llvm::ArrayRef<T> operator[](uint32_t Id) const { return Sets[Id]; }

private:
  llvm::BumpPtrAllocator Room; // sets stay where they are
  std::vector<llvm::ArrayRef<T>> Sets;
  llvm::DenseMap<llvm::ArrayRef<T>, uint32_t> Ids;
};

/// Sets of accesses, one number for equal sets. A set that would grow beyond
/// MaxSize keeps its first elements: old reads matter least to be exact about.
class TaintTable {
public:
  static constexpr unsigned MaxSize = 24;
  TaintId one(AccessId A) {
    if (A >= Ones.size())
      Ones.resize(std::max<size_t>(A + 1, Ones.size() * 2), 0);
    // No union is that small.
    return Ones[A] ? Ones[A] : Ones[A] = Sets.add(A);
  }
  TaintId unite(TaintId A, TaintId B);
  llvm::ArrayRef<AccessId> operator[](TaintId T) const { return Sets[T]; }
  bool contains(TaintId T, AccessId A) const;

private:
  SetTable<AccessId> Sets;
  std::vector<TaintId> Ones; // by access
  llvm::DenseMap<std::pair<TaintId, TaintId>, TaintId> Unions;
};

/// Threads are told apart by the functions that they run; the last bit stands
/// for one that only callers know.
inline constexpr uint64_t StartByCaller = uint64_t(1) << 63;
inline uint64_t startBit(ProgFunc Body) { return uint64_t(1) << (Body % 63); }

/// Signals that are blocked, as a lock against their handlers: all that some
/// call blocks, or one. No lock that a program names begins like that.
inline constexpr llvm::StringLiteral BlockedSignals = "!signals";
inline std::string blockedSignal(int64_t Number) {
  return "!signal " + std::to_string(Number);
}
inline bool isSignalMask(llvm::StringRef Lock) {
  return Lock.starts_with("!signal");
}

/// Sets of held locks, one number for equal sets.
class LockSetTable {
public:
  LockSetId intern(llvm::SmallVector<HeldLock, 2> S);
  llvm::ArrayRef<HeldLock> operator[](LockSetId L) const { return Sets[L]; }
  LockSetId without(LockSetId L, TermId Lock);
  /// Locks in both, each as weakly as the weaker holds it.
  LockSetId common(LockSetId A, LockSetId B);

private:
  SetTable<HeldLock> Sets;
};

/// A function that the analysed one lets run elsewhere, or under something.
struct Spawn {
  ProgFunc Body = 0;
  const model::Row *Row = nullptr; // null: called in place (a callback)
  ir::ValueId Site = 0;
  SourceAt At;
  LockSetId Held = 0; // at a call in place
  bool InLoop = false;
  bool Once = false; // nobody else gets past before it has run
  /// Ways to objects that others have, too: bit I a parameter, 32 + I a
  /// capture, 63 the receiver.
  uint64_t Shared = 0;
  /// What the first parameters get, where that is known; 0 elsewhere.
  llvm::SmallVector<TermId, 1> Args;
  /// Threads that may run already, see startBit.
  uint64_t Running = 0;
};

/// A parameter that is run elsewhere, or here.
struct ParamRun {
  uint32_t Param = 0;
  const model::Row *Row = nullptr; // null: called in place
  bool Many = false;               // started again and again
  uint64_t Shared = 0;             // see Spawn
  uint32_t Given = ~0u;            // the parameter that it is handed
  bool Locked = false;             // in place, and under a lock at each call
};

/// What callers need to know of the locks that a function leaves changed.
struct LockEffect {
  enum class Kind : uint8_t {
    Acquired,      // held when it returns
    AcquiredIf,    // held when it returns true (nonzero)
    AcquiredIfNot, // held when it returns false (zero)
    Released,      // the caller's lock was given back
    Broken,        // given back and taken again: held, but not without a break
  } Is = Kind::Acquired;
  TermId Lock = 0;
  LockMode Mode = LockMode::Exclusive;
  uint32_t Event = ~0u; // the acquisition among the summary's events, if there
  bool File = false;    // between processes
  Literal If;           // what an argument has to be for it
  Literal AloneIf;      // ... for it to be exclusive, where `Mode` is shared
  bool Raised = false;  // of Broken: exclusive from then on
  TermId Outcome = 0;   // of AcquiredIf: where the object keeps the answer,
                        // rather than to return it
  TermId Of = 0;        // of Acquired and AcquiredIf: what is returned, which
                        // the lock is a part of
};

/// An access of a callee in terms of the summary.
struct SummaryAccess {
  Access A;
  uint64_t FromParams = 0;    // arguments that the written value came from;
                              // bit 63: the receiver
  uint64_t ControlParams = 0; // ... that the decision to write came from
  uint64_t AddressParams = 0; // ... that the way to the cell came from
  // Likewise, reads of this summary.
  llvm::SmallVector<uint32_t, 2> From, ControlFrom;
  bool Locked = false; // a lock of the callee was held
};

/// What a value of a callee was read from.
struct SummaryTaint {
  uint64_t FromParams = 0;
  llvm::SmallVector<uint32_t, 2> From;
};

/// The part of a summary that speaks of memory.
struct SummaryMemory {
  llvm::SmallVector<LockEffect, 2> Locks;
  std::vector<SummaryAccess> Accesses; // in an order of execution
  SummaryTaint Result;
  std::vector<SummaryTaint> Effects; // parallel to Summary::Effects
  llvm::SmallVector<ParamRun, 1> Runs;
  uint64_t Starts = 0;      // threads that are started, see startBit
  bool Joins = false;       // a thread is waited for
  bool Handlers = false;    // a signal handler is installed
  bool FreshResult = false; // nobody else knows what is returned

  /// Whether a caller's analysis would show any of it.
  bool matters() const {
    return !Locks.empty() || !Accesses.empty() || Starts || Joins || Handlers ||
           !Runs.empty();
  }
};

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_ACCESS_H
