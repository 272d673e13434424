//===- Liveness.cpp - Which locals may still be read ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/Liveness.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;

namespace tocsin::flow {

static uint32_t variableOf(const Function &F, const Place &P) {
  uint32_t NL = F.Locals.size(), NP = F.Params.size();
  switch (P.Base) {
  case BaseKind::Local:
    return P.Index;
  case BaseKind::Param:
    return NL + P.Index;
  case BaseKind::Capture:
    return NL + NP + P.Index;
  case BaseKind::This:
    return NL + NP + F.Captures.size();
  case BaseKind::Global:
  case BaseKind::Value:
    break;
  }
  return None;
}

Liveness::Liveness(const Function &F, const Graph &G) {
  uint32_t N = F.Locals.size() + F.Params.size() + F.Captures.size() + 1;
  BitVector Always(N);
  std::vector<BitVector> Reads(F.Blocks.size(), BitVector(N)),
      Writes(F.Blocks.size(), BitVector(N));
  for (BlockId B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
      const Instr &X = F.Instrs[I];
      bool HasPlace = X.Kind == Op::Load || X.Kind == Op::Store ||
                      X.Kind == Op::Rmw || X.Kind == Op::AddrOf ||
                      X.Kind == Op::Declare;
      if (!HasPlace)
        continue;
      const Place &P = F.Places[X.Aux];
      uint32_t V = variableOf(F, P);
      if (V == None)
        continue;
      bool Through = any_of(
          P.Steps, [](const Step &S) { return S.Kind == StepKind::Deref; });
      // A temporary's address does not outlive its uses, which all name it.
      if (X.Kind == Op::AddrOf && !Through &&
          !(P.Base == BaseKind::Local && F.Locals[P.Index].Temporary))
        Always.set(V);
      bool Defines =
          (X.Kind == Op::Store || X.Kind == Op::Declare) && P.Steps.empty();
      if (Defines)
        Writes[B].set(V);
      else if (!Writes[B].test(V))
        Reads[B].set(V);
    }
  In.assign(F.Blocks.size(), BitVector(N));
  Out.assign(F.Blocks.size(), Always);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId B : reverse(G.order())) {
      BitVector &O = Out[B];
      for (const Edge &E : F.Blocks[B].Succs)
        if (G.reachable(E.To))
          O |= In[E.To];
      BitVector New = O;
      New.reset(Writes[B]);
      New |= Reads[B];
      New |= Always;
      if (New != In[B]) {
        In[B] = std::move(New);
        Changed = true;
      }
    }
  }
}

} // namespace tocsin::flow
