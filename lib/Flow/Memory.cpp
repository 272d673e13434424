//===- Memory.cpp - What one function does to shared memory ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Accesses and taints of the forward pass (Access.h says what they are for).
// Calls stand in MemoryCalls.cpp, locks in Locks.cpp.
//
//===----------------------------------------------------------------------===//

#include "Flow/Choices.h"
#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// Accesses of one function; what lies beyond is not followed.
static constexpr size_t MaxAccesses = 4096;

/// The field that a cell is, or lies in: the last one of its path.
bool FunctionFlow::tracked(TermId Cell) const {
  if (!Track || !Cell)
    return false;
  TermId A = Cell;
  bool Field = false, Known = false;
  while (T.kind(A) == TermKind::FieldAddr || T.kind(A) == TermKind::ElemAddr) {
    if (T.kind(A) == TermKind::FieldAddr && !Known) {
      Field = Known = true;
      if (!P.tracksField(T[A].A, T[A].B))
        return false;
    }
    A = T.op(A, 0);
  }
  switch (T.kind(A)) {
  case TermKind::LocalAddr:
    return T[A].A < CapturedLocals.size() && CapturedLocals.test(T[A].A);
  case TermKind::GlobalAddr:
    return Field || P.tracksGlobal(T[A].A);
  case TermKind::This:
  case TermKind::Param:
  case TermKind::Captured:
  case TermKind::Init:
  case TermKind::FieldOf:
    return true;
  case TermKind::Opaque:
  case TermKind::Ret:
  case TermKind::Out:
  case TermKind::Select:
  case TermKind::Pure:
  case TermKind::Bin:
    return Field;
  case TermKind::Text:
    // What an owning pointer in memory leads to.
    return Field || T.kind(T.op(A, 0)) == TermKind::Init;
  case TermKind::Phi: {
    // What a member leads to, whatever was put there on one of the ways.
    TermId Of = T[A].B;
    return Field || (T.kind(Of) == TermKind::FieldAddr &&
                     T.kind(baseOf(Of)) != TermKind::Phi && tracked(Of));
  }
  default:
    return false;
  }
}

/// The object that an address lies in; what an owning pointer gives is what it
/// was made of.
TermId FunctionFlow::objectOf(TermId Address) const {
  TermId Base = baseOf(Address);
  return T.kind(Base) == TermKind::Text ? T.op(Base, 0) : Base;
}

bool FunctionFlow::isOwn(const State &At, TermId Address) const {
  TermId Base = objectOf(Address);
  if (T.kind(Base) != TermKind::LocalAddr && !FreshTerms.count(Base))
    return false;
  return !std::binary_search(At.Shared.begin(), At.Shared.end(), Base);
}

/// Somebody else knows the object now.
void FunctionFlow::publish(TermId Value) {
  if (!Value)
    return;
  auto Add = [&](TermId X) {
    auto It = llvm::lower_bound(S.Shared, X);
    if (It == S.Shared.end() || *It != X)
      S.Shared.insert(It, X);
  };
  TermId Base = objectOf(Value);
  if (T.kind(Base) == TermKind::LocalAddr || FreshTerms.count(Base))
    Add(Base);
  auto It = Closures.find(Value);
  if (It != Closures.end())
    for (TermId C : It->second.Captures)
      if (TermId B = C ? baseOf(C) : 0;
          B && (T.kind(B) == TermKind::LocalAddr || FreshTerms.count(B)))
        Add(B);
}

void FunctionFlow::publishInto(TermId Address, TermId Value) {
  if (!Track || !Address || !Value)
    return;
  TermId To = baseOf(Address);
  if (T.kind(To) == TermKind::LocalAddr || isOwn(S, To))
    return;
  publish(Value);
}

AccessId FunctionFlow::accessAt(ValueId Site, unsigned Sequence) {
  auto [It, New] = AccessIds.try_emplace({Site, Sequence}, Accesses.size());
  if (New)
    Accesses.emplace_back();
  return It->second;
}

LockSetId FunctionFlow::heldNow() {
  SmallVector<HeldLock, 2> L;
  // Locks of files are between processes, which have their memory each.
  for (const Protection &H : S.Held)
    if (!H.Maybe && !H.File && !H.Back && !H.Loose)
      L.push_back({H.Lock, H.Mode});
  for (const Protection &H : S.Partly)
    if (H.ByArgument)
      L.push_back({H.Lock, H.Mode});
  return LockSets.intern(std::move(L));
}

/// The container that an address with no name of its own was got from.
TermId FunctionFlow::containerBehind(TermId Cell, bool Exact) const {
  TermId Base = objectOf(Cell);
  switch (T.kind(Base)) {
  case TermKind::Opaque:
  case TermKind::Ret:
  case TermKind::Phi:
  case TermKind::Select:
  case TermKind::Pure:
    break;
  default:
    return 0;
  }
  auto Objects = llvm::make_filter_range(
      llvm::reverse(Taints[AddressTaint]),
      [&](AccessId A) { return Accesses[A].Object && Accesses[A].Cell; });
  if (!Exact && Base == baseOf(Cell))
    return Objects.empty() ? 0 : Accesses[*Objects.begin()].Cell;
  // What an iterator leads to lies where it was got from, by itself or by a
  // search from there.
  auto Gives = [&](TermId V, ValueId Site) {
    auto Is = [&](TermId X) {
      return X && T.kind(X) == TermKind::Opaque && T[X].A == Site;
    };
    auto Near = [&](TermId X) {
      return Is(X) ||
             (X && T.kind(X) == TermKind::Opaque && any_of(T.ops(X), Is));
    };
    return Near(V) ||
           (V && T.kind(V) == TermKind::Opaque && any_of(T.ops(V), Near));
  };
  // A reference made of the iterator.
  TermId Behind = S.find(Base);
  for (AccessId A : Objects) {
    ValueId Site = Accesses[A].Site;
    if (!Accesses[A].Via.empty())
      continue;
    for (TermId V : {Base, Behind}) {
      if (Gives(V, Site))
        return Accesses[A].Cell;
      if (V && T.kind(V) == TermKind::Phi)
        for (BlockId X : G->preds(T[V].A))
          if (Out[X].Reached && Gives(Out[X].find(T[V].B), Site))
            return Accesses[A].Cell;
    }
  }
  return 0;
}

AccessId FunctionFlow::note(ValueId Site, unsigned Sequence, TermId Cell,
                            AccessKind Kind) {
  AccessId Id = accessAt(Site, Sequence);
  Access &A = Accesses[Id];
  A.Cell = Cell;
  A.Kind = Kind;
  A.Site = Site;
  A.Block = Current;
  A.Through = Sequence ? 0 : containerBehind(Cell, !tracked(Cell));
  A.Address = AddressTaint;
  if (A.Via.empty()) {
    A.At = {UnitIndex, Site < F.Instrs.size() ? F.Instrs[Site].At : F.At};
    A.Function = Self;
  }
  return Id;
}

static void setFlags(Access &A, uint16_t Flags) {
  A.Atomic |= (Flags & FlagAtomic) != 0;
  A.Volatile |= (Flags & FlagVolatile) != 0;
  A.Init |= (Flags & FlagInit) != 0;
  A.BitField |= (Flags & FlagBitField) != 0;
  A.Discarded |= (Flags & FlagDiscarded) != 0;
}

AccessId FunctionFlow::noteRead(ValueId Site, unsigned Sequence, TermId Cell,
                                AccessKind Kind, uint16_t Flags) {
  if (Accesses.size() >= MaxAccesses)
    return ~0u;
  if (!S.Unsure.empty())
    flushUnsure();
  AccessId Id = note(Site, Sequence, Cell, Kind);
  setFlags(Accesses[Id], Flags);
  AtomicUpdates |= Kind == AccessKind::Update && Accesses[Id].Atomic;
  LockSetId Now = heldNow();
  size_t At = partition_point(S.Kept, [&](auto &E) { return E.first < Id; }) -
              S.Kept.begin();
  if (At == S.Kept.size() || S.Kept.read()[At].first != Id) {
    auto &Kept = S.Kept.write();
    Kept.insert(Kept.begin() + At, {Id, Now});
  } else if (S.Kept.read()[At].second != Now) {
    S.Kept.write()[At].second = Now;
  }
  settle(Id);
  return Id;
}

AccessId FunctionFlow::noteWrite(ValueId Site, unsigned Sequence, TermId Cell,
                                 TermId Value, TaintId Data, AccessKind Kind,
                                 uint16_t Flags) {
  if (Accesses.size() >= MaxAccesses)
    return ~0u;
  if (!S.Unsure.empty())
    flushUnsure();
  AccessId Id = note(Site, Sequence, Cell, Kind);
  Access &A = Accesses[Id];
  setFlags(A, Flags);
  A.Value = Value;
  A.Data = Data;
  settle(Id);
  // The decision has been acted on; what follows is the writer's own.
  if (A.Atomic && Kind == AccessKind::Write)
    S.Kept.eraseIf(
        [&](const auto &E) { return Accesses[E.first].Cell == Cell; });
  return Id;
}

TaintId FunctionFlow::shadowOf(TermId Address) const {
  if (S.Shadow.empty())
    return 0;
  for (TermId A = Address; A;) {
    auto It = partition_point(S.Shadow, [&](auto &E) { return E.first < A; });
    if (It != S.Shadow.end() && It->first == A)
      return It->second;
    if (T.kind(A) != TermKind::FieldAddr && T.kind(A) != TermKind::ElemAddr)
      break;
    A = T.op(A, 0);
  }
  return 0;
}

void FunctionFlow::setShadow(TermId Address, TaintId Taint) {
  if (T[Address].HasParts)
    S.Shadow.eraseIf([&](const auto &E) {
      return E.first != Address && T.inside(E.first, Address);
    });
  size_t At =
      partition_point(S.Shadow, [&](auto &E) { return E.first < Address; }) -
      S.Shadow.begin();
  bool There = At < S.Shadow.size() && S.Shadow.read()[At].first == Address;
  if (There ? S.Shadow.read()[At].second == Taint : !Taint)
    return;
  auto &Shadow = S.Shadow.write();
  if (There && Taint)
    Shadow[At].second = Taint;
  else if (There)
    Shadow.erase(Shadow.begin() + At);
  else
    Shadow.insert(Shadow.begin() + At, {Address, Taint});
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

void FunctionFlow::enterMemory(State &R) {
  if (!Track)
    return;
  uint32_t Variable = F.Locals.size();
  auto Given = [&](uint32_t Index) {
    Access &A = Accesses[accessAt(F.Instrs.size() + 64 + Index, 0)];
    A.Kind = AccessKind::Given;
    A.Param = Index;
    TermId At = T.get(TermKind::LocalAddr, Variable++);
    R.Shadow.write().push_back(
        {At, Taints.one(accessAt(F.Instrs.size() + 64 + Index, 0))});
  };
  for (uint32_t I = 0; I < F.Params.size() && I < 32; ++I)
    Given(I);
  Variable = F.Locals.size() + F.Params.size();
  for (uint32_t I = 0; I < F.Captures.size() && I < 30; ++I)
    Given(32 + I);
  if (!R.Shadow.empty())
    llvm::sort(R.Shadow.write());
}

/// Joins two sorted maps; `Both` joins what stands in both.
template <typename Fn>
static void joinSorted(CowVector<std::pair<uint32_t, uint32_t>> &Into,
                       const CowVector<std::pair<uint32_t, uint32_t>> &From,
                       Fn Both) {
  if (Into == From)
    return;
  std::vector<std::pair<uint32_t, uint32_t>> R;
  R.reserve(std::max(Into.size(), From.size()));
  auto I = Into.begin(), IE = Into.end(), J = From.begin(), JE = From.end();
  while (I != IE || J != JE) {
    if (J == JE || (I != IE && I->first < J->first))
      R.push_back(*I++);
    else if (I == IE || J->first < I->first)
      R.push_back(*J++);
    else {
      R.push_back({I->first, Both(I->second, J->second)});
      ++I, ++J;
    }
  }
  Into = std::move(R);
}

/// Locks kept since a read: on both ways, but for a read whose value one of the
/// ways has dropped. What is there of it came by the other.
void FunctionFlow::joinKept(State &Into, const State &From) {
  auto Has = [&](const State &X, AccessId R) {
    return any_of(X.Shadow,
                  [&](auto &E) { return Taints.contains(E.second, R); });
  };
  std::vector<std::pair<AccessId, LockSetId>> Alone;
  for (auto I = Into.Kept.begin(), J = From.Kept.begin();
       I != Into.Kept.end() && J != From.Kept.end();) {
    if (I->first < J->first) {
      ++I;
    } else if (J->first < I->first) {
      ++J;
    } else {
      if (I->second != J->second)
        if (bool Here = Has(Into, I->first); Here != Has(From, I->first))
          Alone.push_back(Here ? *I : *J);
      ++I, ++J;
    }
  }
  joinSorted(Into.Kept, From.Kept,
             [&](LockSetId A, LockSetId B) { return LockSets.common(A, B); });
  for (auto [R, Kept] : Alone)
    partition_point(Into.Kept.write(), [R = R](auto &E) {
      return E.first < R;
    })->second = Kept;
}

void FunctionFlow::joinMemoryFacts(BlockId B, State &Into, const State &From) {
  // The same lock taken on both ways is held, whoever took it.
  SmallVector<Protection, 2> Held;
  for (const Protection &H : Into.Held) {
    if (is_contained(From.Held, H)) {
      Held.push_back(H);
      continue;
    }
    auto Same = [&](bool Maybe) {
      return find_if(From.Held, [&, Maybe](const Protection &O) {
        return O.Lock == H.Lock && O.Maybe == Maybe;
      });
    };
    auto Other = Same(false);
    if (Other == From.Held.end())
      Other = Same(true);
    if (Other == From.Held.end() || H.File || Other->File)
      continue;
    Protection M = H;
    M.Maybe |= Other->Maybe;
    M.Loose |= Other->Loose;
    if (M.By != Other->By)
      M.By = Protection::Merged | B;
    M.Mode = std::min(H.Mode, Other->Mode);
    if (!is_contained(Held, M))
      Held.push_back(M);
  }
  // The caller's lock, given back and taken again on one of the ways only.
  auto Untouched = [](const State &X, TermId Lock) {
    return !std::binary_search(X.Dropped.begin(), X.Dropped.end(), Lock) &&
           none_of(X.Held, [&](auto &H) { return H.Lock == Lock; });
  };
  auto Retaken = [&](const State &One, const State &Other) {
    for (Protection H : One.Held) {
      if (H.Maybe || H.File || !Untouched(Other, H.Lock) ||
          !std::binary_search(One.Dropped.begin(), One.Dropped.end(), H.Lock))
        continue;
      H.By = Protection::Merged | B;
      if (none_of(Held, [&](auto &X) { return X.Lock == H.Lock; }))
        Held.push_back(H);
    }
  };
  Retaken(Into, From);
  Retaken(From, Into);
  if (Track)
    joinPartly(B, Into, From, Held);
  Into.Held = std::move(Held);
  if (!Track) {
    for (TermId L : From.Dropped)
      if (auto It = llvm::lower_bound(Into.Dropped, L);
          It == Into.Dropped.end() || *It != L)
        Into.Dropped.insert(It, L);
    return;
  }

  joinKept(Into, From);
  joinSorted(Into.Shadow, From.Shadow,
             [&](TaintId A, TaintId B) { return Taints.unite(A, B); });
  joinUnsure(Into, From);

  auto Unite = [](auto &A, const auto &B) {
    std::remove_reference_t<decltype(A)> R;
    std::set_union(A.begin(), A.end(), B.begin(), B.end(),
                   std::back_inserter(R));
    A = std::move(R);
  };
  Unite(Into.Dropped, From.Dropped);
  Unite(Into.Shared, From.Shared);
  Into.Joined = (Into.Joined || From.Joined) &&
                (Into.Joined || !Into.Started) &&
                (From.Joined || !From.Started);
  Into.Started |= From.Started;
  Into.Direct |= From.Direct;
  Into.Handlers |= From.Handlers;
}

/// Whether anything asks for the value of an instruction.
static bool isUsed(const Function &F, ValueId I) {
  return any_of(
             F.Instrs,
             [&](const Instr &X) { return is_contained(F.operands(X), I); }) ||
         any_of(F.Blocks, [&](const Block &B) { return B.Cond == I; }) ||
         any_of(F.Places, [&](const Place &P) {
           return (P.Base == BaseKind::Value && P.Index == I) ||
                  any_of(P.Steps, [&](const Step &S) { return S.Index == I; });
         });
}

/// Taint of the instruction's value, and the access that it makes. `Cell` is
/// the address of a load, store or update.
void FunctionFlow::memoryOf(ValueId I, TermId Cell, TermId Value) {
  const Instr &X = F.Instrs[I];
  TaintId R = 0;
  for (ValueId O : F.operands(X))
    R = Taints.unite(R, ValueTaints[O]);
  // An element that has no name of its own is one of its container's.
  auto Followed = [&] {
    return tracked(Cell) ||
           (Track && Cell && containerBehind(Cell, /*Exact=*/true));
  };
  switch (X.Kind) {
  case Op::AddrOf:
    R = AddressTaint;
    break;
  case Op::Load: {
    // Shared memory is read anew, whatever was stored there before.
    R = Taints.unite(AddressTaint, Followed() ? 0 : shadowOf(Cell));
    if (U.Types[X.Type].Kind == TypeKind::Record)
      for (auto &[A, Taint] : S.Shadow)
        if (A != Cell && T.inside(A, Cell))
          R = Taints.unite(R, Taint);
    if (Followed())
      if (AccessId A = noteRead(I, 0, Cell, AccessKind::Read, X.Flags);
          A != ~0u)
        R = Taints.unite(R, Taints.one(A));
    break;
  }
  case Op::Store:
    if (bool Away = takesMarkAway(Cell); !Away && holdsCell(Cell)) {
      dropLock(Cell, /*All=*/true); // gives back what it has claimed
      GivenCells.insert(Cell);
    } else if (!Away && Followed())
      noteWrite(I, 0, Cell, Value, R, AccessKind::Write, X.Flags);
    moveMadeLock(X, Cell, Value);
    setShadow(Cell, R);
    publishInto(Cell, Value);
    break;
  case Op::Rmw:
    if (!Followed())
      R = Taints.unite(R, shadowOf(Cell));
    else {
      AccessId A = noteRead(I, 0, Cell, AccessKind::Update, X.Flags);
      if (A == ~0u)
        break;
      Accesses[A].Value = Value;
      Accesses[A].Data = R;
      Accesses[A].Falls = BinOp(X.Sub) == BinOp::Sub;
      Accesses[A].Discarded |= Accesses[A].Atomic && !isUsed(F, I);
      R = Taints.unite(R, Taints.one(A));
      giveCounted(X, Cell);
    }
    moveMadeLock(X, Cell, Value);
    setShadow(Cell, R);
    break;
  case Op::Alloc:
    FreshTerms.insert(Values[I]);
    break;
  case Op::Return:
    if (Recording)
      ReturnTaint = Taints.unite(ReturnTaint, R);
    break;
  case Op::Closure: {
    ClosureValue &C = Closures[Values[I]];
    C.Body = P.function(UnitIndex, X.Aux);
    C.Taints.clear();
    for (ValueId O : F.operands(X)) {
      // A variable by reference, with what it was read from.
      TaintId Of = ValueTaints[O];
      if (TermId V = Values[O]; V && T.kind(V) == TermKind::LocalAddr)
        Of = Taints.unite(Of, shadowOf(V));
      C.Taints.push_back(Of);
      R = Taints.unite(R, Of);
    }
    break;
  }
  default:
    break;
  }
  ValueTaints[I] = R;
}

void FunctionFlow::buryShadow(BlockId B) {
  S.Shadow.eraseIf([&](const auto &E) {
    TermId Root = T.root(E.first);
    return T.kind(Root) == TermKind::LocalAddr && !Alive->liveOut(B, T[Root].A);
  });
}

} // namespace tocsin::flow
