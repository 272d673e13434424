//===- MemorySummary.cpp - Locks and accesses, up to the callers ----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Export of the accesses that a caller can recognise, with what the written
// values came from; import of these and of the locks that a function leaves
// taken, given back or broken (LockSummary.cpp).
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Flow/MemoryExport.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// Bounds on what climbs: accesses of a summary, calls between.
static constexpr size_t MaxAccesses = 24, MaxVia = 4, MaxGlobalVia = 2;
/// Bits of SummaryAccess::FromParams.
static constexpr unsigned FirstCapture = 32, ReceiverBit = 63;

//===----------------------------------------------------------------------===//
// Export
//===----------------------------------------------------------------------===//

std::shared_ptr<SummaryMemory> MemoryExport::run() {
  exportLocks();
  if (W.Track) {
    exportAccesses();
    // A constant that is returned says which way was taken.
    // So does what a search has found; what was made, or got from elsewhere,
    // does not.
    TaintId Result = W.ReturnTaint;
    bool Tells = all_of(W.ReturnWays, [&](auto &R) {
      TermKind K = W.T.kind(R.Value);
      return K != TermKind::Opaque && K != TermKind::Ret &&
             K != TermKind::Out && !W.FreshTerms.count(R.Value);
    });
    for (auto &R : W.ReturnWays) {
      if (Tells && W.T.constant(R.Value))
        Result = W.Taints.unite(Result, W.controlTaint(R.From, /*Soft=*/true));
      Result = W.Taints.unite(Result, W.flagTaint(R.Value));
    }
    M->Result = taintOf(Result);
    const State &End = W.In[W.F.Blocks.size() - 1];
    if (End.Reached)
      std::tie(M->Starts, M->Joins) = W.runningAt(End, W.F.Blocks.size() - 1);
    M->Handlers = End.Handlers;
    M->Runs.assign(W.ParamRuns.begin(), W.ParamRuns.end());
    M->FreshResult = freshResult();
  }
  bool Empty = !M->matters() && !M->FreshResult && !M->Result.FromParams;
  return Empty ? nullptr : M;
}

SummaryTaint MemoryExport::taintOf(TaintId Taint) {
  SummaryTaint R;
  for (AccessId A : W.Taints[Taint]) {
    const Access &X = W.Accesses[A];
    if (X.Kind == AccessKind::Given) {
      R.FromParams |= uint64_t(1) << std::min(X.Param, ReceiverBit);
      continue;
    }
    auto It = Index.find(A);
    if (It != Index.end() && !is_contained(R.From, It->second))
      R.From.push_back(It->second);
  }
  return R;
}

void MemoryExport::exportAccesses() {
  bool Making = W.F.Flags & (FuncCtor | FuncDtor);
  SmallVector<AccessId, 16> Order;
  for (AccessId A = 0; A < W.Accesses.size(); ++A)
    if (W.Accesses[A].Happens && W.Accesses[A].Kind != AccessKind::Given &&
        !W.Accesses[A].Own && !W.Accesses[A].Init)
      Order.push_back(A);
  llvm::sort(Order, [&](AccessId A, AccessId B) {
    return std::pair(W.G->number(W.Accesses[A].Block), A) <
           std::pair(W.G->number(W.Accesses[B].Block), B);
  });
  M->Accesses.reserve(std::min(Order.size(), MaxAccesses));
  for (AccessId Id : Order) {
    const Access &X = W.Accesses[Id];
    TermId Base = W.baseOf(X.Cell);
    bool Global = W.T.kind(Base) == TermKind::GlobalAddr;
    if (X.Via.size() >= (Global ? MaxGlobalVia : MaxVia) ||
        !(Global || Speaks(X.Cell)) ||
        (Making && W.T.kind(Base) == TermKind::This))
      continue;
    TermId Cell = Translate(X.Cell);
    if (!Cell)
      continue;
    // One access of a kind and cell is enough to know.
    auto Same = find_if(M->Accesses, [&](const SummaryAccess &O) {
      return O.A.Cell == Cell && O.A.Kind == X.Kind && O.A.Atomic == X.Atomic &&
             O.Locked == (X.Held != 0);
    });
    SummaryTaint From = taintOf(X.writes() ? X.Data : 0);
    SummaryTaint Control = taintOf(
        X.writes() ? W.Taints.unite(X.Control, W.controlTaint(X.Block)) : 0);
    if (Same != M->Accesses.end()) {
      Same->FromParams |= From.FromParams;
      Same->ControlParams |= Control.FromParams;
      Index[Id] = Same - M->Accesses.begin();
      continue;
    }
    if (M->Accesses.size() >= MaxAccesses)
      break;
    Index[Id] = M->Accesses.size();
    SummaryAccess S;
    S.A = X;
    S.A.Cell = Cell;
    // A setter's argument, a constant.
    bool Plain = X.Value && (W.T.kind(X.Value) == TermKind::Param ||
                             W.T.constant(X.Value));
    S.A.Value = Plain ? Translate(X.Value) : 0;
    S.A.Step = W.countsByOne(X);
    S.A.Same.clear();
    S.Locked = X.Held != 0;
    S.FromParams = From.FromParams;
    S.AddressParams = taintOf(X.Address).FromParams;
    S.ControlParams = Control.FromParams;
    S.From = std::move(From.From);
    S.ControlFrom = std::move(Control.From);
    if (X.writes() && !X.Same.empty()) {
      TaintId Soft = W.controlTaint(X.Block, /*Soft=*/true);
      for (auto &[R, Kept] : X.Same) {
        if (!W.Taints.contains(Soft, R) && !W.selectsBy(X.Value, R))
          continue;
        S.A.Rechecked |= W.LockSets.common(Kept, X.Held) != 0;
        S.A.Relooked |= W.access(R).Cell == X.Cell;
      }
    }
    M->Accesses.push_back(std::move(S));
  }
}

bool MemoryExport::freshResult() {
  return !W.ReturnWays.empty() && all_of(W.ReturnWays, [&](auto &R) {
    if (W.T.constant(R.Value) == 0)
      return true;
    return W.FreshTerms.count(R.Value) != 0 &&
           !is_contained(W.Out[R.From].Shared, R.Value);
  }) && any_of(W.ReturnWays, [&](auto &R) { return !W.T.constant(R.Value); });
}

//===----------------------------------------------------------------------===//
// Import
//===----------------------------------------------------------------------===//

/// What a helper's result says of the lock that it tried to take.
static const Row &conditionalRow(bool IfTrue, bool File = false) {
  static const Row *Rows = [] {
    auto *R = new Row[4];
    for (int I = 0; I < 4; ++I) {
      R[I].Names = {"(helper)"};
      R[I].Is = Role::LockAcquire;
      R[I].Succeeds = I & 1 ? Success::NonZero : Success::Zero;
      R[I].Means = I & 2 ? bit(Trait::File) : 0;
    }
    return R;
  }();
  return Rows[IfTrue + 2 * File];
}

/// An event of the call, whose result tells whether a lock is held.
EventId CallTransfer::condition(bool IfTrue, TermId Lock, bool File) {
  EventId Id = W.eventAt(Site, Sequence++);
  Event E;
  E.Row = &conditionalRow(IfTrue, File);
  E.At = {W.UnitIndex, X.At};
  E.Function = W.Self;
  E.Site = Site;
  E.Block = W.Current;
  E.Slots.push_back({Slot::Lock, Lock});
  W.Events[Id] = E;
  if (W.Recording)
    W.Happens[Id] = true;
  return Id;
}

TermId partOf(TermTable &T, TermId Part, TermId Of, TermId Name) {
  if (Part == Of || T.kind(Part) != TermKind::FieldAddr)
    return Part == Of ? Name : Part;
  TermId In = partOf(T, T.op(Part, 0), Of, Name);
  return T.field(In, T[Part].A, T[Part].B);
}

/// Whether a condition is about a parameter alone.
static bool isOfParam(const TermTable &T, TermId Cond) {
  if (Cond && T.kind(Cond) == TermKind::Cmp && T[Cond].NumOps == 2 &&
      T.constant(T.op(Cond, 1)))
    Cond = T.op(Cond, 0);
  return Cond && T.kind(Cond) == TermKind::Param;
}

void CallTransfer::importLocks(const SummaryMemory &M, ArrayRef<EventId> Ids,
                               ImportFn Value) {
  for (const LockEffect &L : M.Locks) {
    TermId Lock = Value(L.Lock);
    if (!Lock)
      continue;
    auto Asked = [&](Literal X) {
      return Literal{X.Cond ? Value(X.Cond) : 0, X.Holds};
    };
    auto Holds = [&](Literal X) {
      TermId Cond = Asked(X).Cond;
      if (!Cond)
        return false;
      if (T.kind(Cond) != TermKind::Cmp)
        return T.constant(Cond) && (T.constant(Cond) != 0) == X.Holds;
      auto A = T.constant(T.op(Cond, 0)), B = T.constant(T.op(Cond, 1));
      CmpOp Op = CmpOp(T[Cond].A);
      return A && B && (Op == CmpOp::Eq || Op == CmpOp::Ne) &&
             ((A == B) == (Op == CmpOp::Eq)) == X.Holds;
    };
    switch (L.Is) {
    case LockEffect::Kind::Acquired: {
      // An argument that our caller chooses, or one that asks for no lock.
      bool Open = L.If.Cond && !Holds(L.If);
      if (Open && !isOfParam(T, Asked(L.If).Cond))
        break;
      EventId By = L.Event < Ids.size() ? Ids[L.Event] : condition(true, Lock);
      // One of several objects, given back locked.
      if (TermId Of = L.Of ? Value(L.Of) : 0) {
        Lock = partOf(T, Lock, Of, T.get(TermKind::Ret, By));
        W.Events[By].Slots[0].second = Lock;
        W.takeLock({Lock, By, L.Mode, false, false});
        Result = T.get(TermKind::Ret, By);
        Conditional = true;
        break;
      }
      if (Open) {
        W.PassedOn[By] = {Asked(L.If), {}};
        auto Partly = S.Partly.read();
        Partly.push_back({Lock, By, L.Mode});
        S.Partly = std::move(Partly);
        break;
      }
      LockMode Mode = Holds(L.AloneIf) ? LockMode::Exclusive : L.Mode;
      if (Literal If = Asked(L.AloneIf);
          Mode != LockMode::Exclusive && isOfParam(T, If.Cond))
        W.PassedOn[By] = {{}, If};
      bool File = W.Events[By].Row->Means & bit(Trait::File);
      // The caller's argument says which of the two it was.
      if (traitsOf(W.Events[By], W, /*Must=*/true) & bit(Trait::Unlock)) {
        W.dropLock(Lock, /*All=*/true);
        break;
      }
      W.takeLock({Lock, By, Mode, false, File});
      break;
    }
    case LockEffect::Kind::AcquiredIf:
    case LockEffect::Kind::AcquiredIfNot: {
      EventId By =
          condition(L.Is == LockEffect::Kind::AcquiredIf, Lock, L.File);
      if (TermId Of = L.Of ? Value(L.Of) : 0) {
        Lock = partOf(T, Lock, Of, T.get(TermKind::Ret, By));
        W.Events[By].Slots[0].second = Lock;
      }
      W.takeLock({Lock, By, Holds(L.AloneIf) ? LockMode::Exclusive : L.Mode,
                  true, L.File});
      if (L.Outcome) {
        if (TermId At = Value(L.Outcome))
          Answers.push_back({At, T.get(TermKind::Ret, By)});
        break;
      }
      Result = T.get(TermKind::Ret, By);
      Conditional = true;
      break;
    }
    case LockEffect::Kind::Released:
      W.dropLock(Lock, /*All=*/false);
      break;
    case LockEffect::Kind::Broken: {
      SmallVector<Protection, 2> Before = S.Held;
      W.dropLock(Lock, /*All=*/true);
      S.Held = std::move(Before);
      EventId By = condition(true, Lock);
      if (L.Raised)
        W.RaisedBy.insert(By);
      bool Held = false;
      for (Protection &H : S.Held)
        if (H.Lock == Lock) {
          H.By = By;
          if (L.Raised)
            H.Mode = LockMode::Exclusive;
          Held = true;
        }
      // By another name, the caller may hold it all the same: what is not held
      // here is not held afterwards either.
      if (!Held)
        W.takeLock({Lock, By, L.Mode, false, false, false, false,
                    /*Back=*/true});
      break;
    }
    }
  }
}

/// Whether a cell is what a parameter points to, and no part of a record.
static bool isBare(const TermTable &T, TermId Cell) {
  while (T.kind(Cell) == TermKind::ElemAddr)
    Cell = T.op(Cell, 0);
  return T.kind(Cell) == TermKind::Param;
}

void CallTransfer::importMemory(ProgFunc Callee, const Summary &Sum,
                                ArrayRef<EventId> Ids, ImportFn Value) {
  const SummaryMemory &M = *Sum.Memory;
  if (!W.Track || Assigns)
    return;
  const ClosureValue *Closure = nullptr;
  if (Receiver) {
    auto It = W.Closures.find(contentOf(T, S, Receiver));
    if (It != W.Closures.end())
      Closure = &It->second;
  }
  SmallVector<TaintId, 16> Taints(M.Accesses.size(), 0);
  auto TaintOf = [&](uint64_t Params, ArrayRef<uint32_t> From) {
    TaintId R = 0;
    for (Params &= ~(uint64_t(1) << ReceiverBit); Params;
         Params &= Params - 1) {
      unsigned I = llvm::countr_zero(Params);
      if (I < FirstCapture)
        R = W.Taints.unite(R, taintOfArg(I));
      else if (Closure && I - FirstCapture < Closure->Taints.size())
        R = W.Taints.unite(R, Closure->Taints[I - FirstCapture]);
      else if (!Closure && Receiver)
        // Whoever made the closure knows what it holds.
        R = W.Taints.unite(R,
                           W.Taints.unite(ReceiverTaint, W.shadowOf(Receiver)));
    }
    for (uint32_t F : From)
      if (F < Taints.size())
        R = W.Taints.unite(R, Taints[F]);
    return R;
  };
  // Locks that the callee gives back meanwhile protect nothing across it.
  SmallVector<TermId, 2> Broken;
  for (const LockEffect &L : M.Locks)
    if (L.Is == LockEffect::Kind::Released || L.Is == LockEffect::Kind::Broken)
      if (TermId X = Value(L.Lock))
        Broken.push_back(X);
  // By their place in the summary: what counts as shared may become more while
  // the function is solved.
  unsigned First = ImportSequence;
  ImportSequence += M.Accesses.size();
  for (size_t I = 0; I < M.Accesses.size(); ++I) {
    const SummaryAccess &From = M.Accesses[I];
    TermId Cell = Value(From.A.Cell);
    // What is read for the caller, into a local of his.
    if (Cell && From.A.Kind == AccessKind::Write && !W.tracked(Cell) &&
        T.kind(T.root(Cell)) == TermKind::LocalAddr)
      W.setShadow(Cell, TaintOf(From.FromParams, From.From));
    if (!W.tracked(Cell) || W.Accesses.size() >= 4096)
      continue;
    AccessId Id = W.accessAt(Site, First + I);
    Access &A = W.Accesses[Id];
    if (A.Via.empty() || !(A.At == From.A.At) || A.Kind != From.A.Kind) {
      A = From.A;
      A.Happens = false;
      A.Bare = isBare(Sum.Terms, From.A.Cell);
      A.Via.insert(A.Via.begin(), Frame{{W.UnitIndex, X.At}, W.Self, Callee});
    }
    A.Locked = From.Locked || From.A.Locked;
    // Looked again, all under a lock of the caller that keeps others out.
    A.Rechecked = From.A.Rechecked ||
                  (From.A.Relooked && Broken.empty() &&
                   any_of(W.LockSets[W.heldNow()], [](const HeldLock &H) {
                     return H.Mode != LockMode::Shared;
                   }));
    TaintId Data = TaintOf(From.FromParams, From.From);
    A.Control = TaintOf(From.ControlParams, From.ControlFrom);
    W.AddressTaint = TaintOf(From.AddressParams, {});
    // A part of the object that the method is called on.
    if (Sum.Terms.kind(Sum.Terms.root(From.A.Cell)) == TermKind::This)
      W.AddressTaint = W.Taints.unite(W.AddressTaint, ReceiverTaint);
    TermId Written = From.A.Value ? Value(From.A.Value) : 0;
    if (From.A.reads()) {
      W.noteRead(Site, First + I, Cell, From.A.Kind);
      Taints[I] = W.Taints.one(Id);
      for (TermId L : Broken)
        for (auto &E : S.Kept.write())
          if (E.first == Id)
            E.second = W.LockSets.without(E.second, L);
      W.Accesses[Id].Data = Data;
      W.Accesses[Id].Value = Written;
    } else {
      W.noteWrite(Site, First + I, Cell, Written, Data, From.A.Kind);
    }
    if (From.A.Atomic && From.A.writes())
      W.showNext(Cell);
  }
  ResultTaint =
      W.Taints.unite(ResultTaint, TaintOf(M.Result.FromParams, M.Result.From));
  S.Handlers |= M.Handlers;
  if (M.Starts) {
    S.Started |= M.Starts & ~StartByCaller;
    if (M.Starts & StartByCaller &&
        none_of(M.Runs, [](auto &R) { return R.Row; }))
      S.Started |= StartByCaller;
    S.Joined = false;
    if (Receiver)
      W.StartedBy[Receiver] |= M.Starts;
    if (W.Recording)
      W.StartBlocks.push_back(W.Current);
  }
  for (const ParamRun &R : M.Runs)
    if (R.Param < Args.size() && !R.Row) {
      spawnInPlace(Args[R.Param], R);
    } else if (R.Param < Args.size() && R.Row->Is == Role::OnceRun) {
      runNowOnce(Args[R.Param], *R.Row);
    } else if (R.Param < Args.size()) {
      if (M.Starts && R.Row->Is == Role::ThreadStart)
        S.Started |= startedBy(Args[R.Param]);
      spawn(Args[R.Param], R.Row, &R);
      W.publish(Args[R.Param]);
    }
  // An object waits for its own threads, a function for those of its caller.
  if (M.Joins) {
    uint64_t Own = Receiver ? W.StartedBy.lookup(Receiver) : 0;
    W.joinThreads(Own ? Own : Receiver ? ~S.Direct : ~uint64_t(0));
  }
  FreshResult |= M.FreshResult;
}

} // namespace tocsin::flow
