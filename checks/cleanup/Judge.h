//===- Judge.h - What the cleanup checks make of an end -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A destroy action, the conjunction that decides it, the age in it, and what
// in it shows whether the thing is in use.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_CLEANUP_JUDGE_H
#define TOCSIN_CHECKS_CLEANUP_JUDGE_H

#include "checks/cleanup/Facts.h"

namespace tocsin::cleanup {

class Survey;

enum class GuardKind : uint8_t {
  None,
  Count,     // a number of users, compared
  Ownership, // a shared pointer's own count
  Busy,      // a yes or no: in use
  State,     // a stage of its life
  Lock,      // a lock on the thing, taken without waiting
  Live,      // a set of things in use
  Oldest,    // the bound is the slowest user
  Owner,     // who holds it, or whether he lives
  Version,   // deleted only if nobody changed it
  Dead,      // its end was decided before
  Access,    // it was not used for some time either
};

/// An atom as a guard.
struct Guard {
  GuardKind Kind = GuardKind::None;
  bool InUse = false;     // holds although the thing is in use
  bool Elsewhere = false; // speaks of another thing
  flow::Literal Of;
  std::string Name;
};

/// The thing that ends, and what it is part of.
struct Thing {
  Selectors Self, Owner;
  llvm::SmallVector<flow::TermId, 3> Values; // what the act is given
  bool Memory = false;                       // nothing but memory goes
  unsigned Depth = 0;                        // calls down to the act
};

Guard readGuard(flow::FunctionFlow &W, Vocabulary &V, flow::Literal L,
                const Thing &R);

/// Grades as in the specification: W1, W2, note.
enum class Grade : uint8_t { None, Note, Likely, Sure };

/// What is destroyed.
enum class Matter : uint8_t { File, Named, Handle, Memory, Element };

/// An age about the thing.
struct Age {
  flow::Literal Of;
  TimeLeaf Time;
  Comparison All;
  bool Oldest = false;    // compared with the slowest user
  bool TakenBack = false; // since a mark that others may take off again
  bool Unmarked = false;  // ... which is on the thing itself
  bool Bound = false; // a number below a bound that is not called one of them
};

struct Verdict {
  flow::EventId Act = flow::NoEvent;
  flow::SourceAt Queue;          // where it was judged, if put in between
  ir::ValueId Sorted = ir::None; // the call that sorted it by time
  Age Why;
  Matter What = Matter::Memory;
  Grade Level = Grade::None;
  llvm::SmallVector<Guard, 2> Guards; // that count
  Guard Lost;                         // that does not, and why
  enum class Flaw : uint8_t {
    None,
    OtherThing, // P12
    OrElse,     // P12: the other side of an `or`
    Overridden, // P20
    LetGo,      // P11: read under a lock that was given back
  } Why_Not = Flaw::None;
};

/// What kind of thing it is, by the act.
Matter matterOf(flow::FunctionFlow &W, Vocabulary &V, const flow::Event &A);

/// Whether those who use what the time belongs to count themselves.
bool usersCount(flow::FunctionFlow &W, Vocabulary &V, const TimeLeaf &T);

/// The age about the thing in a conjunction; what is looked up after the act
/// does not count. `NoAge` remembers literals that are none, from one
/// conjunction of an act to the next.
std::optional<Age>
ageIn(flow::FunctionFlow &W, Vocabulary &V, const Conjunction &C,
      const Thing &R, const flow::Event *Act,
      llvm::DenseSet<std::pair<flow::TermId, unsigned>> *NoAge = nullptr);

/// The thing is chosen by its place in a sequence that was sorted by time:
/// beyond the first N, or the last as long as there are more than N.
std::optional<Verdict> judgeByPlace(flow::FunctionFlow &W, Vocabulary &V,
                                    flow::EventId Act,
                                    llvm::ArrayRef<flow::Literal> Reasons,
                                    const Thing &R);

/// A lock that was held where the guard was read and is given back before the
/// act, with nothing done to the thing in between that its users could see.
bool letGo(flow::FunctionFlow &W, const Guard &G, const flow::Event &A,
           ir::BlockId Queue, const Thing &R);

/// What the act destroys was put aside here, in a container or array of this
/// function.
struct Put {
  ir::BlockId Block = 0;
  flow::SourceAt At;
  llvm::SmallVector<flow::TermId, 3> Values;
  llvm::SmallVector<flow::Literal, 8> Reasons;
};
llvm::SmallVector<Put, 2> queuesOf(flow::FunctionFlow &W, const flow::Event &A);

/// Judges an act; Level None and Guards if it is guarded, null if no age
/// decides it. Kept with the function.
const Verdict *judge(flow::FunctionFlow &W, Vocabulary &V, Survey &S,
                     flow::EventId Act);

/// Whether the act can happen without a look whether the thing is in use.
bool unguarded(flow::FunctionFlow &W, Vocabulary &V, flow::EventId Act);

/// What the act destroys: its path, descriptor, or object.
llvm::SmallVector<flow::TermId, 3> victims(const flow::Event &E);

} // namespace tocsin::cleanup

#endif // TOCSIN_CHECKS_CLEANUP_JUDGE_H
