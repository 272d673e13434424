//===- Liveness.h - Which locals may still be read ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Backward liveness of a function's own variables, so that the forward pass
// need not carry and join the values of dead ones: in measured C code that is
// most of the state. Variables are numbered as LocalAddr terms number them:
// locals, parameters, captures, `this`.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_LIVENESS_H
#define TOCSIN_FLOW_LIVENESS_H

#include "Flow/Graph.h"
#include "IR/Unit.h"
#include "llvm/ADT/BitVector.h"
#include <vector>

namespace tocsin::flow {

class Liveness {
public:
  Liveness(const ir::Function &F, const Graph &G);

  /// Whether the variable may be read from the begin of the block on. One whose
  /// address is taken always may.
  bool liveIn(ir::BlockId B, uint32_t Variable) const {
    return In[B].test(Variable);
  }
  bool liveOut(ir::BlockId B, uint32_t Variable) const {
    return Out[B].test(Variable);
  }

private:
  std::vector<llvm::BitVector> In, Out;
};

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_LIVENESS_H
