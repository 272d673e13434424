//===- TextShape.h - A text that a program builds, as pieces --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a term of text as known characters and holes: literals, formats with
// their operands, concatenation. Which function does which is said by the
// traits of its model row (printf, braces, concat).
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_TEXTSHAPE_H
#define TOCSIN_FLOW_TEXTSHAPE_H

#include "Flow/FunctionFlow.h"

namespace tocsin::flow {

struct TextPiece {
  std::string Text; // if Hole is 0
  TermId Hole = 0;  // the value that goes here
};
/// Tag of the Opaque term that stands for an operand that is not known.
constexpr uint32_t UnknownHole = 0x7e;
using TextShape = std::vector<TextPiece>;

/// The handle behind smart pointers and, where a helper gave none on some way,
/// the one that it gave on the others.
TermId handleOf(const TermTable &T, TermId V, unsigned Depth = 0);

/// The pieces of `X`. `Operands`, if given, is a list of the values that a
/// format in `X` shows.
TextShape shapeOf(FunctionFlow &W, TermId X, TermId Operands = 0);

/// Likewise for each of the texts that a condition chooses from.
std::vector<TextShape> shapesOf(FunctionFlow &W, TermId X, TermId Operands = 0);

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_TEXTSHAPE_H
