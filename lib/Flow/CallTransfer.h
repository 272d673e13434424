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

private:
  // By model row.
  bool byRows(ProgFunc Callee, const ir::Unit &CU, const ir::Function &C);
  void byRow(const model::Row &R, const ir::Unit &CU, const ir::Function &C);
  void event(const model::Row &R, const ir::Unit &CU, const ir::Function &C);
  void pureRow(const model::Row &R, const ir::Unit &CU, const ir::Function &C);
  bool wholeText(TermId Size, TermId Text);
  TermId valueAt(const model::Position &At);
  TermId deepAt(const model::Position &At);
  TermId memberAt(TermId Pointer, llvm::StringRef Member);
  TermId deep(TermId V, unsigned Arg);
  void giveResult(const model::Position &At, TermId Content, const ir::Unit &CU,
                  const ir::Function &C);
  void store(TermId Address, TermId Value);

  // By summary.
  bool bySummary(ProgFunc Callee, const Summary &Sum);

  // Unknown.
  bool copies(const ir::Unit &CU, const ir::Function &C);
  void unknown(const ir::Unit *CU, const ir::Function *C);

  void happen(EventId E);
  void hold(EventId E);

  FunctionFlow &W;
  TermTable &T;
  State &S;
  ir::ValueId Site;
  const ir::Instr &X;
  TermId Receiver = 0;
  llvm::SmallVector<TermId, 6> Args;
  llvm::SmallVector<ir::TypeId, 6> ArgTypes; // of the passed values
  TermId Result = 0;
  unsigned Sequence = 0;
};

/// How a condition on flags sees a term: names, number, text.
struct FlagTerm {
  llvm::SmallVector<llvm::StringRef, 6> Names;
  std::optional<int64_t> Number;
  std::optional<llvm::StringRef> Text;
  bool Known = false;
};
FlagTerm readFlags(const TermTable &T, Names &N, TermId X);

/// Traits of an event's call: those that hold whatever alternative its flags
/// take (`Must`) or for some alternative.
model::Traits traitsOf(const Event &E, FunctionFlow &W, bool Must);

/// Fills in what the call does and learns, by its row and flags.
void specialise(Event &E, FunctionFlow &W);

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_CALLTRANSFER_H
