//===- StoreCalls.cpp - Operands and results of calls of stores -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a call of a store reads of its operands and leaves behind:
//
//   key, value, token, text   the content: the characters or the object
//   store, txn, request       the handle: a pointer value or an address
//   what a read gives         Out(event, slot) or Ret(event)
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Flow/TextShape.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;
using Pos = tocsin::model::Position;

namespace tocsin::flow {

/// Elements of an array of parameter values that are followed.
static constexpr unsigned MaxListed = 24;

/// Whether the slot is where the call leaves something.
static bool gives(const Row &R, Slot S, const Pos &At) {
  if (At.Where == Pos::Kind::Ret || At.Where == Pos::Kind::Callback)
    return true;
  bool Out = At.Where == Pos::Kind::Out;
  switch (S) {
  case Slot::Value:
  case Slot::Token:
    // A conditional write may hand out the new token.
    return R.Is == Role::StoreRead || R.Is == Role::SqlRun ||
           R.Is == Role::SqlStep || R.Is == Role::StoreCommand ||
           R.Is == Role::SqlCount;
  case Slot::Statement:
    return R.Is == Role::SqlPrepare && (Out || At.Where == Pos::Kind::This);
  case Slot::Txn:
    return R.Is == Role::StoreBegin && Out;
  default:
    return false;
  }
}

/// The record that an operand is or leads to.
static const Record *recordBehind(const Unit &U, TypeId Operand) {
  const Type *Ty = &U.Types[Operand];
  while (Ty->Kind == TypeKind::Pointer || Ty->Kind == TypeKind::Reference)
    Ty = &U.Types[Ty->Pointee];
  if (Ty->Kind == TypeKind::Record)
    for (const Record &R : U.Records)
      if (R.Name == Ty->Name)
        return &R;
  return nullptr;
}

static bool isPointer(const Unit &U, const Record &R, StringRef Field) {
  return any_of(R.Fields, [&](const ir::Field &F) {
    return U.str(F.Name) == Field && U.Types[F.Type].Kind == TypeKind::Pointer;
  });
}

/// An operand as one value: characters, or an object with its fields. A
/// pointer in a field (`mv_data`, `dptr`) stands for what it points to. The
/// fields come in one order, on top of nothing where the object was only
/// declared, so that records put together in two functions can be compared.
TermId CallTransfer::recordAt(const Pos &At) {
  TermId V = valueAt(At);
  if (!V || !At.Member.empty())
    return V ? memberAt(V, At.Member) : 0;
  int I = At.Index < 0 ? int(Args.size()) + At.Index : At.Index;
  TermId C = At.Where == Pos::Kind::Arg ? deep(V, I) : deepAt(At);
  if (C != V && T[V].HasParts)
    C = readObject(T, S, V);
  return inOrder(C, size_t(I) < ArgTypes.size() ? recordBehind(W.U, ArgTypes[I])
                                                : nullptr);
}

/// A record whose fields were set one by one, as recordAt() puts it. Of one
/// that a callee was handed the term tells the type.
TermId CallTransfer::inOrder(TermId C, const Record *Of) {
  if (!Of && T.kind(C) == TermKind::With) {
    StringRef Owner = W.P.names()[T[C].B];
    auto It = find_if(
        W.U.Records, [&](const Record &R) { return W.U.str(R.Name) == Owner; });
    Of = It == W.U.Records.end() ? nullptr : &*It;
  }
  SmallVector<TermId, 4> Parts;
  TermId Base = C;
  for (; T.kind(Base) == TermKind::With && Parts.size() < MaxListed;
       Base = T.op(Base, 0))
    if (none_of(Parts, [&](TermId P) { return T[P].A == T[Base].A; }))
      Parts.push_back(Base);
  if (Parts.empty())
    return C;
  const Term Bottom = T[Base];
  bool Nothing =
      (Bottom.Kind == TermKind::Opaque && Bottom.A < W.F.Instrs.size() &&
       W.F.Instrs[Bottom.A].Kind == Op::Declare) ||
      (Bottom.Kind == TermKind::Init &&
       T.kind(T.op(Base, 0)) == TermKind::LocalAddr);
  if (Nothing || (Of && Parts.size() >= Of->Fields.size()))
    Base = T.get(TermKind::Pure);
  llvm::sort(Parts, [&](TermId A, TermId B) { return T[A].A < T[B].A; });
  for (TermId With : Parts) {
    const Term X = T[With];
    TermId Field = T.op(With, 1);
    bool Pointer = T.isAddress(Field) || S.find(Field);
    if (!Pointer && T.kind(Field) != TermKind::Text && Of)
      Pointer = isPointer(W.U, *Of, W.P.names()[X.A]);
    if (Pointer)
      Field = T.text(T[Field].HasParts ? readObject(T, S, Field)
                                       : contentOf(T, S, Field));
    Base = T.get(TermKind::With, X.A, X.B, 0, {Base, Field});
  }
  return Base;
}

/// Whether the operand is a `va_list`.
bool CallTransfer::isRest(unsigned Arg) const {
  if (Arg >= ArgTypes.size())
    return false;
  const Type *Ty = &W.U.Types[ArgTypes[Arg]];
  while (Ty->Kind == TypeKind::Pointer || Ty->Kind == TypeKind::Reference ||
         Ty->Kind == TypeKind::Array)
    Ty = &W.U.Types[Ty->Pointee];
  return Ty->Kind == TypeKind::Record &&
         StringRef(W.U.str(Ty->Name)).contains("__va_list");
}

/// What a caller hands over beyond the parameters: an import puts it in place.
TermId CallTransfer::rest() {
  return T.get(TermKind::Pure, W.P.names().intern("(rest)"));
}

/// A stream gives itself back. One that makes a text in memory holds that
/// text; any other only shows what it is given.
void CallTransfer::stream(const Row &R, const Unit &CU, const Function &C) {
  TermId At = valueAt(*R.arg(Slot::Out));
  TermId Holds = contentOf(T, S, At);
  bool Text =
      Holds && T.kind(Holds) == TermKind::Pure && T[Holds].A &&
      T.kind(T.root(At)) == TermKind::LocalAddr &&
      any_of(W.P.models().named(W.P.names()[T[Holds].A]),
             [](const Row *X) { return X->Means & bit(Trait::Concat); });
  if (Text)
    pureRow(R, CU, C);
  Result = At;
}

/// The values that stand in an array, or in a member of its elements, in
/// order: what a statement is bound to. Of an array that came in from a caller
/// its address, for the caller to read.
TermId CallTransfer::listOf(TermId Array, StringRef Member) {
  SmallVector<TermId, 8> All;
  NameId Name = W.P.names().intern(Member);
  for (auto &[A, V] : S.Memory) {
    TermId Element = A;
    if (!Member.empty()) {
      if (T.kind(A) != TermKind::FieldAddr || T[A].A != Name)
        continue;
      Element = T.op(A, 0);
    }
    std::optional<int64_t> N;
    if (T.kind(Element) == TermKind::ElemAddr && T.op(Element, 0) == Array)
      N = T.constant(T.op(Element, 1));
    else if (Element == Array)
      N = 0;
    if (!N || *N < 0 || *N >= MaxListed)
      continue;
    if (All.size() <= size_t(*N))
      All.resize(*N + 1, 0);
    bool Leads = T.isAddress(V) || T.kind(V) == TermKind::Text || S.find(V);
    All[*N] = Leads ? contentOf(T, S, V) : readObject(T, S, A);
  }
  if (All.empty() && Array && T.kind(T.root(Array)) != TermKind::LocalAddr)
    return Array;
  for (unsigned I = 0; I < All.size(); ++I)
    if (!All[I])
      All[I] = W.opaque(Site, 0x2000 + I);
  return T.get(TermKind::Pure, 0, 0, 0, All);
}

/// Writes to what a member of each element of an array points to: variables
/// that columns were bound to.
void CallTransfer::giveInto(TermId Array, StringRef Member, TermId Given) {
  NameId Name = W.P.names().intern(Member);
  SmallVector<TermId, 8> Targets;
  for (auto &[A, V] : S.Memory)
    if (T.kind(A) == TermKind::FieldAddr && T[A].A == Name &&
        T.inside(A, Array) && T.isAddress(V))
      Targets.push_back(V);
  for (TermId To : Targets)
    store(To, Given);
}

/// Whether an operand is a `void *` that a callback gets.
bool CallTransfer::isContext(const Pos &At, const Unit &CU,
                             const Function &C) const {
  if (At.Where != Pos::Kind::Out || At.Index < 0 ||
      At.Index >= int(C.Params.size()))
    return false;
  const Type &Ty = CU.Types[C.Params[At.Index].Type];
  return Ty.Kind == TypeKind::Pointer &&
         CU.Types[Ty.Pointee].Kind == TypeKind::Void;
}

/// Whether what is there is made to take an answer: a local object, or the
/// number that the caller wants to know.
bool CallTransfer::isPlaceForOne(TermId To) const {
  if (T.kind(To) == TermKind::Param) {
    const Unit &U = W.unit();
    const Type &Ty = U.Types[W.function().Params[T[To].A].Type];
    if (Ty.Kind != TypeKind::Pointer && Ty.Kind != TypeKind::Reference)
      return false;
    TypeKind K = U.Types[Ty.Pointee].Kind;
    return K == TypeKind::Int || K == TypeKind::Float || K == TypeKind::Bool;
  }
  return T.kind(T.root(To)) == TermKind::LocalAddr;
}

/// Choices inside of choices that are looked into for a handle.
static constexpr unsigned MaxChoices = 8;

TermId handleOf(const TermTable &T, TermId V, unsigned Depth) {
  auto None = [&](TermId X) {
    while (X && (T.kind(X) == TermKind::Text || T.kind(X) == TermKind::FieldOf))
      X = T.op(X, 0);
    if (X && T.kind(X) == TermKind::Init)
      X = T.op(X, 0);
    // Null, or cleared by memset().
    return X && (T.constant(X) == 0 ||
                 (T.kind(X) == TermKind::Pure && T[X].NumOps == 0));
  };
  bool Led = false; // behind a pointer to what it leads to
  while (V && Depth < MaxChoices) {
    TermKind K = T.kind(V);
    if (K == TermKind::Text) {
      V = T.op(V, 0);
      Led = true;
    } else if (K == TermKind::Init && Led) {
      V = T.op(V, 0);
      Led = false;
    } else if (K == TermKind::Select && None(T.op(V, 1))) {
      V = T.op(V, 2);
    } else if (K == TermKind::Select && None(T.op(V, 2))) {
      V = T.op(V, 1);
    } else if (K == TermKind::Select) {
      // The same on both ways.
      TermId A = handleOf(T, T.op(V, 1), Depth + 1);
      TermId B = handleOf(T, T.op(V, 2), Depth + 1);
      return A == B || None(B) ? A : None(A) ? B : V;
    } else {
      return V;
    }
  }
  return V;
}

/// Notes an operand of a store's call; false if the slot is not one of those.
bool CallTransfer::storeSlot(const Row &R, Slot S, const Pos &At, Event &E) {
  if (!speaksOfStores(R.Is))
    return false;
  if (gives(R, S, At))
    return true;
  TermId V = 0;
  switch (S) {
  case Slot::Key:
  case Slot::Value:
  case Slot::Token:
  case Slot::Expected:
  case Slot::Text:
  case Slot::Index:
    V = recordAt(At);
    break;
  case Slot::Statement:
    // An object is known by what it holds, a pointer by itself.
    V = handleOf(T, valueAt(At));
    if (V && T.isAddress(V))
      V = contentOf(T, this->S, V);
    break;
  case Slot::Params:
    V = listOf(valueAt(At), At.Member);
    break;
  case Slot::From: {
    SmallVector<TermId, 8> All;
    for (unsigned I = std::max(At.Index, 0); I < Args.size(); ++I)
      All.push_back(isRest(I) ? rest() : deep(Args[I], I));
    E.Slots.push_back({Slot::Params, T.get(TermKind::Pure, 0, 0, 0, All)});
    return true;
  }
  case Slot::Store:
  case Slot::Txn:
  case Slot::Request:
    V = At.Member.empty() ? handleOf(T, valueAt(At))
                          : memberAt(valueAt(At), At.Member);
    break;
  default:
    return false;
  }
  if (V)
    E.Slots.push_back({S, V});
  return true;
}

void CallTransfer::storeResults(const Row &R, EventId Id, const Unit &CU,
                                const Function &C) {
  for (auto &[K, At] : R.Args) {
    if (!gives(R, K, At) || At.Where == Pos::Kind::Ret ||
        At.Where == Pos::Kind::Callback)
      continue;
    TermId Given = T.get(TermKind::Out, Id, unsigned(K));
    // A handle is a value of its own, not a pointer to content.
    if (K == Slot::Statement || K == Slot::Txn) {
      store(valueAt(At), Given);
      continue;
    }
    if (R.Is == Role::SqlStep && At.Where == Pos::Kind::Out &&
        !At.Member.empty()) {
      giveInto(valueAt(At), At.Member, Given);
      continue;
    }
    // What a callback puts where it is told: into an object made for it. A
    // statement, as opposed to that, holds what running it gave.
    const Pos *Stmt = R.arg(Slot::Statement);
    bool Handle = Stmt && Stmt->Index == At.Index;
    if (!Handle && isContext(At, CU, C) && !isPlaceForOne(valueAt(At)))
      continue;
    TermId Back = Result;
    giveResult(At, Given, CU, C);
    Result = Back;
  }
  // What an operand of no slot leads to may have been written: a length.
  for (unsigned I = 0; I < Args.size() && I < C.Params.size(); ++I) {
    bool Placed = any_of(R.Args, [&](auto &A) {
      int N = A.second.Index;
      return (A.second.Where == Pos::Kind::Arg ||
              A.second.Where == Pos::Kind::Out) &&
             (N < 0 ? N + int(Args.size()) : N) == int(I);
    });
    const Type &Ty = CU.Types[C.Params[I].Type];
    if (!Placed && T.isAddress(Args[I]) &&
        (Ty.Kind == TypeKind::Pointer || Ty.Kind == TypeKind::Reference) &&
        !(CU.Types[Ty.Pointee].Quals & QualConst))
      store(Args[I], W.opaque(Site, 0x2100 + I, {T.get(TermKind::Ret, Id)}));
  }
}

/// A transaction is open from its begin to its end.
void CallTransfer::holdTransaction(EventId Id) {
  const Event &E = W.Events[Id];
  if (!speaksOfStores(E.role()))
    return;
  Traits Always = traitsOf(E, W, /*Must=*/true);
  TermId Store = E.slot(Slot::Store), Txn = E.slot(Slot::Txn);
  if (E.role() == Role::StoreCommit || E.role() == Role::StoreAbort ||
      Always & bit(Trait::End)) {
    llvm::erase_if(S.Open, [&](const Protection &H) {
      bool Made =
          Txn &&
          (Txn == W.Events[H.By].slot(Slot::Txn) ||
           ((T.kind(Txn) == TermKind::Out || T.kind(Txn) == TermKind::Ret) &&
            T[Txn].A == H.By));
      return Made || (Store && H.Lock == Store) || (!Store && !Txn);
    });
  } else if (E.role() == Role::StoreBegin || Always & bit(Trait::Begin)) {
    Protection P;
    const Pos *At = E.Row->arg(Slot::Store);
    // A handle that has the store to itself while it is open.
    P.Lock =
        At && At->Where == Pos::Kind::Ret ? T.get(TermKind::Ret, Id) : Store;
    P.By = Id;
    if (!is_contained(S.Open, P))
      S.Open.push_back(P);
  }
}

} // namespace tocsin::flow
