//===- Enclosed.cpp - Functions that run inside transactions --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A helper reads and writes a row, and each caller that is known has begun a
// transaction before: as a lock that all callers hold.
//
// What a callee brings up lies in transactions of its own and of its callers.
// Of its callers are those that were open and were not begun inside of it. A
// closure or a function may be handed to one that begins a transaction, calls
// what it was handed and ends the transaction.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "checks/version/Version.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;

namespace tocsin::version {

/// Callers of callers that are asked.
static constexpr unsigned MaxCallers = 8;

/// Whether `E` happened inside the call that is frame `N` of `Of`.
static bool isInside(const Event &E, const Event &Of, size_t N) {
  if (E.Site != Of.Site || E.Via.size() <= N)
    return false;
  for (size_t I = 0; I <= N; ++I)
    if (E.Via[I].Callee != Of.Via[I].Callee ||
        !(E.Via[I].At.At == Of.Via[I].At.At))
      return false;
  return true;
}

/// Whether a function calls what it was handed inside a transaction.
static bool runsInside(FunctionFlow &W) {
  auto Marks = [&](EventId E, model::Role R, model::Trait T) {
    return W.happens(E) && (W.event(E).role() == R ||
                            traitsOf(W.event(E), W, false) & model::bit(T));
  };
  auto Reaches = [&](ir::BlockId A, ir::ValueId X, ir::BlockId B,
                     ir::ValueId Y) {
    return A == B ? X < Y : W.graph().reaches(A, B);
  };
  bool Any = false;
  for (EventId E = 0; E < W.events().size() && !Any; ++E)
    Any = Marks(E, model::Role::StoreBegin, model::Trait::Begin);
  if (!Any)
    return false;
  for (const CallSite &C : W.calls()) {
    const ir::Instr &Call = W.function().Instrs[C.Site];
    bool Unknown = C.Callee == ~0u ||
                   ir::CallKind(Call.Sub) == ir::CallKind::Indirect ||
                   any_of(W.program().rows(C.Callee), [](const model::Row *R) {
                     return R->Means & model::bit(model::Trait::Runs);
                   });
    if (!Unknown)
      continue;
    bool Begun = false, Ended = false;
    for (EventId E = 0; E < W.events().size(); ++E) {
      const Event &X = W.event(E);
      Begun |= Marks(E, model::Role::StoreBegin, model::Trait::Begin) &&
               Reaches(X.Block, X.Site, C.Block, C.Site);
      Ended |= Marks(E, model::Role::StoreCommit, model::Trait::End) &&
               Reaches(C.Block, C.Site, X.Block, X.Site);
    }
    if (Begun && Ended)
      return true;
  }
  return false;
}

ir::FuncId closureIn(const ir::Function &F, ir::ValueId V, unsigned Depth) {
  while (F.Instrs[V].Kind == ir::Op::Cast)
    V = F.operands(F.Instrs[V])[0];
  if (F.Instrs[V].Kind == ir::Op::Closure ||
      F.Instrs[V].Kind == ir::Op::FuncRef)
    return F.Instrs[V].Aux;
  bool Names = F.Instrs[V].Kind == ir::Op::AddrOf ||
               F.Instrs[V].Kind == ir::Op::Load; // passed by value
  if (!Names || !Depth)
    return ir::None;
  const ir::Place &Of = F.Places[F.Instrs[V].Aux];
  if (Of.Base != ir::BaseKind::Local || !Of.Steps.empty())
    return ir::None;
  auto Same = [&](uint32_t Place) {
    const ir::Place &Q = F.Places[Place];
    return Q.Base == Of.Base && Q.Index == Of.Index && Q.Steps.empty();
  };
  for (const ir::Instr &X : F.Instrs) {
    auto Ops = F.operands(X);
    ir::ValueId From = ir::None;
    if (X.Kind == ir::Op::Store && Same(X.Aux))
      From = Ops[0];
    else if (X.Kind == ir::Op::Call && X.Flags & ir::FlagCtor &&
             Ops.size() == 2 && F.Instrs[Ops[0]].Kind == ir::Op::AddrOf &&
             Same(F.Instrs[Ops[0]].Aux))
      From = Ops[1];
    if (From != ir::None)
      if (ir::FuncId Found = closureIn(F, From, Depth - 1); Found != ir::None)
        return Found;
  }
  return ir::None;
}

void Enclosed::handOver(FunctionFlow &W, const link::Program &P) {
  const ir::Function &F = W.function();
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u || !P.isDefined(C.Callee))
      continue;
    for (ir::ValueId V : F.operands(F.Instrs[C.Site]))
      if (ir::FuncId Id = closureIn(F, V, 2); Id != ir::None)
        Handed[P.usr(W.program().function(W.unitIndex(), Id))].push_back(
            P.usr(C.Callee).str());
  }
}

void Enclosed::note(FunctionFlow &W, const link::Program &P) {
  handOver(W, P);
  if (runsInside(W))
    Runners.insert(P.usr(W.self()));
  for (EventId E = 0; E < W.events().size(); ++E) {
    const Event &X = W.event(E);
    if (!W.happens(E) || X.Via.empty() || !model::speaksOfStores(X.role()))
      continue;
    for (size_t N = 0; N < X.Via.size(); ++N) {
      ProgFunc Callee = X.Via[N].Callee;
      // A closure is called by who is handed it: seen from further out only.
      bool Closure = P.body(Callee).F->Flags & ir::FuncLambda;
      if (N && !Closure)
        continue;
      auto Around = [&](const Protection &H) {
        const Event *By = W.acquisition(H);
        return By && !isInside(*By, X, N) &&
               !(traitsOf(*By, W, false) & model::bit(model::Trait::Single));
      };
      // Nobody but this process writes: a lock does as well.
      bool Open = any_of(W.openAt(E), Around) ||
                  (X.Row->Reach <= model::Scope::Process &&
                   any_of(W.heldAt(E), [&](const Protection &H) {
                     return H.Mode == LockMode::Exclusive && Around(H);
                   }));
      auto &Known = Callers[P.usr(Callee)];
      auto At = find_if(Known, [&](const Caller &C) {
        return C.Usr == P.usr(X.Via[N].Caller);
      });
      if (At == Known.end())
        Known.push_back({P.usr(X.Via[N].Caller).str(), Open});
      else
        At->Open &= Open;
    }
  }
}

bool Enclosed::holds(StringRef Usr, unsigned Depth) const {
  auto Given = Handed.find(Usr);
  bool Inside =
      Given != Handed.end() &&
      all_of(Given->second, [&](StringRef To) { return Runners.contains(To); });
  auto It = Callers.find(Usr);
  if (It == Callers.end() || Depth > MaxCallers)
    return Inside;
  return all_of(It->second, [&](const Caller &C) {
    return C.Open || (Inside && Runners.contains(C.Usr)) ||
           holds(C.Usr, Depth + 1);
  });
}

} // namespace tocsin::version
