//===- SharedConfined.cpp - Functions that keep to one thread -------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program's own assertions of which thread runs some code: a small function
// that asks for the current thread, or calls one that does, and does not return
// if the answer is another than expected. Who calls it is confined to a thread,
// and so is who is only called from there.
//
//===----------------------------------------------------------------------===//

#include "Link/Shared.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::link {

/// What asks or asserts is small.
static constexpr size_t MaxAsserting = 48;

void Shared::findConfined() {
  size_t N = P.functionCount();
  BitVector Asks(N), Asserts(N);
  auto Small = [&](ProgFunc F) {
    return P.isDefined(F) && P.body(F).F->Instrs.size() <= MaxAsserting;
  };
  auto Any = [&](ProgFunc F, const BitVector &Of) {
    return any_of(P.callees(F), [&](ProgFunc C) { return Of.test(C); });
  };
  for (ProgFunc F = 0; F < N; ++F)
    Asks[F] = any_of(P.rows(F),
                     [](const Row *R) { return R->Is == Role::ThreadIndex; });
  if (Asks.none())
    return;
  BitVector Direct = Asks;
  for (ProgFunc F = 0; F < N; ++F)
    if (Small(F) && Any(F, Direct))
      Asks.set(F);
  for (ProgFunc F = 0; F < N; ++F)
    Asserts[F] =
        Small(F) && Any(F, Asks) &&
        any_of(P.callees(F), [&](ProgFunc C) { return !P.returns(C); });
  for (ProgFunc F = 0; F < N; ++F)
    if (Asserts.test(F) || (P.isDefined(F) && Any(F, Asserts)))
      Confined.set(F);
  for (bool Changed = Confined.any(); Changed;) {
    Changed = false;
    for (ProgFunc F = 0; F < N; ++F)
      if (!Confined.test(F) && !CallsTo[F].empty() && !EntryBody.test(F) &&
          !P.addressTaken(F) && all_of(CallsTo[F], [&](unsigned I) {
            return Calls[I].Caller == F || Confined.test(Calls[I].Caller);
          })) {
        Confined.set(F);
        Changed = true;
      }
  }
}

} // namespace tocsin::link
