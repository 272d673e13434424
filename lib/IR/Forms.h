//===- Forms.h - Text and binary form of a unit, and its verifier ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Both forms carry a version and hold the same content: reading back what was
// written gives an equal unit. Readers survive truncation and garbage with an
// error and verify what they return; no reader trusts an index or a length.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_IR_FORMS_H
#define TOCSIN_IR_FORMS_H

#include "IR/Unit.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/raw_ostream.h"

namespace tocsin::ir {

/// Bumped whenever either form changes; a reader refuses every other version.
constexpr unsigned FormatVersion = 3;

/// Writes the text form: one line per entity, names instead of indices where
/// that reads better. Deterministic.
void writeText(const Unit &U, llvm::raw_ostream &OS);

/// Reads the text form. Errors read "NAME:LINE:COL: error: what, what to do".
/// Comments run from ';' to the end of a line.
llvm::Expected<Unit> readText(llvm::MemoryBufferRef Buffer);

/// Writes the compact binary form (magic, version, length, payload, checksum).
void writeBinary(const Unit &U, llvm::raw_ostream &OS);

/// Reads the binary form; refuses another magic, version, length or checksum.
llvm::Expected<Unit> readBinary(llvm::MemoryBufferRef Buffer);

/// The units that stand one after the other in `Bytes`, each as `readBinary`
/// wants it. What is no unit is a piece of its own, for `readBinary` to refuse.
std::vector<llvm::StringRef> splitBinary(llvm::StringRef Bytes);

/// Checks every index, the shape of each instruction (operand counts, Aux
/// table), block bounds and edges, and that operands exist. The first fault is
/// returned, naming function and instruction.
llvm::Error verify(const Unit &U);

} // namespace tocsin::ir

#endif // TOCSIN_IR_FORMS_H
