//===- SqlTokens.h - The words of an SQL text -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Splits a text in pieces into tokens: quotes, comments, placeholders of all
// libraries, holes. Only Sql.cpp uses it.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_SUPPORT_SQLTOKENS_H
#define TOCSIN_SUPPORT_SQLTOKENS_H

#include "Support/Sql.h"

namespace tocsin::sql {

struct Token {
  enum Kind : uint8_t {
    Word,   // Text in lower case
    Name,   // a quoted identifier, or a string of some dialects
    String, // Text; Inputs if holes stand in it
    Number,
    Symbol,      // Text
    Placeholder, // Inputs[0]
    Hole,        // Inputs[0]: a value outside quotes
    End,
  } Is = End;
  std::string Text;
  llvm::SmallVector<Input, 1> Inputs;

  bool is(llvm::StringRef W) const {
    return (Is == Word || Is == Symbol) && Text == W;
  }
};

/// The tokens of the text, the last an End. Bounded.
std::vector<Token> tokenize(llvm::ArrayRef<Piece> Text);

} // namespace tocsin::sql

#endif // TOCSIN_SUPPORT_SQLTOKENS_H
