//===- MadeLocks.cpp - Locks made from a condition variable ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who waits until a flag is clear and then sets it has a lock, from there to
// where the flag is cleared: `while (busy) wait(); busy = true;`. A count that
// is raised after waiting for such a flag, and that who sets the flag waits
// for as well, is its shared side: a lock for readers and writers (a monitor's
// condition, Hoare 1974). A count that begins at one, and that who waits until
// it is above zero lowers, is a semaphore used as a lock. One pass over the
// instructions, without values, of the functions that wait.
//
//===----------------------------------------------------------------------===//

#include "Flow/Graph.h"
#include "Link/Kept.h"
#include "Link/Program.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Above that size a function that waits is no wrapper of the wait.
static constexpr size_t MaxWrapper = 64;

namespace {
using Key = ProgramView::CellKey;

/// What one function does around a wait.
struct Waiting {
  ProgFunc Function = 0;
  SmallVector<Key, 4> WaitedFor; // until they are zero
  SmallVector<Key, 2> Set, Raised, Lowered;
};

class MadeLockFinder {
public:
  explicit MadeLockFinder(Program &P) : P(P), Waits(P.functionCount()) {}

  void run(DenseMap<Key, Key> &Locks, DenseSet<Key> &Semaphores,
           BitVector &Takers) {
    if (!findWaits())
      return;
    std::vector<Waiting> All;
    for (ProgFunc F = 0; F < P.functionCount(); ++F)
      if (P.isDefined(F) && !Waits.test(F) &&
          any_of(P.callees(F), [&](ProgFunc C) { return Waits.test(C); }))
        if (Waiting W = visit(F); !W.WaitedFor.empty())
          All.push_back(std::move(W));
    // Flags: waited for, set, and somewhere cleared.
    for (const Waiting &W : All)
      for (Key K : W.Set)
        if (is_contained(W.WaitedFor, K))
          Locks.try_emplace(K, K);
    if (!Locks.empty())
      dropUncleared(Locks);
    for (const Waiting &W : All)
      for (Key K : W.Lowered)
        if (is_contained(W.WaitedFor, K) && !Locks.count(K))
          Semaphores.insert(K);
    if (!Semaphores.empty())
      dropOthers(Semaphores);
    if (Locks.empty() && Semaphores.empty())
      return;
    DenseMap<Key, Key> Counts;
    for (const Waiting &W : All)
      for (Key Count : W.Raised)
        for (Key Flag : W.WaitedFor)
          if (Flag == Count ? Locks.count(Flag)
                            : isPair(All, Locks, Flag, Count))
            Counts.try_emplace(Count, Flag);
    Takers.resize(P.functionCount());
    for (const Waiting &W : All)
      if (any_of(W.Set, [&](Key K) { return Locks.count(K); }) ||
          any_of(W.Raised, [&](Key K) { return Counts.count(K); }) ||
          any_of(W.Lowered, [&](Key K) { return Semaphores.contains(K); }))
        Takers.set(W.Function);
    for (Key K : Semaphores)
      Locks.try_emplace(K, K);
    for (auto [Count, Flag] : Counts)
      Locks.try_emplace(Count, Flag);
  }

private:
  /// Functions that wait on a condition variable, and short ones that do
  /// nothing else. False if there is none.
  bool findWaits() {
    bool Any = false;
    for (ProgFunc F = 0; F < P.functionCount(); ++F)
      if (any_of(P.rows(F),
                 [](const Row *R) { return R->Is == Role::LockWait; })) {
        Waits.set(F);
        Any = true;
      }
    if (!Any)
      return false;
    for (ProgFunc F = 0; F < P.functionCount(); ++F) {
      ProgramView::Body B = P.body(F);
      if (P.isDefined(F) && B.F->Instrs.size() <= MaxWrapper &&
          any_of(P.callees(F), [&](ProgFunc C) { return Waits.test(C); })) {
        Graph G(*B.F, BitVector(B.F->Blocks.size()));
        if (G.loops().empty() && !asksMemory(*B.F))
          Waits.set(F);
      }
    }
    return true;
  }

  /// Whether a branch of it asks for something, or it waits for a predicate.
  static bool asksMemory(const Function &F) {
    return any_of(F.Blocks, [](const Block &B) { return B.Cond != None; }) ||
           any_of(F.Instrs,
                  [](const Instr &X) { return X.Kind == Op::Closure; });
  }

  std::optional<Key> keyOf(uint32_t Unit, const Place &At) {
    if (const Step *Last = At.field())
      return Key{P.name(Unit, Last->Owner), P.name(Unit, Last->Name)};
    if (At.Base == BaseKind::Global && At.Steps.empty())
      return Key{~0u, P.global(Unit, At.Index)};
    return std::nullopt;
  }

  /// Cells that the blocks compare with zero.
  void asked(ProgramView::Body B, function_ref<bool(BlockId)> In,
             SmallVectorImpl<Key> &R) {
    const Function &F = *B.F;
    auto Zero = [&](ValueId V) {
      const Instr &X = F.Instrs[V];
      return (X.Kind == Op::ConstInt && X.Imm == 0) || X.Kind == Op::ConstNull;
    };
    auto Add = [&](ValueId V) {
      while (F.Instrs[V].Kind == Op::Cast || F.Instrs[V].Kind == Op::Not)
        V = F.operands(F.Instrs[V])[0];
      const Instr &X = F.Instrs[V];
      if (X.Kind == Op::Load)
        if (auto K = keyOf(B.Unit, F.Places[X.Aux]); K && !is_contained(R, *K))
          R.push_back(*K);
    };
    for (BlockId I = 0; I < F.Blocks.size(); ++I) {
      const Block &K = F.Blocks[I];
      if (!In(I))
        continue;
      if (K.Cond != None)
        Add(K.Cond);
      for (ValueId V = K.Begin; V < K.End; ++V) {
        const Instr &X = F.Instrs[V];
        ArrayRef<ValueId> Ops = F.operands(X);
        if (X.Kind == Op::Cmp && Ops.size() == 2) {
          if (Zero(Ops[1]))
            Add(Ops[0]);
          else if (Zero(Ops[0]))
            Add(Ops[1]);
        } else if (X.Kind == Op::Not || X.Kind == Op::LAnd ||
                   X.Kind == Op::LOr || X.Kind == Op::Return) {
          for (ValueId O : Ops)
            Add(O);
        } else if (X.Kind == Op::Call && X.Aux != None && Depth == 0) {
          // A method that says whether one has to wait.
          ProgFunc C = P.function(B.Unit, X.Aux);
          ProgramView::Body Of = P.body(C);
          if (P.isDefined(C) && Of.F->Instrs.size() <= MaxWrapper &&
              !Waits.test(C)) {
            ++Depth;
            asked(Of, [](BlockId) { return true; }, R);
            --Depth;
          }
        } else if (X.Kind == Op::Closure && Depth == 0) {
          ++Depth;
          asked(
              P.body(P.function(B.Unit, X.Aux)), [](BlockId) { return true; },
              R);
          --Depth;
        }
      }
    }
  }

  Waiting visit(ProgFunc Func) {
    ProgramView::Body B = P.body(Func);
    const Function &F = *B.F;
    Waiting R;
    R.Function = Func;
    Graph G(F, BitVector(F.Blocks.size()));
    BitVector Around(F.Blocks.size()); // what is asked before one goes on
    SmallVector<BlockId, 2> At;
    for (BlockId I = 0; I < F.Blocks.size(); ++I)
      for (ValueId V = F.Blocks[I].Begin; V < F.Blocks[I].End; ++V) {
        const Instr &X = F.Instrs[V];
        if (X.Kind != Op::Call || X.Aux == None ||
            !Waits.test(P.function(B.Unit, X.Aux)) || !G.reachable(I))
          continue;
        At.push_back(I);
        Around.set(I);
        for (BlockId O = 0; O < F.Blocks.size(); ++O)
          if (O != I && G.reachable(O) && G.reaches(I, O) && G.reaches(O, I))
            Around.set(O);
      }
    if (At.empty())
      return R;
    asked(B, [&](BlockId I) { return Around.test(I); }, R.WaitedFor);
    if (R.WaitedFor.empty())
      return R;
    for (BlockId I = 0; I < F.Blocks.size(); ++I) {
      // After the wait; in an outer loop that waits itself nothing is told.
      bool Past =
          any_of(At, [&](BlockId W) { return W == I || G.reaches(W, I); });
      bool Again = Around.test(I) && !is_contained(At, I);
      if (!Past || Again)
        continue;
      for (ValueId V = F.Blocks[I].Begin; V < F.Blocks[I].End; ++V)
        note(B, F.Instrs[V], R);
    }
    return R;
  }

  void note(ProgramView::Body B, const Instr &X, Waiting &R) {
    const Function &F = *B.F;
    if ((X.Kind != Op::Store && X.Kind != Op::Rmw) || X.Flags & FlagInit)
      return;
    auto K = keyOf(B.Unit, F.Places[X.Aux]);
    if (!K)
      return;
    const Instr &V = F.Instrs[F.operands(X)[0]];
    if (X.Kind == Op::Rmw) {
      if (V.Kind != Op::ConstInt || V.Imm != 1)
        return;
      if (BinOp(X.Sub) == BinOp::Add)
        R.Raised.push_back(*K);
      else if (BinOp(X.Sub) == BinOp::Sub)
        R.Lowered.push_back(*K);
    } else if (V.Kind == Op::ConstInt) {
      (V.Imm != 0 ? R.Set : R.Lowered).push_back(*K);
    }
  }

  /// Leaves the counts that begin at one, and that somebody raises.
  void dropOthers(DenseSet<Key> &Counts) {
    DenseSet<Key> One, Given;
    DenseMap<ProgFunc, SmallVector<std::pair<unsigned, Key>, 1>> ByArgument;
    auto Visit = [&](auto Do) {
      for (ProgFunc Func = 0; Func < P.functionCount(); ++Func)
        if (P.isDefined(Func))
          for (const Instr &X : P.body(Func).F->Instrs)
            Do(P.body(Func), Func, X);
    };
    Visit([&](ProgramView::Body B, ProgFunc Func, const Instr &X) {
      if (X.Kind != Op::Store && X.Kind != Op::Rmw)
        return;
      auto K = keyOf(B.Unit, B.F->Places[X.Aux]);
      if (!K || !Counts.contains(*K))
        return;
      ValueId V = B.F->operands(X)[0];
      while (B.F->Instrs[V].Kind == Op::Cast)
        V = B.F->operands(B.F->Instrs[V])[0];
      const Instr &Is = B.F->Instrs[V];
      if (X.Kind == Op::Rmw) {
        if (BinOp(X.Sub) == BinOp::Add)
          Given.insert(*K);
      } else if (Is.Kind == Op::ConstInt && Is.Imm != 0) {
        Given.insert(*K);
        if (Is.Imm == 1)
          One.insert(*K);
      } else if (std::optional<uint32_t> I = paramOf(*B.F, V)) {
        ByArgument[Func].push_back({*I, *K});
      }
    });
    if (!ByArgument.empty())
      Visit([&](ProgramView::Body B, ProgFunc, const Instr &X) {
        if (X.Kind != Op::Call || X.Aux == None)
          return;
        auto It = ByArgument.find(P.function(B.Unit, X.Aux));
        if (It == ByArgument.end())
          return;
        for (auto [I, K] : It->second) {
          unsigned At = I + (X.Flags & FlagReceiver ? 1 : 0);
          if (At >= X.NumOps)
            continue;
          ValueId V = B.F->operands(X)[At];
          while (B.F->Instrs[V].Kind == Op::Cast)
            V = B.F->operands(B.F->Instrs[V])[0];
          if (B.F->Instrs[V].Kind == Op::ConstInt && B.F->Instrs[V].Imm == 1)
            One.insert(K);
        }
      });
    SmallVector<Key, 4> Gone;
    for (Key K : Counts)
      if (!One.contains(K) || !Given.contains(K))
        Gone.push_back(K);
    for (Key K : Gone)
      Counts.erase(K);
  }

  bool isPair(ArrayRef<Waiting> All, const DenseMap<Key, Key> &Locks, Key Flag,
              Key Count) const {
    return Locks.count(Flag) && any_of(All, [&](const Waiting &W) {
             return is_contained(W.Set, Flag) &&
                    is_contained(W.WaitedFor, Flag) &&
                    is_contained(W.WaitedFor, Count);
           });
  }

  /// A flag that nobody clears again is passed once.
  void dropUncleared(DenseMap<Key, Key> &Locks) {
    DenseSet<Key> Cleared;
    for (ProgFunc Func = 0; Func < P.functionCount(); ++Func) {
      ProgramView::Body B = P.body(Func);
      if (!P.isDefined(Func) || B.F->Flags & FuncCtor)
        continue;
      for (const Instr &X : B.F->Instrs)
        if (X.Kind == Op::Store && !(X.Flags & FlagInit) &&
            B.F->Instrs[B.F->operands(X)[0]].Kind == Op::ConstInt &&
            B.F->Instrs[B.F->operands(X)[0]].Imm == 0)
          if (auto K = keyOf(B.Unit, B.F->Places[X.Aux]))
            Cleared.insert(*K);
    }
    SmallVector<Key, 4> Gone;
    for (auto &[K, L] : Locks)
      if (!Cleared.contains(K))
        Gone.push_back(K);
    for (Key K : Gone)
      Locks.erase(K);
  }

  Program &P;
  BitVector Waits;
  unsigned Depth = 0;
};
} // namespace

void Program::findMadeLocks() {
  MadeLockFinder(*this).run(MadeLocks, Semaphores, Takers);
}

} // namespace tocsin::link
