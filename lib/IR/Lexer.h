//===- Lexer.h - Tokens of the text form ----------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Splits the text form into tokens. Lines matter: an end of line is a token;
// comments run from ';' to it.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_IR_LEXER_H
#define TOCSIN_IR_LEXER_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace tocsin::ir {

enum class TokenKind : uint8_t {
  Word,   // identifiers joined by "::"
  Number, // decimal or 0x..., with its sign
  String, // Value holds the bytes
  Punct,  // one character, or one of -> .. ...
  Newline,
  End,
  Bad, // Value says what is wrong
};

struct Token {
  TokenKind Kind = TokenKind::End;
  llvm::StringRef Text; // as written
  std::string Value;
  bool is(llvm::StringRef P) const {
    return (Kind == TokenKind::Punct || Kind == TokenKind::Word) && Text == P;
  }
};

class Lexer {
public:
  explicit Lexer(llvm::StringRef Text) : Rest(Text) {}
  Token next();

private:
  Token take(TokenKind K, size_t Length);
  Token word();
  Token number();
  Token string();

  llvm::StringRef Rest;
};

} // namespace tocsin::ir

#endif // TOCSIN_IR_LEXER_H
