//===- Refusals.cpp - What a function makes of a refused write ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two walks from the write, one as if it was refused and one as if it went
// well: what only the first meets is what is done about a refusal.
//
//===----------------------------------------------------------------------===//

#include "Flow/Refusals.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

namespace {
class Refusal {
public:
  Refusal(FunctionFlow &W, EventId E)
      : W(W), T(W.terms()), F(W.function()), E(E) {}

  bool onlyGivenBack() {
    BitVector Refused = walk(false), Fine = walk(true);
    // Tried once more; or no branch is known to tell the two apart.
    if (Refused.test(W.event(E).Block) || Refused == Fine)
      return false;
    for (unsigned B : Refused.set_bits())
      if (!Fine.test(B) && acts(F.Blocks[B]))
        return false;
    return true;
  }

private:
  BitVector walk(bool WentWell) {
    BitVector Seen(F.Blocks.size());
    SmallVector<BlockId, 16> Work{W.event(E).Block};
    while (!Work.empty()) {
      BlockId B = Work.pop_back_val();
      for (uint32_t I = 0; I < F.Blocks[B].Succs.size(); ++I) {
        BlockId To = F.Blocks[B].Succs[I].To;
        if (!Seen.test(To) && open({B, I}, WentWell)) {
          Seen.set(To);
          Work.push_back(To);
        }
      }
    }
    return Seen;
  }

  /// Whether the edge can be taken. A comparison with the code of a refusal has
  /// one answer, with other codes of failure either.
  bool open(BranchEdge Edge, bool WentWell) {
    Literal L = W.literal(Edge);
    if (!L.Cond || !W.derivesFrom(L.Cond, E))
      return true;
    if (!WentWell)
      if (auto Equal = namesRefusal(L.Cond))
        return *Equal == L.Holds;
    return W.possible(L, E, WentWell);
  }

  /// `rc == ZBADVERSION`: true, `rc != ZBADVERSION`: false.
  std::optional<bool> namesRefusal(TermId Cond) {
    bool Equal = true;
    while (T.kind(Cond) == TermKind::Not) {
      Cond = T.op(Cond, 0);
      Equal = !Equal;
    }
    // One of several cases of a switch.
    if (T.kind(Cond) == TermKind::Or)
      return namesRefusal(T.op(Cond, 0)) == true ||
                     namesRefusal(T.op(Cond, 1)) == true
                 ? std::optional(Equal)
                 : std::nullopt;
    if (T.kind(Cond) != TermKind::Cmp)
      return std::nullopt;
    auto Op = CmpOp(T[Cond].A);
    if (Op != CmpOp::Eq && Op != CmpOp::Ne)
      return std::nullopt;
    for (TermId X : T.ops(Cond)) {
      SmallVector<StringRef, 4> Words;
      if (T.kind(X) == TermKind::Int)
        W.program().names()[T[X].A].split(Words, ',');
      if (any_of(Words, [&](StringRef Word) {
            return is_contained(W.event(E).Row->Conflict, Word);
          }))
        return Equal == (Op == CmpOp::Eq);
    }
    return std::nullopt;
  }

  /// Whether the block does anything but say so.
  bool acts(const Block &B) {
    for (uint32_t I = B.Begin; I < B.End; ++I) {
      const Instr &X = F.Instrs[I];
      if (X.Kind == Op::Throw || X.Kind == Op::Suspend || X.Kind == Op::Rmw)
        return true;
      if (X.Kind == Op::Store && F.Places[X.Aux].Base != BaseKind::Local)
        return true;
      if (X.Kind == Op::Call && !isQuiet(X))
        return true;
    }
    return false;
  }

  bool isQuiet(const Instr &X) {
    if (X.Flags & (FlagCtor | FlagDtor))
      return true;
    if (CallKind(X.Sub) == CallKind::Indirect || X.Aux == None)
      return false;
    auto Rows = W.program().rows(W.program().function(W.unitIndex(), X.Aux));
    return !Rows.empty() && all_of(Rows, [](const Row *R) {
      return R->Is == Role::Output || R->Is == Role::Pure ||
             R->Is == Role::PathSame || R->Is == Role::PathBuild ||
             R->Is == Role::ErrorCode || R->Is == Role::LockRelease ||
             R->Is == Role::FdClose;
    });
  }

  FunctionFlow &W;
  TermTable &T;
  const Function &F;
  EventId E;
};
} // namespace

bool onlyGivenBack(FunctionFlow &W, EventId E) {
  TypeKind Gives = W.unit().Types[W.function().Result].Kind;
  if (Gives != TypeKind::Int && Gives != TypeKind::Bool &&
      Gives != TypeKind::Enum)
    return false;
  return Refusal(W, E).onlyGivenBack();
}

} // namespace tocsin::flow
