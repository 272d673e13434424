//===- Graph.cpp - Order, dominance and control dependence ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/Graph.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;

namespace tocsin::flow {

/// Loops nested deeper than this are one loop to the order.
static constexpr unsigned MaxNesting = 32;

Graph::Graph(const Function &F, const BitVector &Ends) : Ends(Ends) {
  size_t N = F.Blocks.size();
  Number.assign(N, None);
  Preds.resize(N);
  Succs.resize(N);
  Control.resize(N);
  Closure.resize(N);
  ClosureKnown.resize(N);
  Reach.resize(N);
  computeOrder(F);
  computeDominators();
  computeControl(F);
  for (BlockId B : Order) {
    if (Succs[B].size() < 2 || !inLoop(B))
      continue;
    for (uint32_t I = 0; I < F.Blocks[B].Succs.size(); ++I) {
      const Edge &E = F.Blocks[B].Succs[I];
      if (E.Kind != EdgeKind::Exception && Preds[E.To].size() == 1 &&
          LoopOf[E.To] != LoopOf[B])
        Exits.push_back({B, I});
    }
  }
}

void Graph::computeOrder(const Function &F) {
  for (BlockId B = 0; B < F.Blocks.size(); ++B) {
    if (cut(B))
      continue;
    for (const Edge &E : F.Blocks[B].Succs)
      if (!is_contained(Succs[B], E.To))
        Succs[B].push_back(E.To);
  }
  RegionOf.assign(F.Blocks.size(), 0);
  LoopOf.assign(F.Blocks.size(), 0);
  arrange(0, 0, 0);
  for (unsigned I = 0; I < Order.size(); ++I)
    Number[Order[I]] = I;
  for (BlockId B : Order)
    for (BlockId S : Succs[B])
      Preds[S].push_back(B);
}

/// Appends what `Root` reaches inside the region, without coming back to it:
/// Tarjan's components in topological order, a loop again from its head.
/// Without recursion but for nested loops: functions of generated code are
/// deep.
void Graph::arrange(BlockId Root, uint32_t Region, unsigned Depth) {
  struct Frame {
    BlockId B;
    unsigned Next, Low;
  };
  DenseMap<BlockId, unsigned> Seen; // ~0u: in a component that is complete
  SmallVector<BlockId, 32> Open;
  SmallVector<Frame, 32> Stack;
  std::vector<SmallVector<BlockId, 1>> Found;
  auto Enter = [&](BlockId B) {
    unsigned N = Seen.size();
    Seen[B] = N;
    Open.push_back(B);
    Stack.push_back({B, 0, N});
  };
  Enter(Root);
  while (!Stack.empty()) {
    Frame &Top = Stack.back();
    if (Top.Next < Succs[Top.B].size()) {
      BlockId To = Succs[Top.B][Top.Next++];
      // The outermost region has no head that all its blocks lead back to.
      if (RegionOf[To] != Region || (Depth && To == Root))
        continue;
      if (auto It = Seen.find(To); It == Seen.end())
        Enter(To);
      else
        Top.Low = std::min(Top.Low, It->second);
      continue;
    }
    Frame Done = Top;
    Stack.pop_back();
    if (!Stack.empty())
      Stack.back().Low = std::min(Stack.back().Low, Done.Low);
    if (Done.Low != Seen[Done.B])
      continue;
    size_t Begin = Open.size();
    while (Open[--Begin] != Done.B)
      ;
    auto Members = ArrayRef(Open).drop_front(Begin);
    for (BlockId B : Members)
      Seen[B] = ~0u;
    Found.emplace_back(Members.begin(), Members.end());
    Open.truncate(Begin);
  }
  for (auto &Members : reverse(Found)) {
    BlockId Head = Members[0];
    unsigned Begin = Order.size();
    bool Loop = Members.size() > 1 || is_contained(Succs[Head], Head);
    if (Members.size() == 1 || Depth >= MaxNesting) {
      Order.insert(Order.end(), Members.begin(), Members.end());
    } else {
      uint32_t Inner = ++Regions;
      for (BlockId B : Members)
        RegionOf[B] = Inner;
      arrange(Head, Inner, Depth + 1);
    }
    if (Loop && !Depth) {
      Loops.push_back({Begin, unsigned(Order.size())});
      for (BlockId B : Members)
        LoopOf[B] = Loops.size();
    }
  }
}

void Graph::computeDominators() {
  IDom.assign(Number.size(), None);
  if (Order.empty())
    return;
  IDom[Order[0]] = Order[0];
  auto Meet = [&](BlockId A, BlockId B) {
    while (A != B) {
      while (Number[A] > Number[B])
        A = IDom[A];
      while (Number[B] > Number[A])
        B = IDom[B];
    }
    return A;
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId B : drop_begin(Order)) {
      BlockId New = None;
      for (BlockId P : Preds[B])
        if (IDom[P] != None)
          New = New == None ? P : Meet(P, New);
      if (New != IDom[B]) {
        IDom[B] = New;
        Changed = true;
      }
    }
  }
}

void Graph::computeControl(const Function &F) {
  // Post-dominators over the reversed graph with one virtual exit, which every
  // block without successor leads to, and so does one block of each endless
  // loop (the last in order), or it would have no post-dominator at all.
  size_t N = Number.size();
  BlockId Exit = N;
  std::vector<SmallVector<BlockId, 2>> Forward(N + 1), Back(N + 1);
  auto Link = [&](BlockId A, BlockId B) {
    Forward[A].push_back(B);
    Back[B].push_back(A);
  };
  for (BlockId B : Order) {
    for (BlockId S : Succs[B])
      Link(B, S);
    if (Succs[B].empty())
      Link(B, Exit);
  }
  std::vector<unsigned> RNum(N + 1, None);
  std::vector<BlockId> Post;
  BitVector Seen(N + 1);
  auto Visit = [&](BlockId Root) {
    std::vector<std::pair<BlockId, unsigned>> Stack{{Root, 0}};
    Seen.set(Root);
    while (!Stack.empty()) {
      auto &[B, I] = Stack.back();
      if (I < Back[B].size()) {
        BlockId P = Back[B][I++];
        if (!Seen.test(P)) {
          Seen.set(P);
          Stack.push_back({P, 0});
        }
        continue;
      }
      Post.push_back(B);
      Stack.pop_back();
    }
  };
  // Find endless regions first, then number everything from the exit.
  Visit(Exit);
  for (BlockId B : reverse(Order))
    if (!Seen.test(B)) {
      Link(B, Exit);
      Visit(B);
    }
  Post.clear();
  Seen.reset();
  Visit(Exit);
  std::vector<BlockId> ROrder(Post.rbegin(), Post.rend());
  for (unsigned I = 0; I < ROrder.size(); ++I)
    RNum[ROrder[I]] = I;
  IPDom.assign(N + 1, None);
  IPDom[Exit] = Exit;
  auto Meet = [&](BlockId A, BlockId B) {
    while (A != B) {
      while (RNum[A] > RNum[B])
        A = IPDom[A];
      while (RNum[B] > RNum[A])
        B = IPDom[B];
    }
    return A;
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId B : drop_begin(ROrder)) {
      BlockId New = None;
      for (BlockId S : Forward[B])
        if (IPDom[S] != None)
          New = New == None ? S : Meet(S, New);
      if (New != IPDom[B]) {
        IPDom[B] = New;
        Changed = true;
      }
    }
  }
  for (BlockId B : Order) {
    if (Succs[B].size() < 2)
      continue;
    const auto &Edges = F.Blocks[B].Succs;
    for (uint32_t I = 0; I < Edges.size(); ++I) {
      // An exception edge says what may go wrong, not what was decided.
      if (Edges[I].Kind == EdgeKind::Exception)
        continue;
      for (BlockId X = Edges[I].To; X != IPDom[B] && X != Exit && X != None;
           X = IPDom[X])
        if (Control[X].empty() || !(Control[X].back() == BranchEdge{B, I}))
          Control[X].push_back({B, I});
    }
  }
}

bool Graph::dominates(BlockId A, BlockId B) const {
  if (!reachable(A) || !reachable(B))
    return false;
  while (Number[B] > Number[A])
    B = IDom[B];
  return A == B;
}

bool Graph::reaches(BlockId A, BlockId B) const {
  BitVector &R = Reach[A];
  if (R.empty()) {
    R.resize(Number.size());
    SmallVector<BlockId, 32> Work(Succs[A].begin(), Succs[A].end());
    while (!Work.empty()) {
      BlockId X = Work.pop_back_val();
      if (R.test(X))
        continue;
      R.set(X);
      Work.append(Succs[X].begin(), Succs[X].end());
    }
  }
  return R.test(B);
}

ArrayRef<BranchEdge> Graph::controlClosure(BlockId B) const {
  if (!ClosureKnown.test(B)) {
    ClosureKnown.set(B);
    SmallVector<BranchEdge, 32> All(Control[B].begin(), Control[B].end());
    BitVector Seen(Number.size());
    Seen.set(B);
    for (size_t I = 0; I < All.size(); ++I) {
      BlockId X = All[I].Block;
      if (Seen.test(X))
        continue;
      Seen.set(X);
      All.append(Control[X].begin(), Control[X].end());
    }
    std::sort(All.begin(), All.end()); // llvm::sort is qsort here
    All.erase(std::unique(All.begin(), All.end()), All.end());
    Closure[B].assign(All.begin(), All.end());
  }
  return Closure[B];
}

} // namespace tocsin::flow
