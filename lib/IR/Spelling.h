//===- Spelling.h - Words and shapes of the IR ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table says for every operation how it is spelled, which operands it takes
// and what its Aux refers to; both text reader and writer, both binary forms
// and the verifier follow it.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_IR_SPELLING_H
#define TOCSIN_IR_SPELLING_H

#include "IR/Unit.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace tocsin::ir {

/// What Instr::Aux is an index of.
enum class AuxKind : uint8_t {
  None,        // Aux is None
  String,      // StrId
  MaybeString, // StrId or None
  Func,        // FuncId
  Place,       // PlaceId
  MaybePlace,  // PlaceId or None
  Callee,      // FuncId, None for CallKind::Indirect
};

constexpr unsigned AnyCount = ~0u;

struct OpShape {
  llvm::StringLiteral Word;
  AuxKind Aux;
  llvm::ArrayRef<llvm::StringLiteral> Subs; // empty: Sub is 0
  unsigned MinOps, MaxOps;
};

constexpr unsigned NumOps = unsigned(Op::Opaque) + 1;
const OpShape &shapeOf(Op O);

llvm::ArrayRef<llvm::StringLiteral> edgeWords();     // by EdgeKind
llvm::ArrayRef<llvm::StringLiteral> typeWords();     // by TypeKind
llvm::ArrayRef<llvm::StringLiteral> qualWords();     // by bit
llvm::ArrayRef<llvm::StringLiteral> globalWords();   // by bit
llvm::ArrayRef<llvm::StringLiteral> instrWords();    // by bit
llvm::ArrayRef<llvm::StringLiteral> functionWords(); // by bit

/// `uint` for the type that Clang calls "unsigned int", and so on.
struct BuiltinType {
  llvm::StringLiteral Word;
  TypeKind Kind;
  uint8_t Quals;
  uint16_t Bits;
  llvm::StringLiteral Name;
};
llvm::ArrayRef<BuiltinType> builtinTypes();

/// Types nest at most so deep: a reader's stack is not the file's to spend.
constexpr unsigned MaxTypeDepth = 256;

} // namespace tocsin::ir

#endif // TOCSIN_IR_SPELLING_H
