//===- State.h - What is known at a point of a function -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The state of the forward pass: memory (address -> value, both terms; an
// address that is absent still holds what it held when the function began),
// the events that may have happened while their operands still mean the same,
// and the protections held on every way here. The join is a table:
//
//   memory       equal values stay, different ones become Phi(block, address)
//   events       union; those that mention a Phi of the block are of an
//                earlier turn of the loop and go
//   protections  intersection; one lock taken by two acquisitions is held
//   taints       united; locks kept since a read: intersection (Access.h)
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_STATE_H
#define TOCSIN_FLOW_STATE_H

#include "Flow/Access.h"
#include "Flow/Event.h"
#include "Flow/Term.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include <algorithm>

namespace tocsin::flow {

/// A vector that copies of a state share until one of them writes to it: most
/// blocks change little of what they were handed.
template <typename T> class CowVector {
public:
  using const_iterator = typename std::vector<T>::const_iterator;
  const_iterator begin() const { return read().begin(); }
  const_iterator end() const { return read().end(); }
  size_t size() const { return read().size(); }
  bool empty() const { return read().empty(); }
  const std::vector<T> &read() const {
    static const std::vector<T> None;
    return Home ? Home->Items : None;
  }
  std::vector<T> &write() {
    if (!Home)
      Home = new Box;
    else if (Home->UseCount() > 1)
      Home = new Box(*Home);
    return Home->Items;
  }
  /// Erases what fulfils `P`; writes only if there is such.
  template <typename Pred> void eraseIf(Pred P) {
    size_t First = std::find_if(begin(), end(), P) - begin();
    if (First == size())
      return;
    auto &V = write();
    V.erase(std::remove_if(V.begin() + First, V.end(), P), V.end());
  }
  CowVector &operator=(std::vector<T> V) {
    Home = new Box;
    Home->Items = std::move(V);
    return *this;
  }
  bool sharedWith(const CowVector &O) const { return Home == O.Home; }
  bool operator==(const CowVector &O) const {
    return Home == O.Home || read() == O.read();
  }

private:
  struct Box : llvm::RefCountedBase<Box> {
    std::vector<T> Items;
  };
  llvm::IntrusiveRefCntPtr<Box> Home;
};

struct State {
  /// A bound for functions of generated code; beyond it new addresses are
  /// forgotten, which only loses equalities.
  static constexpr size_t MaxMemory = 2048;

  bool Reached = false;
  CowVector<std::pair<TermId, TermId>> Memory; // sorted by address
  CowVector<EventId> Live;                     // sorted
  llvm::SmallVector<Protection, 2> Held;
  llvm::SmallVector<Protection, 1> Open; // transactions of stores
  CowVector<Protection> Partly; // held on some of the ways into block `By`
  /// Locks that were let go for a moment if the event turned out ill.
  CowVector<std::pair<TermId, EventId>> Unsure;
  EventId Last = NoEvent; // the last call that sets errno

  // Only where the program tracks memory.
  CowVector<std::pair<TermId, TaintId>> Shadow;   // sorted by address
  CowVector<std::pair<AccessId, LockSetId>> Kept; // sorted by access
  llvm::SmallVector<TermId, 1>
      Dropped;                         // the caller's locks, given back; sorted
  llvm::SmallVector<TermId, 2> Shared; // own objects made known; sorted
  uint64_t Started = 0;  // threads that may be running, see startBit
  uint64_t Direct = 0;   // ... those that the function itself has started
  bool Joined = false;   // all that were started were waited for
  bool Handlers = false; // a signal handler may be installed by now

  TermId find(TermId Address) const;
  void set(TermId Address, TermId Value);
  /// ... unless something is known of it.
  void add(TermId Address, TermId Value);
  /// Forgets everything stored strictly inside the object at `Address`.
  void eraseInside(const TermTable &T, TermId Address);
  bool operator==(const State &O) const {
    return Reached == O.Reached && Memory == O.Memory && Live == O.Live &&
           Held == O.Held && Open == O.Open && Partly == O.Partly &&
           Unsure == O.Unsure && Last == O.Last && Shadow == O.Shadow &&
           Kept == O.Kept && Dropped == O.Dropped && Shared == O.Shared &&
           Started == O.Started && Direct == O.Direct && Joined == O.Joined &&
           Handlers == O.Handlers;
  }
};

/// What the memory holds at `Address`: the entry, a part of an enclosing
/// object's value, or what was there at the beginning.
TermId readMemory(TermTable &T, const State &S, TermId Address);

/// The object at `Address` as one value: what was stored as a whole, and the
/// fields that were stored apart.
TermId readObject(TermTable &T, const State &S, TermId Address);

/// Puts `Value` at `Address`; parts of the old value there are gone. Writing
/// an element of an array changes the array's content to `Mixed`.
void writeMemory(TermTable &T, State &S, TermId Address, TermId Value,
                 TermId Mixed);

/// The characters (or object) that a pointer or address leads to.
TermId contentOf(TermTable &T, const State &S, TermId Pointer);

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_STATE_H
