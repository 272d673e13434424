//===- Lexer.cpp - Tokens of the text form --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Never reads past the buffer, which need not end in a zero byte.
//
//===----------------------------------------------------------------------===//

#include "IR/Lexer.h"
#include "llvm/ADT/StringExtras.h"

namespace tocsin::ir {

static bool startsWord(char C) {
  return llvm::isAlpha(C) || C == '_' || C == '~';
}
static bool continuesWord(char C) { return startsWord(C) || llvm::isDigit(C); }

Token Lexer::take(TokenKind K, size_t Length) {
  Token T;
  T.Kind = K;
  T.Text = Rest.take_front(Length);
  Rest = Rest.drop_front(Length);
  return T;
}

Token Lexer::word() {
  size_t N = 0;
  while (true) {
    while (N < Rest.size() && continuesWord(Rest[N]))
      ++N;
    if (N + 2 < Rest.size() && Rest.substr(N, 2) == "::" &&
        startsWord(Rest[N + 2]))
      N += 2;
    else
      break;
  }
  Token T = take(TokenKind::Word, N);
  T.Value = T.Text.str();
  return T;
}

Token Lexer::number() {
  size_t N = Rest.starts_with("-") ? 1 : 0;
  while (N < Rest.size() && llvm::isAlnum(Rest[N]))
    ++N;
  Token T = take(TokenKind::Number, N);
  T.Value = T.Text.str();
  return T;
}

Token Lexer::string() {
  std::string Value;
  for (size_t N = 1; N < Rest.size() && Rest[N] != '\n'; ++N) {
    char C = Rest[N];
    if (C == '"') {
      Token T = take(TokenKind::String, N + 1);
      T.Value = std::move(Value);
      return T;
    }
    if (C != '\\') {
      Value += C;
      continue;
    }
    char E = ++N < Rest.size() ? Rest[N] : '\0';
    if (E == 'x' && N + 2 < Rest.size() && llvm::isHexDigit(Rest[N + 1]) &&
        llvm::isHexDigit(Rest[N + 2])) {
      Value += char(llvm::hexFromNibbles(Rest[N + 1], Rest[N + 2]));
      N += 2;
    } else if (E == 'n') {
      Value += '\n';
    } else if (E == 't') {
      Value += '\t';
    } else if (E == '\\' || E == '"') {
      Value += E;
    } else {
      Rest = Rest.drop_front(N - 1);
      Token T = take(TokenKind::Bad, 1);
      T.Value = "unknown escape, expected \\n, \\t, \\\\, \\\" or \\xHH";
      return T;
    }
  }
  Token T = take(TokenKind::Bad, 1);
  T.Value = "string without end, expected '\"' on the same line";
  return T;
}

Token Lexer::next() {
  Rest = Rest.ltrim(" \t\r");
  if (Rest.starts_with(";"))
    Rest = Rest.drop_until([](char C) { return C == '\n'; });
  if (Rest.empty())
    return take(TokenKind::End, 0);
  char C = Rest[0];
  if (C == '\n')
    return take(TokenKind::Newline, 1);
  if (startsWord(C))
    return word();
  if (llvm::isDigit(C) ||
      (C == '-' && Rest.size() > 1 && llvm::isDigit(Rest[1])))
    return number();
  if (C == '"')
    return string();
  for (llvm::StringRef P : {"->", "...", ".."})
    if (Rest.starts_with(P))
      return take(TokenKind::Punct, P.size());
  if (llvm::StringRef("@%#!?:,.()[]{}<>=^").contains(C))
    return take(TokenKind::Punct, 1);
  Token T = take(TokenKind::Bad, 1);
  T.Value = "unexpected character";
  return T;
}

} // namespace tocsin::ir
