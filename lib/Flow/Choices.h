//===- Choices.h - Which values are left when an event happens ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A helper that fails leaves its result unset; its caller goes on only if it
// did not. So of the values that a choice may have, the conditions of an event
// leave some.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_CHOICES_H
#define TOCSIN_FLOW_CHOICES_H

#include "Flow/FunctionFlow.h"

namespace tocsin::flow {

/// The one form of a literal: of `x != 0`, `!(x == 0)` and `x` the last.
Literal plain(TermTable &T, Literal L);

/// `X` as a choice, if it is one: also where a field of a chosen object is
/// read.
TermId choiceOf(FunctionFlow &W, TermId X);

/// The values that `X` may have when the event happens, as far as branches
/// tell: the leaves of nested choices that the event's conditions leave open.
llvm::SmallVector<TermId, 4> possibilities(FunctionFlow &W, TermId X,
                                           EventId At);

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_CHOICES_H
