//===- Cleanup.h - The checks of family cleanup ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One pass over the functions collects what ends and why; when all are seen,
// callers that asked first are known and the findings are told.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_CLEANUP_CLEANUP_H
#define TOCSIN_CHECKS_CLEANUP_CLEANUP_H

#include "Window/Finding.h"
#include "checks/cleanup/Judge.h"
#include "checks/cleanup/Survey.h"
#include <set>

namespace tocsin::cleanup {

struct Options {
  bool Strict = false;                              // show notes as findings
  bool Age = false, Unsigned = false, Wall = false; // which checks run
};

using Sink = llvm::function_ref<void(Finding)>;

/// Readings of wall clocks that are compared with each other.
struct WallFacts {
  using Field = std::pair<flow::NameId, flow::NameId>; // record, field
  struct Compared {
    flow::ProgFunc By = 0;
    flow::SourceAt At;
    WallFacts::Field Field = {0, 0}; // 0: two readings of one function
    bool Direct = true;              // not told by a callee
    bool Calendar = false;           // with a limit of days
    std::string Object;
    /// The function of the program that reads the clock; ~0 if it is read where
    /// it is compared.
    flow::ProgFunc Clock = ~0u;
  };
  std::vector<Compared> All;

  void finish(link::Program &P, Sink Report);
};

/// Fields among those asked for that also hold what is no reading of a clock,
/// from a file, computed, or whose readings are shown or written somewhere: a
/// time of the calendar.
std::set<WallFacts::Field> calendarFields(link::Program &P,
                                          const std::set<WallFacts::Field> &Of);

class Session {
public:
  Session(link::Program &P, Options O)
      : P(P), O(O), Words(P), Program(P, Words) {}

  void visit(flow::FunctionFlow &W);
  void finish(Sink Report);
  /// Whether what is destroyed there was asked for users before, whenever its
  /// age was compared, or wherever it is from this call of a helper that others
  /// call as well. Known after finish().
  bool isGuarded(const Position &Act, const Position &Call) const {
    Line At{Act.File, Act.Line};
    return Guarded.count(At) ||
           GuardedCalls.count({At, {Call.File, Call.Line}});
  }

private:
  using Line = std::pair<std::string, unsigned>;
  /// An act as one function saw it.
  struct Seen {
    Finding What;
    Grade Level = Grade::None; // None: guarded
    flow::SourceAt Act;
    flow::SourceAt Call; // in this function
    flow::SourceAt Decision;
    unsigned Distance = 0;  // calls between the function and the act
    bool Open = false;      // callers may know more
    bool Inherited = false; // the age is compared in one of those below
    llvm::SmallVector<flow::ProgFunc, 2> Below; // on the way to the act
    std::string Guard;                          // by which it is guarded
    bool KeepsOut = false; // ... and which users take part in
    flow::NameId Kind = 0; // record whose time decides
    flow::ProgFunc By = 0;
  };

  using Place = Survey::Place;
  /// Something judged by age that was put there.
  struct Queued {
    Place Where; // none: in the list that a function gives back
    flow::ProgFunc GivenBy = ~0u;
    std::string Time; // in words
    Position Decision, At;
  };
  /// Something put into `Where` that came out of such a list.
  struct PassedOn {
    Place Where;
    llvm::SmallVector<flow::ProgFunc, 2> Lists;
    Position At;
  };
  /// Something destroyed without a look that was taken from one of these.
  struct Drained {
    llvm::SmallVector<Place, 4> From;
    llvm::SmallVector<flow::ProgFunc, 2> Lists; // who gave the list
    Finding What;                               // but for the time
    std::string Deed;
    Grade Level = Grade::None;
    flow::SourceAt Act;
    flow::ProgFunc By = 0;
    llvm::SmallVector<flow::ProgFunc, 2> Below; // calls down to the act
  };

  /// Something judged by age that a function hands to one it was given.
  struct HandedOn {
    flow::ProgFunc By = 0;
    unsigned Param = 0;
    std::string Time; // in words
    Position Decision;
  };

  /// Rows that a statement removes by age alone, as one function saw it.
  struct RowsGone {
    Finding What;
    flow::SourceAt Act;
    flow::ProgFunc By = 0;
    llvm::SmallVector<flow::ProgFunc, 2> Below; // on the way to the act
  };

  void visitEnds(flow::FunctionFlow &W);
  void visitQueues(flow::FunctionFlow &W);
  void visitStores(flow::FunctionFlow &W);
  void tellRows();                            // StoreRows.cpp
  void visitCallbacks(flow::FunctionFlow &W); // HandedOn.cpp
  std::optional<HandedOn> judgedBefore(flow::FunctionFlow &W, ir::BlockId B,
                                       ir::Loc At,
                                       llvm::ArrayRef<flow::TermId> Values);
  void visitTasks(flow::FunctionFlow &W);
  void pairCallbacks();
  void putBy(flow::ProgFunc Gets, const HandedOn &H);
  void pairQueues(Sink Report);
  bool isCancelled(const Drained &D, Place Queue);
  /// Keeps a finding, once for a place.
  void keep(Finding F);

  link::Program &P;
  Options O;
  Vocabulary Words;
  Survey Program;
  std::vector<Seen> All;
  std::set<Line> Guarded;                       // acts
  std::set<std::pair<Line, Line>> GuardedCalls; // acts and calls of helpers
  std::vector<Queued> Put;
  std::vector<PassedOn> Passed;
  std::vector<HandedOn> Handed;
  std::vector<Drained> Taken;
  std::vector<RowsGone> Gone;
  WallFacts Clocks;
  std::vector<Finding> Others; // records of stores, tocsin-unsigned-age
};

bool staysInPlace(flow::FunctionFlow &W, Survey &S, ir::BlockId At,
                  llvm::ArrayRef<flow::TermId> Values);

/// Where an act is reported: where the function that judges the age has it
/// done; the helper below may be fine for others.
flow::SourceAt siteOf(const flow::Event &Act);

/// tocsin-timestamp-cleanup: the finding for a judged act.
Finding wordCleanup(flow::FunctionFlow &W, const link::Program &P, Survey &S,
                    Vocabulary &V, const Verdict &X);
/// Where the age is compared.
flow::SourceAt decisionAt(flow::FunctionFlow &W, const Verdict &X);
/// "its modification time ('st_mtime')"; "'unlink' removes a file".
std::string timeText(const TimeLeaf &T);
std::string deedText(flow::FunctionFlow &W, const Verdict &X);
/// "a reference count ('refs')": a guard in words.
std::string guardText(const Guard &G);

/// tocsin-unsigned-age: `now - t > ttl` in unsigned arithmetic.
std::optional<Finding> unsignedAge(flow::FunctionFlow &W, Vocabulary &V,
                                   Survey &S, const link::Program &P,
                                   const Verdict &X);
/// ... where the age decides anything else, by a clock that was read before a
/// later time may have been set.
void unsignedDecisions(flow::FunctionFlow &W, Vocabulary &V,
                       const link::Program &P, Sink Report);
/// tocsin-wall-clock-interval: a time span measured with a clock that jumps;
/// collects, WallFacts::finish() tells.
void wallInterval(flow::FunctionFlow &W, Vocabulary &V, link::Program &P,
                  WallFacts &Facts);

} // namespace tocsin::cleanup

#endif // TOCSIN_CHECKS_CLEANUP_CLEANUP_H
