//===- UnknownCalls.cpp - Calls that nobody described ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call with no rows and no summary: copies and moves of objects, and what
// else may have changed by it.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;
using Pos = tocsin::model::Position;

namespace tocsin::flow {

/// Whether the call copies or moves one object of its class to another.
bool CallTransfer::isCopy(const Unit &CU, const Function &C) const {
  if (!Receiver || Args.size() != 1 || C.Params.size() != 1)
    return false;
  if (!(C.Flags & FuncCtor) &&
      !StringRef(CU.str(C.Name)).ends_with("::operator="))
    return false;
  const Type &Ty = CU.Types[C.Params[0].Type];
  return Ty.Kind == TypeKind::Reference &&
         CU.Types[Ty.Pointee].Kind == TypeKind::Record &&
         CU.Types[Ty.Pointee].Name == C.Owner;
}

/// What is copied, or moved, from an object that others know is read there.
void CallTransfer::readSource(const Unit &CU, const Function &C) {
  if (!W.Track || !isCopy(CU, C) || !W.tracked(Args[0]))
    return;
  AccessId Id = W.noteRead(Site, MemorySequence++, Args[0]);
  if (Id != ~0u)
    CallTaint = W.Taints.unite(CallTaint, W.Taints.one(Id));
}

/// A copy or move constructor or assignment that nobody described copies.
bool CallTransfer::copies(const Unit &CU, const Function &C) {
  if (!isCopy(CU, C))
    return false;
  // What an assigned guard held before is given back: by its destructor or
  // never, the same to those who wait.
  store(Receiver, readObject(T, S, Args[0]));
  moveGuard(Args[0]);
  if (!(C.Flags & FuncCtor))
    Result = Receiver;
  return true;
}

/// Whether the callee changes its receiver only: `m.try_emplace(k, p)` takes
/// the pointer `p` by reference to copy it.
static bool changesReceiver(ProgramView &P, ProgFunc Callee) {
  return any_of(P.rows(Callee), [](const Row *R) {
    const Pos *At = R->Is == Role::MemoryWrite ? R->arg(Slot::Object) : nullptr;
    return At && At->Where == Pos::Kind::This;
  });
}

void CallTransfer::unknown(const Unit *CU, const Function *C) {
  SmallVector<TermId, 8> From;
  for (unsigned I = 0; I < Args.size(); ++I) {
    From.push_back(Args[I]);
    TypeKind K = W.U.Types[ArgTypes[I]].Kind;
    if (K == TypeKind::Pointer || K == TypeKind::Reference)
      From.push_back(T[Args[I]].HasParts ? readObject(T, S, Args[I])
                                         : contentOf(T, S, Args[I]));
  }
  if (Receiver) {
    From.push_back(Receiver);
    From.push_back(contentOf(T, S, Receiver));
  }
  Result = W.opaque(Site, 0, From);

  // What calls back does so at once, unless a row says otherwise; an object
  // that is made of a closure keeps it. An address handed over as data is not
  // called: dladdr(main, &info).
  auto Data = [&](unsigned I) {
    if (!C || I >= C->Params.size())
      return false;
    const Type &Ty = CU->Types[C->Params[I].Type];
    return Ty.Kind == TypeKind::Pointer &&
           CU->Types[Ty.Pointee].Kind == TypeKind::Void;
  };
  for (unsigned I = 0; I < Args.size(); ++I)
    if (W.Track && W.Recording && !Elsewhere && !(X.Flags & FlagCtor) &&
        !Data(I))
      spawn(Args[I], nullptr);
  auto Clobber = [&](TermId V, unsigned Tag, bool Characters) {
    // What an own object holds afterwards is unknown; an object that came in
    // through a pointer is trusted to keep its names.
    if (T.isAddress(V) && T.kind(T.root(V)) != TermKind::GlobalAddr)
      store(V, W.opaque(Site, Tag, From));
    else if (Characters)
      store(V, W.opaque(Site, Tag, From));
  };
  bool Keeps =
      C && Receiver && changesReceiver(W.P, W.P.function(W.UnitIndex, X.Aux));
  for (unsigned I = 0; I < Args.size(); ++I) {
    bool Characters = false;
    if (C && I < C->Params.size()) {
      const Type &Ty = CU->Types[C->Params[I].Type];
      if (Ty.Kind != TypeKind::Pointer && Ty.Kind != TypeKind::Reference)
        continue;
      const Type &To = CU->Types[Ty.Pointee];
      if (To.Quals & QualConst || (Keeps && To.Kind != TypeKind::Record))
        continue;
      Characters = To.Kind == TypeKind::Int && To.Bits == 8;
    }
    // A record behind the parameters may say where to write: `union semun`.
    for (TermId V = Args[I]; C && T.kind(V) == TermKind::With; V = T.op(V, 0))
      Clobber(T.op(V, 1), 0x100 + I, false);
    Clobber(Args[I], 0x100 + I, Characters);
  }
  if (Receiver && !(C && (C->Flags & FuncConst)) && !(X.Flags & FlagDtor))
    Clobber(Receiver, 0xff, false);
}

} // namespace tocsin::flow
