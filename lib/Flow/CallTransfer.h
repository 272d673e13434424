//===- CallTransfer.h - The effect of one call ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call is understood, in this order, by the model rows of its callee, by the
// callee's summary, or not at all; then everything that it was handed for
// writing holds something unknown.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_CALLTRANSFER_H
#define TOCSIN_FLOW_CALLTRANSFER_H

#include "Flow/FunctionFlow.h"

namespace tocsin::flow {

class CallTransfer {
public:
  CallTransfer(FunctionFlow &W, ir::ValueId Site);
  void run();
  /// The same for a delete expression.
  void free();

private:
  // By model row.
  void passText(const ir::Unit &CU, const ir::Function &C);
  bool byRows(ProgFunc Callee, const ir::Unit &CU, const ir::Function &C);
  void byRow(const model::Row &R, const ir::Unit &CU, const ir::Function &C);
  void event(const model::Row &R, const ir::Unit &CU, const ir::Function &C);
  bool looksAtNames() const;
  bool storeSlot(const model::Row &R, model::Slot S, const model::Position &At,
                 Event &E);
  void giveInto(TermId Array, llvm::StringRef Member, TermId Given);
  bool isPlaceForOne(TermId To) const;
  bool isContext(const model::Position &At, const ir::Unit &CU,
                 const ir::Function &C) const;
  void storeResults(const model::Row &R, EventId Id, const ir::Unit &CU,
                    const ir::Function &C);
  TermId recordAt(const model::Position &At);
  TermId inOrder(TermId Record, const ir::Record *Of);
  TermId listOf(TermId Array, llvm::StringRef Member);
  TermId operation(llvm::StringRef Name, const model::Row &R,
                   llvm::ArrayRef<TermId> Ops);
  void pureRow(const model::Row &R, const ir::Unit &CU, const ir::Function &C);
  void stream(const model::Row &R, const ir::Unit &CU, const ir::Function &C);
  bool wholeText(TermId Size, TermId Text);
  TermId valueAt(const model::Position &At);
  TermId objectAt(const model::Position &At, const ir::Unit &CU,
                  const ir::Function &C);
  TermId verdict(TermId Callable, TermId Element, TermId Data, bool Truth);
  ProgFunc functorAt(TermId Callable);
  void readClock(const model::Row &R, const ir::Unit &CU,
                 const ir::Function &C);
  TermId deepAt(const model::Position &At);
  TermId memberAt(TermId Pointer, llvm::StringRef Member);
  TermId deep(TermId V, unsigned Arg);
  bool isRest(unsigned Arg) const;
  TermId rest();
  void giveResult(const model::Position &At, TermId Content, const ir::Unit &CU,
                  const ir::Function &C);
  void store(TermId Address, TermId Value);

  // By summary.
  bool bySummary(ProgFunc Callee, const Summary &Sum);

  // Unknown.
  bool isCopy(const ir::Unit &CU, const ir::Function &C) const;
  void readSource(const ir::Unit &CU, const ir::Function &C);
  bool copies(const ir::Unit &CU, const ir::Function &C);
  void unknown(const ir::Unit *CU, const ir::Function *C);

  void happen(EventId E);

  // Locks, objects, threads: MemoryCalls.cpp, ThreadCalls.cpp.
  void hold(EventId E);
  TermId guardField(TermId Guard, unsigned N);
  TermId guarded(TermId Guard, unsigned N);
  TermId lockAt(const model::Position &At);
  llvm::SmallVector<TermId, 2> locksOf(const Event &E);
  void moveGuard(TermId From);
  TermId objectAt(const model::Row &R);
  TaintId taintOfArg(unsigned I);
  void flagAccess(AccessId Id, const model::Row &R, const ir::Function &C,
                  const ir::Unit &CU);
  EventId claims(const model::Row &R, TermId Cell, TermId Value);
  void unclaim(TermId Cell, bool OnlyIfHeld);
  void numbersByReference(const ir::Unit &CU, const ir::Function &C);
  bool setsBit(TermId From, TermId To);
  void putResult(const model::Row &R);
  void textAccess(const model::Row &R, const ir::Unit &CU,
                  const ir::Function &C);
  EventId condition(bool IfTrue, TermId Lock, bool File = false);
  bool memoryRow(const model::Row &R, const ir::Unit &CU,
                 const ir::Function &C);
  void bodiesIn(TermId V, llvm::SmallVectorImpl<ProgFunc> &Into);
  void bodiesStarted(TermId Callback, llvm::SmallVectorImpl<ProgFunc> &Into);
  TermId contextAt(const model::Row &R);
  ir::ValueId beginOf(TermId Local);
  TermId givenBy(TermId Arg);
  bool isMadeAnew(ir::ValueId Made);
  TermId referredBy(ir::ValueId Call);
  void runsParameter(TermId Callee);
  void spawnInPlace(TermId Callback, const ParamRun &By);
  uint64_t startedBy(TermId Callback);
  void spawn(TermId Callback, const model::Row *R,
             const ParamRun *By = nullptr);
  bool madeAnew(TermId X);
  bool leadsToShared(TermId V);
  uint64_t sharedCaptures(const ClosureValue &C);
  uint64_t sharedRoots(TermId Callback, const model::Row *R,
                       llvm::ArrayRef<TermId> Handed);
  void startThread(const model::Row &R);
  void emplaceThread(const ir::Unit &CU, const ir::Function &C);
  void runOnce(const model::Row &R);
  void runNowOnce(TermId Callback, const model::Row &R);
  void beginMemory();
  void noteCallSite(CallSite &C);
  void endMemory(bool Described);

  // ... and what a summary says of them: MemorySummary.cpp.
  using ImportFn = llvm::function_ref<TermId(TermId)>;
  void importMemory(ProgFunc Callee, const Summary &Sum,
                    llvm::ArrayRef<EventId> Ids, ImportFn Value);
  void importLocks(const SummaryMemory &M, llvm::ArrayRef<EventId> Ids,
                   ImportFn Value);
  void holdTransaction(EventId E);

  FunctionFlow &W;
  TermTable &T;
  State &S;
  ir::ValueId Site;
  const ir::Instr &X;
  TermId Receiver = 0;
  llvm::SmallVector<TermId, 6> Args;
  llvm::SmallVector<ir::TypeId, 6> ArgTypes; // of the passed values
  TermId Result = 0;
  unsigned Sequence = 0, Stores = 0;

  llvm::SmallVector<TaintId, 6> ArgTaints;
  TaintId CallTaint = 0, ResultTaint = 0, ReceiverTaint = 0;
  unsigned MemorySequence = 0;
  unsigned ImportSequence = 0x10000; // of what summaries bring
  bool FreshResult = false;
  bool Assigns = false;     // an object as a whole
  bool Elsewhere = false;   // what is handed over runs on another thread
  bool Conditional = false; // the result tells whether a lock is held
  /// Members of guards that say whether a lock was taken.
  llvm::SmallVector<std::pair<TermId, TermId>, 1> Answers;
};

/// How a condition on flags sees a term: names, number, text.
struct FlagTerm {
  llvm::SmallVector<llvm::StringRef, 6> Names;
  std::optional<int64_t> Number;
  std::optional<llvm::StringRef> Text;
  bool Known = false;
};
FlagTerm readFlags(const TermTable &T, Names &N, TermId X);

/// Truth of a condition that constants at a call decide (Settle.cpp).
std::optional<bool> settled(const TermTable &T, const Names &N, TermId X);

/// Traits of an event's call: those that hold whatever alternative its flags
/// take (`Must`) or for some alternative.
model::Traits traitsOf(const Event &E, FunctionFlow &W, bool Must);

/// Fills in what the call does and learns, by its row and flags.
void specialise(Event &E, FunctionFlow &W);

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_CALLTRANSFER_H
