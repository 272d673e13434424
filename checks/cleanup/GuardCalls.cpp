//===- GuardCalls.cpp - What a call in a condition says of a thing --------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Locks tried, holders asked for, sets searched, owners asked whether they
// live.
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/GuardReader.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::ir::CmpOp;

namespace tocsin::cleanup {

namespace {
/// Events that look into the kernel's tables; few functions have any.
struct KernelEvents : PolicyRoom {
  std::optional<BitVector> Known;

  static bool isTable(Vocabulary &V, StringRef Path) {
    return Path.consume_front("/") &&
           V.words(Path.split('/').first) & bit(WordClass::KernelTable) &&
           !(V.words(Path) & bit(WordClass::KernelFigure));
  }

  const BitVector &of(FunctionFlow &W, Vocabulary &V) {
    if (Known)
      return *Known;
    const TermTable &T = W.terms();
    Known.emplace(W.events().size());
    for (EventId E = 0; E < W.events().size(); ++E)
      if (TermId Path = W.event(E).slot(Slot::Path);
          Path && T.any(Path, [&](TermId X) {
            return T.kind(X) == TermKind::Str &&
                   isTable(V, W.program().names()[T[X].A]);
          }))
        Known->set(E);
    return *Known;
  }
};
} // namespace

int64_t GuardReader::heldBy(const Row &R) {
  return R.Succeeds == Success::Zero ? 0 : 2;
}

void GuardReader::event(TermId X, EventId E, Guard &G) {
  if (E >= W.events().size())
    return;
  const Event &Ev = W.event(E);
  StringRef Name = lastName(W.program().names()[Ev.Callee]);
  if (Ev.role() == Role::LockAcquire) {
    TermId Lock = Ev.slot(Slot::Lock) ? Ev.slot(Slot::Lock) : Ev.slot(Slot::Fd);
    take(G, GuardKind::Lock, false, Lock, Name);
  } else if (Ev.role() == Role::RefQuery) {
    take(G, GuardKind::Ownership, holdsWith(heldBy(*Ev.Row)),
         Ev.slot(Slot::Object), Name);
  } else if (Ev.role() == Role::PathCheck &&
             Ev.What & bit(Property::Existence)) {
    // Another name made of the thing's own, as a lock file beside it, or its
    // name in a directory of those who hold one.
    TermId Path = Ev.slot(Slot::Path), Dir = Ev.slot(Slot::Dir);
    if (!Path || !isNamedAfter(Path))
      return;
    bool Beside = T.kind(Path) == TermKind::Pure &&
                  hasText(Path, bit(WordClass::Busy) | bit(WordClass::Holds));
    if (Beside || (Dir && hasText(Dir, bit(WordClass::Busy))))
      take(G, GuardKind::Lock, false, Path, Name);
  }
}

bool GuardReader::isNamedAfter(TermId Path) {
  return mine(Path) && (!R.Self.Own.empty() ||
                        any_of(selectors(W, Path).Roots, [&](TermId X) {
                          return T.kind(X) == TermKind::Param &&
                                 is_contained(R.Self.Roots, X);
                        }));
}

bool GuardReader::hasText(TermId X, WordClasses Of) {
  return T.any(X, [&](TermId Y) {
    TermKind K = T.kind(Y);
    return (K == TermKind::Str || K == TermKind::FieldAddr ||
            K == TermKind::FieldOf) &&
           V.words(W, T[Y].A) & Of;
  });
}

StringRef GuardReader::callAt(TermId X) {
  const Term &A = T[X];
  if (!W.isImported(X) || A.A >= W.function().Instrs.size())
    return calleeOf(W, X);
  return calleeAt(A.A);
}

StringRef GuardReader::calleeAt(ir::ValueId Site) {
  const ir::Instr &I = W.function().Instrs[Site];
  return I.Kind == ir::Op::Call && I.Aux != ir::None
             ? W.unit().str(W.unit().Functions[I.Aux].Name)
             : "";
}

StringRef GuardReader::calledFor(TermId X) {
  auto C = find_if(W.calls(), [&](const CallSite &C) {
    return C.Callee != ~0u && W.valueAt(C.Site) == X;
  });
  return C == W.calls().end() ? "" : calleeAt(C->Site);
}

void GuardReader::liveness(Guard &G, TermId X, StringRef Name, int64_t Lives) {
  bool Given = !mine(X);
  for (TermId O :
       T.kind(X) == TermKind::Opaque ? ArrayRef(W.origins(X)) : T.ops(X))
    Given &= T.kind(O) == TermKind::Param || T.constant(O);
  TermId Of = !Given               ? X
              : R.Self.Own.empty() ? R.Self.Roots.front()
                                   : R.Self.Own.front();
  take(G, GuardKind::Owner, holdsWith(Lives), Of, Name);
}

StringRef GuardReader::ownNumber(ArrayRef<TermId> Compared) {
  auto Giver = [&](TermId X) {
    for (TermId Y : closure(W, X))
      if (T.kind(Y) == TermKind::Pure)
        for (const Row *R :
             W.program().models().named(W.program().names()[T[Y].A]))
          if (R->Is == Role::Pure && R->Means & bit(Trait::External))
            return StringRef(R->Names.front());
    return StringRef();
  };
  StringRef By;
  bool Mine = false;
  for (TermId X : Compared)
    if (StringRef G = Giver(X); !G.empty())
      By = G;
    else
      Mine |= mine(X);
  return Mine ? By : StringRef();
}

bool GuardReader::holdsForEqual(TermId Call) const {
  const ir::Function &F = W.function();
  bool Truth = false;
  for (ir::ValueId I = 0; I < F.Instrs.size() && !Truth; ++I)
    Truth = F.Instrs[I].Kind == ir::Op::Call && W.valueAt(I) == Call &&
            W.unit().Types[F.Instrs[I].Type].Kind == ir::TypeKind::Bool;
  int64_t Equal = Truth ? 1 : 0;
  return holdsWith(Equal) && !holdsWith(1 - Equal);
}

void GuardReader::call(TermId X, StringRef Callee, unsigned Depth, Guard &G) {
  StringRef Name = lastName(Callee);
  if (!InCall && T.kind(X) == TermKind::Pure && T[X].NumOps > 1)
    if (StringRef By = ownNumber(SmallVector<TermId, 4>(T.ops(X)));
        !By.empty() && holdsForEqual(X))
      return take(G, GuardKind::Owner, false, X, By);
  if (asksKernel(X))
    take(G, GuardKind::Owner, false, X, Name);
  // `claim(name) == -EEXIST`: it did not succeed, whatever it is called.
  bool Failed = Against && *Against < 0 &&
                (Op == CmpOp::Eq || Op == CmpOp::Ne) &&
                (Op == CmpOp::Eq) == Holds;
  if (!Name.empty())
    for (const Row *Row : W.program().models().named(Callee)) {
      if (Row->Is == Role::RefQuery && !Failed)
        take(G, GuardKind::Ownership, holdsWith(heldBy(*Row)), X, Name);
      // To fail is an answer: `kill(pid, 0) == -1`.
      if (Row->Is == Role::UseQuery &&
          (!Failed || Row->Succeeds == Success::Zero))
        liveness(G, X, Name, Row->Succeeds == Success::Zero ? 0 : 1);
    }
  if (!Name.empty() && !Failed) {
    WordClasses Words = V.words(Name);
    // `empty` is true when there is none; what the thing is taken from is
    // never.
    if (Words & bit(WordClass::Lacking) && Against && *Against == 0) {
      if (isHolder(X))
        return;
      Holds = !Holds;
      accessed(X, Depth, G);
      Holds = !Holds;
      return;
    }
    // A set that is asked for the thing and does not have it.
    if (Words & bit(WordClass::Lookup) && !(Words & bit(WordClass::Busy))) {
      if (!holdsWith(1))
        take(G, GuardKind::Live, false, X, Name);
      return;
    }
    if (Against)
      byWords(G, Words, false, X, Name);
  }
  accessed(X, Depth, G);
}

bool GuardReader::asksKernel(TermId X) {
  const BitVector &Asks = W.room<KernelEvents>().of(W, V);
  return Asks.any() && any_of(closure(W, X), [&](TermId Y) {
           return T.kind(Y) == TermKind::Ret && T[Y].A < Asks.size() &&
                  Asks.test(T[Y].A);
         });
}

bool GuardReader::isHolder(TermId Call) {
  SmallVector<TermId, 4> Given(W.origins(Call));
  return any_of(R.Values, [&](TermId V) {
    const TermSet &From = closure(W, V);
    return any_of(Given, [&](TermId O) {
      return T.kind(O) == TermKind::FieldAddr && From.contains(O);
    });
  });
}

void GuardReader::accessed(TermId X, unsigned Depth, Guard &G) {
  if (!Against || (T.kind(X) == TermKind::Opaque &&
                   count_if(W.origins(X), [&](TermId O) {
                     return T.kind(O) != TermKind::LocalAddr;
                   }) > 3))
    return;
  bool Outer = std::exchange(InCall, true);
  SmallVector<TermId, 4> Given( // looking may make terms
      T.kind(X) == TermKind::Opaque ? ArrayRef(W.origins(X)) : T.ops(X));
  for (TermId O : Given)
    if (T.kind(O) != TermKind::Taken && !T.constant(O))
      look(O, Depth + 1, G);
  InCall = Outer;
}

} // namespace tocsin::cleanup
