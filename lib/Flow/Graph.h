//===- Graph.h - Order, dominance and control dependence of a function ----===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Control dependence after Ferrante, Ottenstein and Warren (TOPLAS 1987): a
// block depends on a branch edge that leads to it inevitably while the branch
// itself could have avoided it. Immediate (post-)dominators after Cooper,
// Harvey and Kennedy, "A Simple, Fast Dominance Algorithm". The order is the
// weak topological one of Bourdoncle, "Efficient chaotic iteration strategies
// with widenings": a solver that follows it settles a loop before it goes on.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_GRAPH_H
#define TOCSIN_FLOW_GRAPH_H

#include "IR/Unit.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace tocsin::flow {

/// One outgoing edge of a branching block.
struct BranchEdge {
  ir::BlockId Block = 0;
  uint32_t Edge = 0; // index into Succs
  bool operator==(const BranchEdge &O) const {
    return Block == O.Block && Edge == O.Edge;
  }
  bool operator<(const BranchEdge &O) const {
    return Block != O.Block ? Block < O.Block : Edge < O.Edge;
  }
};

class Graph {
public:
  /// `Ends` marks blocks that never pass control on (a call that does not
  /// return, found by the program, not by the compiler); their edges are cut.
  Graph(const ir::Function &F, const llvm::BitVector &Ends);

  /// Reachable blocks, each after those that lead to it but for the heads of
  /// loops; a loop's blocks stand together, before what follows the loop.
  llvm::ArrayRef<ir::BlockId> order() const { return Order; }
  /// Outermost loops, as [begin, end) in order().
  llvm::ArrayRef<std::pair<unsigned, unsigned>> loops() const { return Loops; }
  bool inLoop(ir::BlockId B) const { return LoopOf[B] != 0; }
  bool reachable(ir::BlockId B) const { return Number[B] != ir::None; }
  unsigned number(ir::BlockId B) const { return Number[B]; }
  llvm::ArrayRef<ir::BlockId> preds(ir::BlockId B) const { return Preds[B]; }
  bool cut(ir::BlockId B) const { return Ends.test(B); }

  bool dominates(ir::BlockId A, ir::BlockId B) const;
  /// Whether control can pass from A's end to B's begin.
  bool reaches(ir::BlockId A, ir::BlockId B) const;

  /// Branch edges that B depends on directly.
  llvm::ArrayRef<BranchEdge> control(ir::BlockId B) const { return Control[B]; }
  /// ... and transitively, sorted. Bounded by the number of branches.
  llvm::ArrayRef<BranchEdge> controlClosure(ir::BlockId B) const;

  /// Branch edges that leave a loop and are the only way to where they lead.
  llvm::ArrayRef<BranchEdge> loopExits() const { return Exits; }

private:
  void computeOrder(const ir::Function &F);
  void arrange(ir::BlockId Root, uint32_t Region, unsigned Depth);
  void computeDominators();
  void computeControl(const ir::Function &F);

  llvm::BitVector Ends;
  std::vector<ir::BlockId> Order;
  std::vector<unsigned> Number;
  std::vector<std::pair<unsigned, unsigned>> Loops;
  std::vector<uint32_t> LoopOf;   // outermost, from 1; 0: none
  std::vector<uint32_t> RegionOf; // the innermost loop found so far
  uint32_t Regions = 0;
  std::vector<llvm::SmallVector<ir::BlockId, 2>> Preds, Succs;
  std::vector<ir::BlockId> IDom, IPDom; // IPDom: None = virtual exit
  std::vector<llvm::SmallVector<BranchEdge, 2>> Control;
  std::vector<BranchEdge> Exits;
  mutable std::vector<llvm::SmallVector<BranchEdge, 4>> Closure;
  mutable llvm::BitVector ClosureKnown;
  mutable std::vector<llvm::BitVector> Reach;
};

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_GRAPH_H
