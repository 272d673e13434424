//===- Version.h - The checks of family version ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One entry per check, and the wording that they share.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_VERSION_VERSION_H
#define TOCSIN_CHECKS_VERSION_VERSION_H

#include "checks/version/Records.h"
#include "llvm/ADT/StringSet.h"
#include <set>

namespace tocsin::version {

using Sink = llvm::function_ref<void(Finding)>;

/// tocsin-unversioned-write: a record is read, changed and written back with
/// nothing that would notice another writer. Returns the writes it reported.
llvm::SmallVector<flow::EventId, 4> unversionedWrite(Records &R, Sink Report);

/// tocsin-ignored-conflict: a conditional write whose outcome nobody looks at.
void ignoredConflict(Records &R, Sink Report);

/// tocsin-sql-lost-update: SELECT, then UPDATE or INSERT of the same row.
void sqlLostUpdate(Records &R, Sink Report);

/// Lists of indices whose heads are exchanged: where one is taken off, and
/// which are given back.
struct FreeLists {
  std::vector<std::pair<std::string, Finding>> Taken; // by cell
  llvm::StringSet<> Given;
  void finish(Sink Report);
};

/// Compare-exchanges whose comparison is in vain: findings of
/// tocsin-ignored-conflict and tocsin-unchecked-version.
void compareExchange(flow::FunctionFlow &W, const link::Program &P,
                     FreeLists &Lists, Sink Report);

/// Fields that count the changes of their record: by a name that says so, or by
/// a name that may say so if the program counts them up.
class Counters {
public:
  explicit Counters(const link::Program &P);
  bool isVersion(llvm::StringRef Record, llvm::StringRef Field) const;

private:
  llvm::StringSet<> Raised; // "Record::field"
};

/// Lines that write a record whose version was compared under the lock of the
/// write.
using LookedAgain = std::set<std::pair<std::string, unsigned>>;

/// tocsin-unchecked-version: a record in memory whose version is compared, and
/// which is written under a lock that was taken later.
void comparedApart(flow::FunctionFlow &W, const link::Program &P,
                   const Counters &Counted, Sink Report, LookedAgain *Again);

/// Whether the last word of an identifier says that it is a version: of a
/// record, not of a format or protocol.
bool namesVersion(llvm::StringRef Identifier);

/// tocsin-unchecked-version: a parameter that is the version which the caller
/// has seen, and is not compared. Over the whole program, without flow.
void unusedVersion(link::Program &P, const Counters &Counted, Sink Report);

/// The closure that an operand is, or is made of; None (Enclosed.cpp).
ir::FuncId closureIn(const ir::Function &F, ir::ValueId V, unsigned Depth);

/// Functions whose callers, all that are known, have begun a transaction of the
/// store before (Enclosed.cpp).
class Enclosed {
public:
  void note(flow::FunctionFlow &W, const link::Program &P);
  bool holds(llvm::StringRef Usr, unsigned Depth = 0) const;

private:
  struct Caller {
    std::string Usr;
    bool Open;
  };
  void handOver(flow::FunctionFlow &W, const link::Program &P);
  llvm::StringMap<llvm::SmallVector<Caller, 2>> Callers; // by USR
  llvm::StringMap<llvm::SmallVector<std::string, 1>>
      Handed;                // closures: to whom
  llvm::StringSet<> Runners; // who call what they are handed inside of one
};

// Gates.cpp ----------------------------------------------------------------

/// Whether `A` marks a request as seen that `Read` did not find, after it was
/// carried out.
bool marksOnce(Records &R, const Op &Read, const Op &A);
/// Whether `A` takes what `Read` found free: a lock, a lease.
bool takesFree(Records &R, const Op &Read, const Op &A);
/// Whether the record was read once more where it is protected, and what it
/// holds compared with what it held: `get(key) == old && put(key, new)`.
bool comparedAnew(Records &R, const Op &Read, const Op &A);
/// A write under a lease, where the store has a form that takes the epoch.
bool leaseThenWrite(Records &R, const Op &A, Sink Report);
/// A condition that was made and not put into the request.
bool halfCondition(Records &R, const Op &A, Sink Report);
/// Whether the object that owns the store is being made, and has started no
/// thread yet.
bool beforeOthers(Records &R, const Op &A);
/// Whether the change is refused for what it consists of, as the removal of a
/// value that is no longer there: no condition goes with it, and yet somebody
/// asks whether it was refused.
bool refusesItself(Records &R, const Op &A);

// Wording ------------------------------------------------------------------

/// A term as the source would put it.
std::string spell(flow::FunctionFlow &W, flow::TermId X);
/// "'/quota/' + tenant", "table 'jobs'".
std::string recordName(Records &R, const Op &O);
Finding startFinding(Records &R, llvm::StringRef Check, llvm::StringRef Pattern,
                     const Op &Act, Confidence Sure);
void addRead(Finding &F, Records &R, const Op &Read, llvm::StringRef Text);
void addWayToAct(Finding &F, Records &R, const Op &Act);
void addAdvice(Finding &F, llvm::StringRef Text);
/// "stat.version" if a variable of the function holds the token of this read.
std::string tokenAtHand(Records &R, const Op &Read, flow::EventId At);

} // namespace tocsin::version

#endif // TOCSIN_CHECKS_VERSION_VERSION_H
