//===- Event.h - What happens in a function, and what it means to callers -===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An event is a call that a model row gives a role, as seen from one function:
// either the call stands there, or a callee's summary brings it up. State
// (State.h) lives during one function's analysis; a summary is what remains of
// it for the callers. Only Summary.cpp converts.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_EVENT_H
#define TOCSIN_FLOW_EVENT_H

#include "Flow/Term.h"
#include "IR/Unit.h"
#include "Model/Model.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>

namespace tocsin::flow {

using EventId = uint32_t;
using ProgFunc = uint32_t; // function of the program, across units
constexpr EventId NoEvent = ~0u;

/// A place in some unit's source.
struct SourceAt {
  uint32_t Unit = 0;
  ir::Loc At;
  bool operator==(const SourceAt &O) const {
    return Unit == O.Unit && At == O.At;
  }
};

/// One call on the way from the analysed function to the event's own call.
struct Frame {
  SourceAt At;         // of the call
  ProgFunc Caller = 0; // who calls
  ProgFunc Callee = 0; // who is called
};

/// A condition and the outcome under which something happens.
struct Literal {
  TermId Cond = 0;
  bool Holds = true;
  bool operator==(const Literal &O) const {
    return Cond == O.Cond && Holds == O.Holds;
  }
};

struct Event {
  const model::Row *Row = nullptr;
  SourceAt At;                     // of the library call itself
  ProgFunc Function = 0;           // whose body holds that call
  NameId Callee = 0;               // qualified name of what is called
  llvm::SmallVector<Frame, 2> Via; // outermost call first; empty: here
  ir::ValueId Site = 0;            // instruction of the analysed function
  ir::BlockId Block = 0;           // its block
  /// Operands as terms of the analysed function: a path slot holds the
  /// characters (the deep value), every other slot the value passed.
  llvm::SmallVector<std::pair<model::Slot, TermId>, 4> Slots;
  llvm::SmallVector<Literal, 2> Inner; // conditions inside the callees
  /// Of an end: all that must hold for it inside the callees, together.
  llvm::SmallVector<Literal, 0> Reasons;
  model::Deed Does = model::Deed::None; // by the row and this call's flags
  model::Properties What = 0;           // likewise; 0: told by fields read
  /// What callees made of the outcome: whether they looked at it at all, and
  /// what its error was compared with; of a look at a descriptor, what has to
  /// be right for the callee to return.
  bool Checked = false;
  model::Properties Asked = 0;
  bool Discarded = false; // the source drops the result
  bool InMacro = false;

  TermId slot(model::Slot S) const {
    for (auto &[K, T] : Slots)
      if (K == S)
        return T;
    return 0;
  }
  model::Role role() const { return Row->Is; }
};

enum class LockMode : uint8_t { Shared, Upgrade, Exclusive };

/// A lock or similar held from its acquisition on.
struct Protection {
  /// Taken by different acquisitions on the ways that meet in block
  /// `By - Merged`.
  static constexpr EventId Merged = 0x80000000u;
  TermId Lock = 0;
  EventId By = NoEvent; // the acquisition: another one is another instance
  LockMode Mode = LockMode::Exclusive;
  bool Maybe = false; // only if the acquisition turned out well
  bool File = false;  // between processes
  bool Mark = false;  // a mark in a pointer: keeps others from one object
  bool Claim = false; // of an object that is a lock by its value
  bool Loose = false; // a mark: taken away, perhaps by another name
  bool Back = false;  // the caller's, given back and taken again by a callee
  bool ByArgument = false; // of Partly: where an argument does not ask for it,
                           // the caller holds it
  bool operator==(const Protection &O) const {
    return Lock == O.Lock && By == O.By && Mode == O.Mode && Maybe == O.Maybe &&
           Loose == O.Loose;
  }
};

struct SummaryMemory; // Access.h
/// Whether something goes, or is handed on to where it goes.
bool isEnd(const Event &E);

/// What callers need to know of a function. Terms belong to Terms and speak of
/// Param, This, Captured, globals and Init of places reached from them.
struct Summary {
  TermTable Terms;
  std::vector<Event> Events; // in an order of execution; ids are indices
  TermId Result = 0;
  /// What stands at an address after the call, if it was changed.
  std::vector<std::pair<TermId, TermId>> Effects;
  /// What an Opaque term (A == ~0, B = index) was computed from.
  std::vector<llvm::SmallVector<TermId, 2>> Origins;
  /// ... and the function whose call made it, by its qualified name; 0: none.
  std::vector<NameId> Makers;
  bool Returns = true;
  bool GaveUp = false;
  /// Locks and accesses; null if there is nothing to say.
  std::shared_ptr<const SummaryMemory> Memory;
};

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_EVENT_H
