//===- Ends.cpp - Clocks, verdicts, and what is destroyed -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of a call's effect that speaks of time and of the end of things:
// readings of clocks, arithmetic by overloaded operators, predicates that are
// handed over to decide which element goes, delete expressions.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;
using Pos = tocsin::model::Position;

namespace tocsin::flow {

/// A reading of a clock is no event: it decides nothing by itself. It is a
/// function of which clock is read, and of when.
void CallTransfer::readClock(const Row &R, const Unit &CU, const Function &C) {
  SmallVector<TermId, 2> Operands{W.opaque(Site, 0x60)};
  if (const Pos *Which = R.arg(Slot::Flags))
    if (TermId V = valueAt(*Which))
      Operands.push_back(V);
  TermId Now =
      T.get(TermKind::Pure, W.P.names().intern(CU.str(C.Name)), 0, 0, Operands);
  const Pos *Out = R.arg(Slot::Out);
  if (Out && valueAt(*Out) && T.constant(valueAt(*Out)) != 0)
    giveResult(*Out, Now, CU, C);
  Result = !Out || R.arg(Slot::Result) ? Now : W.opaque(Site);
}

/// What an operand denotes as a thing: a pointer or handle itself, the content
/// of what is passed by reference.
TermId CallTransfer::objectAt(const Pos &At, const Unit &CU,
                              const Function &C) {
  TermId V = valueAt(At);
  if (V && !At.Member.empty())
    return memberAt(V, At.Member);
  int I = At.Index < 0 ? int(Args.size()) + At.Index : At.Index;
  if (!V || At.Where != Pos::Kind::Arg || I < 0 || I >= int(C.Params.size()))
    return V;
  const Type &Ty = CU.Types[C.Params[I].Type];
  // A name is the text of it.
  if (Ty.Kind == TypeKind::Pointer) {
    const Type &To = CU.Types[Ty.Pointee];
    return To.Kind == TypeKind::Int && To.Bits == 8 && To.Quals & QualConst
               ? deep(V, I)
               : V;
  }
  if (Ty.Kind != TypeKind::Reference)
    return V;
  // A record that was only put together counts with its parts.
  return T[V].HasParts ? readObject(T, S, V) : deep(V, I);
}

/// The call operator of an object that is handed over; ~0 if it has none.
ProgFunc CallTransfer::functorAt(TermId Callable) {
  for (unsigned I = 0; I < Args.size(); ++I) {
    const Type &Ty = W.U.Types[ArgTypes[I]];
    if (Args[I] != Callable || Ty.Kind != TypeKind::Record)
      continue;
    for (uint32_t F = 0; F < W.U.Functions.size(); ++F)
      if (const Function &X = W.U.Functions[F];
          W.U.str(X.Owner) == W.U.str(Ty.Name) && X.defined() &&
          StringRef(W.U.str(X.Name)).ends_with("::operator()"))
        return W.P.function(W.UnitIndex, F);
  }
  return ~0u;
}

/// What a predicate that is handed over says of one element; 0 if that is not
/// known, or must be a truth (`Truth`) and is none.
TermId CallTransfer::verdict(TermId Callable, TermId Element, TermId Data,
                             bool Truth) {
  ProgFunc Body = ~0u;
  TermId At = 0;
  auto It = W.Closures.find(Callable);
  if (It == W.Closures.end() && Callable) {
    It = W.Closures.find(contentOf(T, S, Callable));
    At = Callable;
  }
  if (It != W.Closures.end())
    Body = It->second.Body;
  else if (Callable && T.kind(Callable) == TermKind::Func)
    Body = T[Callable].A;
  else if (Callable)
    Body = functorAt(Callable);
  const Summary *Sum = Body == ~0u ? nullptr : W.P.summary(Body);
  if (!Sum)
    return 0;
  if (ProgramView::Body B = W.P.body(Body);
      Truth && W.P.unit(B.Unit).Types[B.F->Result].Kind != TypeKind::Bool)
    return 0;
  // Key, value and what goes with them are of the same element.
  size_t Params = W.P.body(Body).F->Params.size();
  SmallVector<TermId, 6> Mine(std::max<size_t>(Params, 1), Element);
  if (Data && Mine.size() > 1)
    Mine.back() = Data;
  TermId Given = 0, Self = At ? At : T.text(Callable);
  std::swap(Args, Mine);
  std::swap(Result, Given);
  std::swap(Receiver, Self);
  bySummary(Body, *Sum);
  std::swap(Args, Mine);
  std::swap(Result, Given);
  std::swap(Receiver, Self);
  return Given;
}

void CallTransfer::free() {
  for (const Row *R : W.P.models().named("operator delete")) {
    if (R->Is != Role::Destroy || !W.P.followsEnds(W.Self))
      continue;
    auto Ops = W.F.operands(X);
    EventId Id = W.eventAt(Site, Sequence++);
    Event E;
    E.Row = R;
    E.At = {W.UnitIndex, X.At};
    E.Function = W.Self;
    E.Callee = W.P.names().intern("operator delete");
    E.Site = Site;
    E.Block = W.Current;
    if (!Ops.empty() && W.Values[Ops[0]])
      E.Slots.push_back({Slot::Object, W.Values[Ops[0]]});
    W.Events[Id] = E;
    happen(Id);
  }
}

/// Overloaded operators of plain values mean what the built-in ones mean.
TermId CallTransfer::operation(StringRef Name, const Row &R,
                               ArrayRef<TermId> Ops) {
  if (R.Means & bit(Trait::Difference) && R.Means & bit(Trait::Reversed))
    return T.get(TermKind::Bin, unsigned(BinOp::Sub), 0, 0, {Ops[1], Ops[0]});
  if (R.Means & bit(Trait::Plus))
    return T.get(TermKind::Bin, unsigned(BinOp::Add), 0, 0, Ops);
  if (R.Means & bit(Trait::Difference))
    return T.get(TermKind::Bin, unsigned(BinOp::Sub), 0, 0, Ops);
  size_t At = Name.rfind("operator");
  if (At == StringRef::npos)
    return 0;
  StringRef Op = Name.drop_front(At + strlen("operator"));
  auto Order = StringSwitch<std::optional<CmpOp>>(Op)
                   .Case("<", CmpOp::Lt)
                   .Case("<=", CmpOp::Le)
                   .Case(">", CmpOp::Gt)
                   .Case(">=", CmpOp::Ge)
                   .Case("==", CmpOp::Eq)
                   .Case("!=", CmpOp::Ne)
                   .Case("<=>", CmpOp::Spaceship)
                   .Default(std::nullopt);
  if (Order) {
    // An ordering is only ever compared with zero: `(a <=> b) < 0`.
    if (T.kind(Ops[0]) == TermKind::Cmp &&
        CmpOp(T[Ops[0]].A) == CmpOp::Spaceship) {
      SmallVector<TermId, 2> Sides(T.ops(Ops[0]));
      return T.get(TermKind::Cmp, unsigned(*Order), 0, 0, Sides);
    }
    return T.get(TermKind::Cmp, unsigned(*Order), 0, 0, Ops);
  }
  auto Sum = StringSwitch<std::optional<BinOp>>(Op)
                 .Case("+", BinOp::Add)
                 .Case("-", BinOp::Sub)
                 .Case("*", BinOp::Mul)
                 .Case("/", BinOp::Div)
                 .Case("%", BinOp::Rem)
                 .Default(std::nullopt);
  return Sum ? T.get(TermKind::Bin, unsigned(*Sum), 0, 0, Ops) : 0;
}

} // namespace tocsin::flow
