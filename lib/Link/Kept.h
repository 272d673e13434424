//===- Kept.h - What a function puts aside --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Queues that a program makes itself: an array in a member or global whose
// elements are set, or a record that is made, filled and linked into a list.
// One look at the instructions of one function, without values.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LINK_KEPT_H
#define TOCSIN_LINK_KEPT_H

#include "Link/Program.h"

namespace tocsin::link {

/// A member or global: record and field, or ~0 and the number of the global.
using KeptIn = std::pair<uint32_t, uint32_t>;

/// A value that is kept for later: stored, or its text copied.
struct Keeping {
  const ir::Instr *By = nullptr; // the store or the call that copies
  ir::ValueId Value = 0;
  KeptIn In;
};
llvm::SmallVector<Keeping, 4> keptBy(Program &P, flow::ProgFunc F);

/// The member that a table is, where the last of these steps leads to one of
/// its elements: `seen[3]`, or `seen[key]` by a call. {0, 0} if it does not.
KeptIn tableAt(Program &P, uint32_t Unit, const ir::Function &F,
               const ir::Place &X, llvm::ArrayRef<ir::Step> Steps);
/// The member that a method is called on; {0, 0} if it is none.
KeptIn memberOf(Program &P, uint32_t Unit, const ir::Function &F,
                const ir::Instr &Call);

/// The parameter that a value is, as it was given; none if it is no parameter.
std::optional<uint32_t> paramOf(const ir::Function &F, ir::ValueId V);

} // namespace tocsin::link

#endif // TOCSIN_LINK_KEPT_H
