//===- MemoryCalls.cpp - What calls do to locks and shared memory ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rows about locks, atomics, objects and threads, by role. A guard object is an
// object with a field of our own, "(lock)", that holds the address of the lock:
// so copies, moves, members and references of guards need no rules of their
// own, and a guard class of the program is like one that a row describes.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Flow/Choices.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// A guard of more locks than this forgets the rest.
static constexpr unsigned MaxLocks = 8;

TermId CallTransfer::guardField(TermId Guard, unsigned N) {
  NameId Name = W.P.names().intern(N ? "(lock" + std::to_string(N) + ")"
                                     : std::string("(lock)"));
  return T.field(Guard, Name, 0);
}

/// The lock that a guard knows, 0 if it is not known to know any.
TermId CallTransfer::guarded(TermId Guard, unsigned N) {
  // One that the caller has, or that a member refers to.
  TermKind K = Guard ? T.kind(Guard) : TermKind::None;
  if (K != TermKind::Param && K != TermKind::Captured && K != TermKind::Init &&
      !T.isAddress(Guard))
    return 0;
  TermId At = guardField(Guard, N);
  TermId L = readMemory(T, S, At);
  if (T.constant(L) == 0)
    return 0;
  if (N && (T.kind(L) == TermKind::Init || T.kind(L) == TermKind::FieldOf))
    return 0;
  return L;
}

/// The lock that an operand denotes: a mutex, or a guard that has one.
TermId CallTransfer::lockAt(const Position &At) {
  TermId V = At.Where == Position::Kind::This ? Receiver : valueAt(At);
  if (!V)
    return 0;
  if (!At.Member.empty())
    return memberAt(V, At.Member);
  if (T.isAddress(V)) {
    TermId L = readMemory(T, S, guardField(V, 0));
    if (T.kind(L) != TermKind::Init && T.kind(L) != TermKind::FieldOf &&
        T.constant(L) != 0)
      return L;
  }
  return V;
}

static LockMode modeOf(Traits Means) {
  if (Means & bit(Trait::Shared))
    return LockMode::Shared;
  return Means & bit(Trait::Upgrade) ? LockMode::Upgrade : LockMode::Exclusive;
}

/// Locks of an event: the one it names and those after it, or the guard's.
SmallVector<TermId, 2> CallTransfer::locksOf(const Event &E) {
  SmallVector<TermId, 2> R;
  // A lock of the process that a command takes or gives back.
  const Position *Lock = E.Row->arg(Slot::Lock);
  const Position *Command = E.Row->arg(Slot::Flags);
  if (Lock && Command && Lock->Index == Command->Index &&
      Lock->Where == Command->Where) {
    TermId All = T.get(TermKind::Str, W.P.names().intern(BlockedSignals));
    for (unsigned N = 0; N < MaxLocks; ++N) {
      TermId L = guarded(E.slot(Slot::Guard), N);
      if (!L)
        break;
      if (T.kind(L) != TermKind::Str || L == All)
        return {All};
      R.push_back(L);
    }
    if (R.empty())
      R.push_back(All);
    return R;
  }
  for (auto &[K, V] : E.Slots)
    if (K == Slot::Lock && V)
      R.push_back(V);
  if (R.empty() && E.slot(Slot::Fd))
    R.push_back(E.slot(Slot::Fd));
  if (const Position *From = E.Row->arg(Slot::Locks); From && E.Via.empty())
    for (int I = From->Index; I < int(Args.size()) && R.size() < MaxLocks; ++I)
      if (TermId L = lockAt({Position::Kind::Arg, I, ""}))
        R.push_back(L);
  if (!R.empty())
    return R;
  TermId G = E.slot(Slot::Guard);
  for (unsigned N = 0; N < MaxLocks; ++N) {
    TermId L = guarded(G, N);
    if (!L)
      break;
    R.push_back(L);
  }
  return R;
}

/// Takes or gives back what the event protects from now on.
void CallTransfer::hold(EventId Id) {
  const Event E = W.Events[Id];
  Traits Means = traitsOf(E, W, /*Must=*/true);
  SmallVector<TermId, 2> Locks = locksOf(E);
  TermId Guard = E.slot(Slot::Guard);
  bool File = Means & bit(Trait::File);
  auto Take = [&] {
    for (TermId L : Locks)
      W.takeLock(
          {L, Id, modeOf(Means), (Means & bit(Trait::NonBlocking)) != 0, File});
  };
  TermId All = T.get(TermKind::Str, W.P.names().intern(BlockedSignals));
  bool Signals = any_of(Locks, [&](TermId L) {
    return T.kind(L) == TermKind::Str && isSignalMask(W.P.names()[T[L].A]);
  });
  switch (E.role()) {
  case Role::LockAcquire:
    if (Signals && Means & bit(Trait::Unlock)) {
      W.dropLock(All, /*All=*/true);
      if (Means & bit(Trait::Replace) && !is_contained(Locks, All))
        Take();
      break;
    }
    if (Means & bit(Trait::Unlock)) {
      for (TermId L : Locks)
        W.dropLock(L, /*All=*/true);
      break;
    }
    // One more signal in a set of them.
    if (Means & bit(Trait::Append) && Guard) {
      std::optional<int64_t> Of = T.constant(E.slot(Slot::Lock));
      unsigned N = 0;
      while (N < MaxLocks && guarded(Guard, N))
        ++N;
      store(guardField(Guard, N < MaxLocks ? N : 0),
            Of && N < MaxLocks
                ? T.get(TermKind::Str, W.P.names().intern(blockedSignal(*Of)))
                : All);
      if (N + 1 < MaxLocks)
        store(guardField(Guard, N + 1), T.integer(0));
      break;
    }
    if (Guard && !Signals)
      for (unsigned N = 0; N < Locks.size(); ++N)
        store(guardField(Guard, N), Locks[N]);
    if (!(Means & (bit(Trait::Defer) | bit(Trait::Adopt))))
      Take();
    // Who hands over a lock has it, by whatever name it was taken.
    if (Means & bit(Trait::Adopt))
      for (TermId L : Locks)
        if (TermKind Root = T.kind(T.root(L));
            Root != TermKind::This && Root != TermKind::Param &&
            Root != TermKind::GlobalAddr &&
            none_of(S.Held, [&](auto &H) { return H.Lock == L; }))
          W.takeLock({L, Id, modeOf(Means)});
    break;
  case Role::LockRelease: {
    // A guard gives back only what it holds.
    bool Named = E.slot(Slot::Lock) || E.slot(Slot::Fd);
    for (TermId L : Locks) {
      bool Known = any_of(S.Held, [&](auto &H) { return H.Lock == L; });
      TermKind K = T.kind(L);
      if (!Known && Means & bit(Trait::Idempotent))
        continue;
      if (Named || Known || K == TermKind::Init)
        W.dropLock(L, File);
      else
        W.breakLock(L);
    }
    if (Guard && Named)
      for (unsigned N = 0; N < Locks.size(); ++N)
        store(guardField(Guard, N), Locks[N]);
    break;
  }
  case Role::LockWait:
    for (TermId L : Locks) {
      // Let go only where the outcome says so: an upgrade.
      if (W.Track && E.Row->Succeeds != Success::Unknown) {
        W.S.Unsure.write().push_back({L, Id});
        bool Alone = any_of(S.Held, [&](const Protection &H) {
          return H.Lock == L && H.Mode == LockMode::Exclusive;
        });
        llvm::erase_if(S.Held, [&](const Protection &H) {
          return Alone && H.Lock == L && H.Mode != LockMode::Exclusive;
        });
        for (Protection &H : S.Held)
          if (H.Lock == L)
            H.By = NoEvent; // held either way
        continue;
      }
      bool Own = false;
      SmallVector<Protection, 2> Back;
      for (const Protection &H : S.Held)
        if (H.Lock == L) {
          Own = true;
          Back.push_back({H.Lock, Id, H.Mode, false, H.File});
        }
      W.dropLock(L, /*All=*/true);
      if (!Own)
        Back.push_back({L, Id, LockMode::Exclusive, false, false});
      for (const Protection &H : Back)
        W.takeLock(H);
    }
    // The predicate runs with the lock held.
    if (const Position *At = E.Row->arg(Slot::Callback); At && E.Via.empty())
      spawn(valueAt(*At), nullptr);
    break;
  case Role::LockHeld:
    // Of an own class: some lock of its caller, whatever it is made of.
    if (Means & bit(Trait::Inferred)) {
      W.takeLock({W.opaque(Site, 0x30, Locks), Id, modeOf(Means)});
      break;
    }
    for (TermId L : Locks)
      if (none_of(S.Held, [&](auto &H) { return H.Lock == L && !H.Maybe; }))
        W.takeLock({L, Id, modeOf(Means), false, false});
    break;
  case Role::LockQuery:
    // The branch that asks tells whether it is held, taken here or not.
    for (Protection &H : S.Held)
      if (H.Maybe && is_contained(Locks, H.Lock))
        H.By = Id;
    for (TermId L : Locks)
      if (none_of(S.Held, [&](auto &H) { return H.Lock == L; }))
        W.takeLock({L, Id, LockMode::Exclusive, true, File});
    break;
  case Role::LockAbandon:
    if (Guard)
      store(guardField(Guard, 0), T.integer(0));
    break;
  case Role::LockSwap: {
    TermId Other = E.slot(Slot::Object);
    if (!Guard || !Other)
      break;
    TermId A = readMemory(T, S, guardField(Guard, 0));
    TermId B = readMemory(T, S, guardField(Other, 0));
    store(guardField(Guard, 0), B);
    store(guardField(Other, 0), A);
    break;
  }
  default:
    break;
  }
}

/// A guard that is moved from knows no lock any more.
void CallTransfer::moveGuard(TermId From) {
  TermId L = readMemory(T, S, guardField(From, 0));
  if (T.kind(L) != TermKind::Init && T.kind(L) != TermKind::FieldOf &&
      T.constant(L) != 0)
    store(guardField(From, 0), T.integer(0));
}

//===----------------------------------------------------------------------===//
// Objects, atomics, threads
//===----------------------------------------------------------------------===//

/// The object that a row is about, as an address.
TermId CallTransfer::objectAt(const Row &R) {
  const Position *At = R.arg(Slot::Object);
  if (!At)
    return 0;
  TermId O = At->Where == Position::Kind::This ? Receiver : valueAt(*At);
  bool Atomic = R.Is >= Role::AtomicLoad && R.Is <= Role::AtomicCompare;
  if (!Atomic || !W.Track || !O || !T.isAddress(O))
    return O;
  TermId Of = readMemory(T, S, guardField(O, 0));
  return T.isAddress(Of) && T.kind(Of) != TermKind::Init &&
                 T.kind(Of) != TermKind::FieldOf
             ? Of
             : O;
}

TaintId CallTransfer::taintOfArg(unsigned I) {
  TaintId R = I < ArgTaints.size() ? ArgTaints[I] : 0;
  if (I >= Args.size() || !Args[I] || !T.isAddress(Args[I]))
    return R;
  R = W.Taints.unite(R, W.shadowOf(Args[I]));
  // What is put in front of a list has the old front in it.
  if (W.FreshTerms.count(Args[I]) || T[Args[I]].HasParts)
    for (auto &[At, Taint] : S.Shadow)
      if (At != Args[I] && T.inside(At, Args[I]))
        R = W.Taints.unite(R, Taint);
  return R;
}

void CallTransfer::flagAccess(AccessId Id, const Row &R, const Function &C,
                              const Unit &CU) {
  if (Id == ~0u)
    return;
  Access &A = W.Accesses[Id];
  A.Callee = W.P.names().intern(CU.str(C.Name));
  A.Object = R.Is == Role::MemoryRead || R.Is == Role::MemoryWrite;
  A.Atomic = R.Is == Role::AtomicLoad || R.Is == Role::AtomicStore ||
             R.Is == Role::AtomicUpdate || R.Is == Role::AtomicCompare;
  A.Checks = R.Means & bit(Trait::Checks);
  A.Element = R.Means & bit(Trait::Needs);
  A.Sized = R.Is == Role::MemoryRead && C.Params.empty() &&
            (CU.Types[C.Result].Kind == TypeKind::Int ||
             CU.Types[C.Result].Kind == TypeKind::Bool);
  A.Plain = R.Means & bit(Trait::Plain);
  A.Falls = A.Atomic && R.Means & bit(Trait::Difference);
  A.Locked |= (R.Means & bit(Trait::Locks)) != 0;
  A.Discarded = X.Flags & (FlagDiscarded | FlagVoidCast);
  Event E;
  E.Row = &R;
  for (Slot Of : {Slot::Value, Slot::Flags})
    if (const Position *At = R.arg(Of))
      E.Slots.push_back({Of, valueAt(*At)});
  if (E.Slots.empty())
    return;
  Traits Means = traitsOf(E, W, /*Must=*/true);
  A.Misplaced = Means & bit(Trait::Misplaced);
  A.Relaxed = Means & bit(Trait::Relaxed);
  A.Release = Means & bit(Trait::Release);
}

/// Whether `To` is `From` with a bit set that a branch has found clear.
bool CallTransfer::setsBit(TermId From, TermId To) {
  if (T.kind(To) != TermKind::Bin || T[To].NumOps != 2 ||
      (BinOp(T[To].A) != BinOp::Or && BinOp(T[To].A) != BinOp::Add))
    return false;
  TermId Bit = T.op(To, 0) == From ? T.op(To, 1) : T.op(To, 0);
  if ((T.op(To, 0) != From && T.op(To, 1) != From) || !T.constant(Bit))
    return false;
  return any_of(W.G->controlClosure(W.Current), [&](BranchEdge E) {
    Literal L = plain(T, W.literal(E));
    return L.Cond && !L.Holds && T.kind(L.Cond) == TermKind::Bin &&
           BinOp(T[L.Cond].A) == BinOp::And && T[L.Cond].NumOps == 2 &&
           ((T.op(L.Cond, 0) == From && T.op(L.Cond, 1) == Bit) ||
            (T.op(L.Cond, 1) == From && T.op(L.Cond, 0) == Bit));
  });
}

/// An object that is set from one known value to another in one step, with the
/// answer whether it was, is a lock: who has set it holds it until it is set
/// back. Exchanges, test-and-set, compare-exchange.
EventId CallTransfer::claims(const Row &R, TermId Cell, TermId Value) {
  if (!W.Track || !Cell)
    return NoEvent;
  bool Compare = R.Is == Role::AtomicCompare;
  const Position *V = R.arg(Slot::Value);
  std::optional<int64_t> To = V ? T.constant(Value) : 1;
  if (!Compare && (!To || !(R.Means & bit(Trait::Plain))))
    return NoEvent;
  if (Compare) {
    const Position *At = R.arg(Slot::Expected);
    TermId From = At ? valueAt(*At) : 0;
    if (From && T.isAddress(From))
      From = contentOf(T, S, From);
    if (!From || R.Succeeds == Success::Unknown ||
        !(To ? T.constant(From).has_value() : setsBit(From, Value)))
      return NoEvent;
  } else if (*To == 0) {
    unclaim(Cell, false);
    return NoEvent;
  }
  if (X.Flags & (FlagDiscarded | FlagVoidCast))
    return NoEvent;
  EventId Id = condition(/*IfTrue=*/Compare, Cell);
  // What was there says whether somebody else has put the mark before.
  if (!Compare && V)
    W.Events[Id].Slots.push_back({Slot::Value, Value});
  bool Mark = !Compare && W.U.Types[X.Type].Kind == TypeKind::Pointer;
  (Mark ? W.MarkedCells : W.ClaimedCells).insert(Cell);
  W.takeLock({Cell, Id, LockMode::Exclusive, true, false, Mark,
              /*Claim=*/true});
  return Id;
}

void CallTransfer::unclaim(TermId Cell, bool OnlyIfHeld) {
  if (!W.Track || !Cell)
    return;
  W.GivenCells.insert(Cell);
  if (!OnlyIfHeld ||
      any_of(S.Held, [&](const Protection &H) { return H.Lock == Cell; }))
    W.dropLock(Cell, /*All=*/true);
}

/// What is handed over by reference is read: `std::max(peak, x)`, and a
/// duration likewise.
void CallTransfer::numbersByReference(const Unit &CU, const Function &C) {
  for (unsigned I = 0; I < Args.size() && I < C.Params.size(); ++I) {
    const Type &Ty = CU.Types[C.Params[I].Type];
    if (Ty.Kind != TypeKind::Reference || !W.tracked(Args[I]))
      continue;
    TypeKind K = CU.Types[Ty.Pointee].Kind;
    if (K != TypeKind::Int && K != TypeKind::Float && K != TypeKind::Bool &&
        K != TypeKind::Enum && K != TypeKind::Record)
      continue;
    AccessId Id = W.noteRead(Site, MemorySequence++, Args[I]);
    if (Id != ~0u)
      ResultTaint = W.Taints.unite(ResultTaint, W.Taints.one(Id));
  }
}

/// What rows about names and texts do to the object that they belong to: a
/// string that others may see.
void CallTransfer::textAccess(const Row &R, const Unit &CU, const Function &C) {
  bool Text = R.Is == Role::Append || R.Is == Role::Fill ||
              R.Is == Role::Pure || R.Is == Role::PathSame;
  if (R.Is == Role::Pure)
    numbersByReference(CU, C);
  if (!Text || !Receiver || !W.tracked(Receiver) ||
      X.Flags & (FlagCtor | FlagDtor))
    return;
  const Position *Out = R.arg(Slot::Out);
  if (!Out)
    Out = R.arg(Slot::Result);
  bool Whole = R.Is == Role::Append || R.Is == Role::Fill;
  bool Writes = Out ? Out->Where == Position::Kind::This : Whole;
  unsigned Seq = MemorySequence++;
  W.AddressTaint = ReceiverTaint;
  AccessId Id = !Writes ? W.noteRead(Site, Seq, Receiver)
                : R.Is == Role::Append
                    ? W.noteRead(Site, Seq, Receiver, AccessKind::Update)
                    : W.noteWrite(Site, Seq, Receiver, 0, CallTaint);
  if (Id == ~0u)
    return;
  Access &A = W.Accesses[Id];
  A.Callee = W.P.names().intern(CU.str(C.Name));
  A.Data = CallTaint;
  if (!Writes)
    ResultTaint = W.Taints.unite(ResultTaint, W.Taints.one(Id));
}

/// A result that is put where an argument points.
void CallTransfer::putResult(const Row &R) {
  const Position *At = R.arg(Slot::Result);
  if (!At || At->Where == Position::Kind::Ret)
    return;
  TermId To = valueAt(*At);
  if (!To || !T.isAddress(To))
    return;
  store(To, Result ? Result : W.opaque(Site, 0x24));
  if (W.Track)
    W.setShadow(To, ResultTaint);
}

/// True if the row says all that the call does to values.
bool CallTransfer::memoryRow(const Row &R, const Unit &CU, const Function &C) {
  TermId Cell = objectAt(R);
  const Position *V = R.arg(Slot::Value);
  TermId Value = V ? valueAt(*V) : 0;
  TaintId Data =
      V && V->Where == Position::Kind::Arg ? taintOfArg(V->Index) : CallTaint;
  // Who asks how many hold an object may do so for a pointer of its own.
  bool Asks = R.Is == Role::RefQuery ||
              (R.Is == Role::MemoryRead && R.Means & bit(Trait::Checks));
  bool Follow = W.tracked(Cell) || (Asks && W.Track && Cell);
  unsigned Seq = MemorySequence++;
  if (const Position *At = R.arg(Slot::Object); At && W.Track)
    W.AddressTaint = At->Where == Position::Kind::This ? ReceiverTaint
                     : unsigned(At->Index) < ArgTaints.size()
                         ? ArgTaints[At->Index]
                         : 0;
  AccessId Id = ~0u;
  auto Taints = [&](AccessId A) { return A == ~0u ? 0 : W.Taints.one(A); };
  switch (R.Is) {
  case Role::AtomicLoad:
    if (Follow)
      Id = W.noteRead(Site, Seq, Cell, AccessKind::Read, FlagAtomic);
    flagAccess(Id, R, C, CU);
    Result = Cell ? contentOf(T, S, Cell) : 0;
    ResultTaint = W.Track ? W.Taints.unite(Taints(Id), W.shadowOf(Cell)) : 0;
    putResult(R);
    return true;
  case Role::AtomicStore:
    // Who has claimed the object gives it back.
    if (W.takesMarkAway(Cell))
      Follow = false;
    if (Follow && !W.holdsCell(Cell))
      Id = W.noteWrite(Site, Seq, Cell, Value, Data, AccessKind::Write,
                       FlagAtomic);
    flagAccess(Id, R, C, CU);
    unclaim(Cell, V && T.constant(Value) != 0);
    W.showNext(Cell);
    if (Cell)
      store(Cell, Value ? Value : W.opaque(Site, 0x21));
    if (W.Track && Cell)
      W.setShadow(Cell, Data);
    Result = CU.Types[C.Result].Kind == TypeKind::Reference ? Receiver : Value;
    ResultTaint = Data;
    return true;
  case Role::AtomicUpdate:
  case Role::AtomicCompare: {
    bool Compare = R.Is == Role::AtomicCompare;
    if (Follow)
      Id = W.noteRead(Site, Seq, Cell,
                      Compare ? AccessKind::Compare : AccessKind::Update,
                      FlagAtomic);
    flagAccess(Id, R, C, CU);
    if (Id != ~0u) {
      W.Accesses[Id].Value = Value;
      W.Accesses[Id].Data = Data;
      const Position *At = R.arg(Slot::Expected);
      if (TermId From = At ? valueAt(*At) : 0)
        W.Accesses[Id].Expected = W.Taints.unite(
            W.shadowOf(From),
            unsigned(At->Index) < ArgTaints.size() ? ArgTaints[At->Index] : 0);
    }
    W.showNext(Cell);
    EventId Claim = claims(R, Cell, Value);
    if (Cell)
      store(Cell, W.opaque(Site, 0x22, {Value, contentOf(T, S, Cell)}));
    if (const Position *Out = R.arg(Slot::Expected))
      if (TermId To = valueAt(*Out); To && T.isAddress(To)) {
        store(To, W.opaque(Site, 0x23, {Cell}));
        if (W.Track)
          W.setShadow(To, Taints(Id));
      }
    Result = Claim != NoEvent ? T.get(TermKind::Ret, Claim)
                              : W.opaque(Site, 0, {Value, Cell});
    ResultTaint = W.Track ? W.Taints.unite(Taints(Id), Data) : 0;
    putResult(R);
    return true;
  }
  case Role::MemoryRead:
  case Role::MemoryWrite:
  case Role::RefQuery: {
    if (R.Means & bit(Trait::View)) {
      if (W.Track && Receiver && Cell)
        store(guardField(Receiver, 0), Cell);
      return true;
    }
    bool Writes = R.Is == Role::MemoryWrite;
    if (Follow) {
      Access &A = W.Accesses[W.accessAt(Site, Seq)];
      A.Checks = R.Means & bit(Trait::Checks);
      A.Element = R.Means & bit(Trait::Needs);
      A.Object = true;
    }
    if (Follow && Writes) {
      Id = R.Means & bit(Trait::Checks)
               ? W.noteRead(Site, Seq, Cell, AccessKind::Update)
               : W.noteWrite(Site, Seq, Cell, 0, CallTaint);
      if (Id != ~0u)
        W.Accesses[Id].Data = CallTaint;
    } else if (Follow) {
      Id = W.noteRead(Site, Seq, Cell,
                      R.Is == Role::RefQuery ? AccessKind::Count
                                             : AccessKind::Read);
    }
    flagAccess(Id, R, C, CU);
    if (Writes) {
      for (TermId A : Args)
        W.publishInto(Cell, A);
      emplaceThread(CU, C);
      // A function that is put into a container is called by whoever takes it
      // out.
      Elsewhere |= Receiver && !R.arg(Slot::Callback);
    }
    ResultTaint = W.Track ? W.Taints.unite(CallTaint, Taints(Id)) : 0;
    TypeKind K = CU.Types[C.Result].Kind;
    const Position *Index = R.arg(Slot::Index);
    // An iterator by key stands for its element.
    if (Cell && R.Means & bit(Trait::Element) &&
        (K == TypeKind::Reference || K == TypeKind::Pointer ||
         (K == TypeKind::Record && Index && W.Track))) {
      Result = T.element(Cell, Index ? deepAt(*Index) : 0);
      return true;
    }
    return false;
  }
  case Role::MemoryAlloc:
    FreshResult = true;
    return false;
  case Role::MemoryShare:
    if (W.Track)
      W.publish(Cell);
    return false;
  case Role::ThreadStart:
  case Role::SignalHandler:
    startThread(R);
    return false;
  case Role::OnceRun:
    runOnce(R);
    return false;
  case Role::ThreadJoin:
    Elsewhere = true; // it ran there; who waits for it does not call it
    W.joinThreads(W.S.Direct ? W.S.Direct : ~uint64_t(0));
    return false;
  default:
    return false;
  }
}

//===----------------------------------------------------------------------===//
// Around a call
//===----------------------------------------------------------------------===//

/// What was handed over, before the call has effects.
void CallTransfer::beginMemory() {
  if (!W.Track)
    return;
  auto Ops = W.F.operands(X);
  unsigned First = CallKind(X.Sub) == CallKind::Indirect && !Ops.empty();
  for (unsigned I = 0; I < Ops.size(); ++I) {
    TaintId Of = W.ValueTaints[Ops[I]];
    CallTaint = W.Taints.unite(CallTaint, Of);
    bool IsReceiver = X.Flags & FlagReceiver && I == First;
    if (IsReceiver)
      ReceiverTaint = Of;
    else if (I >= First)
      ArgTaints.push_back(Of);
    TermId V = W.Values[Ops[I]];
    if (V && T.isAddress(V))
      CallTaint = W.Taints.unite(CallTaint, W.shadowOf(V));
    // An object that was put together on the spot.
    if (V && T[V].HasParts && T.kind(V) == TermKind::LocalAddr)
      for (auto &[At, Taint] : S.Shadow)
        if (At != V && T.inside(At, V))
          CallTaint = W.Taints.unite(CallTaint, Taint);
  }
  // What an object that others know is given, as `list.push_back(p)` and
  // `member = p`, they may know as well.
  if (!(X.Flags & FlagReceiver) || Ops.size() <= First + 1 ||
      W.FreshTerms.empty())
    return;
  if (TermId To = W.Values[Ops[First]]; !To || W.isOwn(S, To))
    return;
  for (unsigned I = First + 1; I < Ops.size(); ++I)
    if (TermId V = W.Values[Ops[I]]) {
      TermId Held = T.isAddress(V) ? contentOf(T, S, V) : V;
      if (W.FreshTerms.count(W.objectOf(Held)))
        W.publish(Held);
    }
}

void CallTransfer::noteCallSite(CallSite &C) {
  if (!W.Track)
    return;
  C.Held = W.heldNow();
  std::tie(C.Started, C.Joined) = W.runningAt(S, W.Current);
  C.Handlers = S.Handlers;
  auto Own = [&](TermId V) { return V && W.isOwn(S, V); };
  for (unsigned I = 0; I < Args.size() && I < 63; ++I)
    if (Own(Args[I]))
      C.OwnArgs |= uint64_t(1) << I;
  if (Own(Receiver))
    C.OwnArgs |= uint64_t(1) << 63;
}

void CallTransfer::endMemory(bool Described) {
  if (!W.Track)
    return;
  if (FreshResult && Result)
    W.FreshTerms.insert(Result);
  W.ValueTaints[Site] =
      Described ? ResultTaint : W.Taints.unite(ResultTaint, CallTaint);
  // An object of the function's own takes in what it is made of, or given.
  if (!Receiver || !CallTaint || !T.isAddress(Receiver) || W.tracked(Receiver))
    return;
  bool Made = X.Flags & FlagCtor;
  if (Made || (X.Aux != None && !(W.U.Functions[X.Aux].Flags & FuncConst)))
    W.setShadow(Receiver,
                Made ? CallTaint
                     : W.Taints.unite(CallTaint, W.shadowOf(Receiver)));
}

/// A template takes text as it is given, a pointer by reference to it.
void CallTransfer::passText(const Unit &CU, const Function &C) {
  for (unsigned I = 0; I < Args.size() && I < C.Params.size(); ++I) {
    const Type &Ref = CU.Types[C.Params[I].Type];
    if (Ref.Kind != TypeKind::Reference || !Args[I])
      continue;
    const Type &Ptr = CU.Types[Ref.Pointee];
    if (Ptr.Kind == TypeKind::Pointer &&
        CU.Types[Ptr.Pointee].Kind == TypeKind::Int &&
        CU.Types[Ptr.Pointee].Bits == 8 && T.isAddress(Args[I]))
      Args[I] = readMemory(T, S, Args[I]);
  }
}

} // namespace tocsin::flow
