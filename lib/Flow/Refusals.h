//===- Refusals.h - What a function makes of a refused write --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A wrapper that tells a refusal from success only to choose what it gives back
// has not dealt with it: its callers have to look.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_REFUSALS_H
#define TOCSIN_FLOW_REFUSALS_H

#include "Flow/FunctionFlow.h"

namespace tocsin::flow {

/// Whether all that the function makes of the refusal of a write is its result.
bool onlyGivenBack(FunctionFlow &W, EventId E);

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_REFUSALS_H
