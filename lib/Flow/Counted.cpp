//===- Counted.cpp - Locks that are made of numbers -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tickets: one word hands out numbers, another shows whose turn it is.
//
// Counts: who wants in adds to a word by one step, and takes that off again if
// the old value says that somebody else is in. Who leaves the loop with the sum
// standing has the lock, until it is taken off.
//
// Flags: waited for under a condition variable and then set.
//
//===----------------------------------------------------------------------===//

#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;

namespace tocsin::flow {

/// A lock made of tickets: who has drawn a number by one step waits until
/// another word shows it, and then is alone until that word goes on.
void FunctionFlow::takeTicket(BlockId From, BlockId To, State &At) {
  auto Exit = find_if(G->loopExits(), [&](BranchEdge E) {
    return E.Block == From && F.Blocks[E.Block].Succs[E.Edge].To == To;
  });
  if (Exit == G->loopExits().end())
    return;
  Literal L = literal(*Exit);
  if (!L.Cond || T.kind(L.Cond) != TermKind::Cmp || T[L.Cond].NumOps != 2 ||
      CmpOp(T[L.Cond].A) != (L.Holds ? CmpOp::Eq : CmpOp::Ne))
    return;
  auto Ticket = [&](TermId X) {
    if (T.kind(X) != TermKind::Opaque)
      return TermId(0);
    auto It = AccessIds.find({T[X].A, 0});
    if (It == AccessIds.end())
      return TermId(0);
    const Access &A = Accesses[It->second];
    return A.Kind == AccessKind::Update && A.Atomic ? A.Cell : 0;
  };
  for (auto [X, Y] : {std::pair(0, 1), std::pair(1, 0)}) {
    TermId Shown = T.op(L.Cond, X), Drawn = Ticket(T.op(L.Cond, Y));
    if (!Drawn || T.kind(Shown) != TermKind::Init)
      continue;
    TermId Lock = T.op(Shown, 0);
    if (Lock == Drawn || !tracked(Lock) ||
        any_of(At.Held, [&](const Protection &H) { return H.Lock == Lock; }))
      continue;
    At.Held.push_back(
        {Lock, Protection::Merged | To, LockMode::Exclusive, false, false});
  }
}

/// An atomic update in the block by a constant: what is added, or taken off.
static bool isStep(const Instr &X, BinOp Op) {
  return X.Kind == Op::Rmw && X.Flags & FlagAtomic && BinOp(X.Sub) == Op;
}

/// A constant, also where it is put together of several.
static std::optional<int64_t> numberIn(const TermTable &T, TermId X) {
  if (!X)
    return std::nullopt;
  if (T.kind(X) != TermKind::Bin || T[X].NumOps != 2)
    return T.constant(X);
  std::optional<int64_t> A = numberIn(T, T.op(X, 0)),
                         B = numberIn(T, T.op(X, 1));
  if (!A || !B)
    return std::nullopt;
  switch (BinOp(T[X].A)) {
  case BinOp::Add:
    return uint64_t(*A) + uint64_t(*B);
  case BinOp::Or:
    return *A | *B;
  case BinOp::And:
    return *A & *B;
  default:
    return std::nullopt;
  }
}

/// The innermost loop around a block: what leads to a jump back without its
/// head, for the jump that gives the smallest.
static BitVector loopAround(const Graph &G, const Function &F, BlockId B) {
  BitVector Best;
  for (BlockId From = 0; From < F.Blocks.size(); ++From)
    for (const Edge &E : F.Blocks[From].Succs) {
      if (!G.reachable(From) || !G.dominates(E.To, From))
        continue;
      BitVector Body(F.Blocks.size());
      Body.set(E.To);
      SmallVector<BlockId, 16> Work{From};
      while (!Work.empty()) {
        BlockId X = Work.pop_back_val();
        if (Body.test(X))
          continue;
        Body.set(X);
        append_range(Work, G.preds(X));
      }
      if (Body.test(B) && (Best.empty() || Body.count() < Best.count()))
        Best = std::move(Body);
    }
  return Best;
}

/// Whether control can pass from the end of one block to another in the loop,
/// past none of `Not`, nor through `From` again.
static bool passes(const Function &F, const BitVector &Loop, BlockId From,
                   BlockId To, ArrayRef<BlockId> Not) {
  BitVector Seen(F.Blocks.size());
  SmallVector<BlockId, 16> Work{From};
  while (!Work.empty()) {
    BlockId B = Work.pop_back_val();
    if (B == To)
      return true;
    for (const Edge &E : F.Blocks[B].Succs)
      if (Loop.test(E.To) && !Seen.test(E.To) && E.To != From &&
          !is_contained(Not, E.To)) {
        Seen.set(E.To);
        Work.push_back(E.To);
      }
  }
  return false;
}

namespace {
/// Where the function adds something atomically.
struct AtomicAdditions : PolicyRoom {
  std::optional<SmallVector<std::pair<BlockId, ValueId>, 2>> Known;

  ArrayRef<std::pair<BlockId, ValueId>> in(const Function &F) {
    if (!Known) {
      Known.emplace();
      for (BlockId B = 0; B < F.Blocks.size(); ++B)
        for (ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
          if (isStep(F.Instrs[I], BinOp::Add))
            Known->push_back({B, I});
    }
    return *Known;
  }
};
} // namespace

/// The sum that a loop leaves standing, and takes off before it tries again.
void FunctionFlow::takeCounted(BlockId From, BlockId To, State &At) {
  if (!G->inLoop(From) || F.Blocks[From].Succs.size() != 2)
    return;
  auto CellOf = [&](ValueId I) -> TermId {
    auto It = AccessIds.find({I, 0});
    return It == AccessIds.end() ? 0 : Accesses[It->second].Cell;
  };
  auto By = [&](ValueId I) {
    return numberIn(T, Values[F.operands(F.Instrs[I])[0]]);
  };
  for (auto [B, I] : room<AtomicAdditions>().in(F)) {
    TermId Cell = CellOf(I);
    if (!Cell || !By(I) || !tracked(Cell) ||
        any_of(At.Held, [&](auto &H) { return H.Lock == Cell; }))
      continue;
    BitVector Loop = loopAround(*G, F, B);
    if (Loop.empty() || !Loop.test(From) || Loop.test(To))
      continue;
    SmallVector<BlockId, 2> Off; // where it is taken off again
    for (BlockId O : Loop.set_bits())
      for (ValueId J = F.Blocks[O].Begin; J < F.Blocks[O].End; ++J)
        if (isStep(F.Instrs[J], BinOp::Sub) && CellOf(J) == Cell &&
            By(J) == By(I))
          Off.push_back(O);
    if (!Off.empty() && passes(F, Loop, B, From, Off))
      At.Held.push_back(
          {Cell, Protection::Merged | To,
           letsOthersIn(I, *By(I)) ? LockMode::Shared : LockMode::Exclusive,
           false, false, /*Mark=*/true});
  }
}

/// Whether those who have added the same do not keep one another out: the bits
/// of the old value that are asked for are others.
bool FunctionFlow::letsOthersIn(ValueId Added, int64_t By) const {
  bool Asked = false;
  for (const Instr &X : F.Instrs) {
    if (X.Kind != Op::Bin || BinOp(X.Sub) != BinOp::And || X.NumOps != 2)
      continue;
    TermId Old = Values[F.operands(X)[0]], Bits = Values[F.operands(X)[1]];
    std::optional<int64_t> Mask = numberIn(T, Bits);
    if (!Old || !Mask || T.kind(Old) != TermKind::Opaque ||
        T[Old].A >= F.Instrs.size() || !F.Instrs[T[Old].A].NumOps ||
        F.operands(F.Instrs[T[Old].A])[0] != Added)
      continue;
    if (*Mask & By)
      return false;
    Asked = true;
  }
  return Asked;
}

/// The sum is taken off.
void FunctionFlow::giveCounted(const Instr &X, TermId Cell) {
  if ((isStep(X, BinOp::Sub) || isStep(X, BinOp::And)) &&
      any_of(S.Held, [&](const Protection &H) { return H.Lock == Cell; }))
    dropLock(Cell, /*All=*/true);
}

/// A lock made from a condition variable: its flag is set or cleared, its count
/// of readers raised or lowered.
void FunctionFlow::moveMadeLock(const Instr &X, TermId Cell, TermId Value) {
  if (!Track || !Cell || X.Flags & FlagInit)
    return;
  TermKind Kind = T.kind(Cell);
  if (Kind != TermKind::FieldAddr && Kind != TermKind::GlobalAddr)
    return;
  bool Field = Kind == TermKind::FieldAddr;
  auto Key = [&](TermId C) {
    return Field ? ProgramView::CellKey(T[C].B, T[C].A)
                 : ProgramView::CellKey(~0u, T[C].A);
  };
  std::optional<ProgramView::CellKey> Flag = P.madeLock(Key(Cell));
  if (!Flag || (Field ? Flag->first == ~0u : Flag->first != ~0u))
    return;
  TermId Lock = Cell;
  if (*Flag != Key(Cell))
    Lock = Field ? T.field(T.op(Cell, 0), Flag->second, Flag->first)
                 : T.get(TermKind::GlobalAddr, Flag->second);
  bool Count = Lock != Cell;
  std::optional<int64_t> By;
  if (X.Kind == Op::Rmw) {
    By = T.constant(Values[F.operands(X)[0]]);
    if (BinOp(X.Sub) != BinOp::Add && BinOp(X.Sub) != BinOp::Sub)
      return;
  }
  bool Takes = X.Kind == Op::Rmw ? BinOp(X.Sub) == BinOp::Add && By == 1
                                 : !Count && T.constant(Value).value_or(0) != 0;
  bool Gives = X.Kind == Op::Rmw ? BinOp(X.Sub) == BinOp::Sub && By == 1
                                 : T.constant(Value) == 0;
  bool Down = P.isCountedDown(*Flag);
  if (Down)
    std::swap(Takes, Gives);
  if (Gives || (Takes && any_of(S.Held, [&](const Protection &H) {
                  return H.Lock == Lock;
                })))
    dropLock(Lock, /*All=*/true);
  if (Takes && P.takesMadeLocks(Self))
    S.Held.push_back(
        {Lock, Protection::Merged | Current,
         X.Kind == Op::Rmw && !Down ? LockMode::Shared : LockMode::Exclusive,
         false, false});
}

} // namespace tocsin::flow
