//===- Verify.h - The verifier's fault, with its place --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `verify` found, for the readers, which know where in their input the
// faulty function or instruction stands.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_IR_VERIFY_H
#define TOCSIN_IR_VERIFY_H

#include "IR/Unit.h"
#include <optional>
#include <string>

namespace tocsin::ir {

struct Fault {
  FuncId Function = None; // None: in the unit's own tables
  ValueId Instr = None;   // None: not in an instruction
  std::string Text;       // names function and instruction
};

/// The first fault of a unit.
std::optional<Fault> findFault(const Unit &U);

} // namespace tocsin::ir

#endif // TOCSIN_IR_VERIFY_H
