//===- MemoryExport.h - The part of a summary that speaks of memory -------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Made from a finished analysis. Terms are translated by the summary's export,
// which also knows which of them a caller can recognise.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_MEMORYEXPORT_H
#define TOCSIN_FLOW_MEMORYEXPORT_H

#include "Flow/FunctionFlow.h"

namespace tocsin::flow {

/// A part of an object by another name of the object.
TermId partOf(TermTable &T, TermId Part, TermId Of, TermId Name);

class MemoryExport {
public:
  MemoryExport(FunctionFlow &W, llvm::function_ref<TermId(TermId)> Translate,
               llvm::function_ref<bool(TermId)> Speaks,
               llvm::function_ref<uint32_t(EventId)> EventIndex)
      : W(W), Translate(Translate), Speaks(Speaks), EventIndex(EventIndex),
        M(std::make_shared<SummaryMemory>()) {}

  /// Null if there is nothing to say.
  std::shared_ptr<SummaryMemory> run();

private:
  const State *endOf(ir::BlockId From);
  llvm::SmallVector<Protection, 2> heldAtReturn();
  bool throwsIn(ir::BlockId B);
  bool isBackAtReturn(TermId Lock);
  void exportLocks();
  Literal toldIf(const Protection &H, LockMode Mode);
  void exportTried(
      const Protection &H,
      llvm::function_ref<void(LockEffect::Kind, TermId, LockMode, EventId)>
          Add);
  /// A way to return: what is given back, and what is held.
  struct Way {
    TermId Value = 0;
    const State *At = nullptr;
  };
  Literal choose(TermId Value, TermId Chosen, ir::BlockId From,
                 llvm::SmallVectorImpl<Way> &Ways);
  bool exportOneOfSeveral(llvm::ArrayRef<Way> Ways);
  void exportAccesses();
  SummaryTaint taintOf(TaintId Taint);
  bool freshResult();

  FunctionFlow &W;
  llvm::function_ref<TermId(TermId)> Translate;
  llvm::function_ref<bool(TermId)> Speaks;
  llvm::function_ref<uint32_t(EventId)> EventIndex;
  std::shared_ptr<SummaryMemory> M;
  llvm::DenseMap<AccessId, uint32_t> Index; // into M->Accesses
};

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_MEMORYEXPORT_H
