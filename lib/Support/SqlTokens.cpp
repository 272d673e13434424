//===- SqlTokens.cpp - The words of an SQL text ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/SqlTokens.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tocsin::sql {

/// Longer texts are data, not statements of a program.
static constexpr size_t MaxTokens = 4000;

namespace {
class Scanner {
public:
  explicit Scanner(ArrayRef<Piece> Text) {
    for (const Piece &P : Text) {
      if (P.Hole >= 0)
        Units.push_back({0, P.Hole});
      for (char C : P.Text)
        Units.push_back({C, -1});
    }
  }

  std::vector<Token> run() {
    while (skip(), I < Units.size() && Out.size() < MaxTokens)
      one();
    Out.emplace_back();
    return std::move(Out);
  }

private:
  struct Unit {
    char C;
    int Hole;
  };

  char at(size_t N) const {
    return N < Units.size() && Units[N].Hole < 0 ? Units[N].C : 0;
  }
  bool holeAt(size_t N) const { return N < Units.size() && Units[N].Hole >= 0; }

  void skip() {
    while (I < Units.size()) {
      if (isSpace(at(I))) {
        ++I;
      } else if (at(I) == '-' && at(I + 1) == '-') {
        while (I < Units.size() && at(I) != '\n')
          ++I;
      } else if (at(I) == '/' && at(I + 1) == '*') {
        I += 2;
        while (I < Units.size() && !(at(I) == '*' && at(I + 1) == '/'))
          ++I;
        I = std::min(I + 2, Units.size());
      } else {
        return;
      }
    }
  }

  Token &add(Token::Kind K, std::string Text = "") {
    Out.emplace_back();
    Out.back().Is = K;
    Out.back().Text = std::move(Text);
    return Out.back();
  }

  void quoted(char Close, Token::Kind K) {
    Token &T = add(K);
    for (++I; I < Units.size(); ++I) {
      if (holeAt(I)) {
        T.Inputs.push_back({Input::Hole, Units[I].Hole, ""});
        continue;
      }
      if (at(I) == '\\' && Close == '\'' && I + 1 < Units.size()) {
        T.Text += at(++I);
        continue;
      }
      if (at(I) != Close) {
        T.Text += at(I);
        continue;
      }
      if (at(I + 1) != Close || Close == ']') {
        ++I;
        break;
      }
      T.Text += at(I++);
    }
    if (K == Token::Name && T.Inputs.empty())
      T.Text = StringRef(T.Text).lower();
  }

  static bool isName(char C) { return isAlnum(C) || C == '_' || C & 0x80; }

  void placeholder(Input::Kind K, size_t Begin) {
    std::string Word;
    while (isName(at(Begin)))
      Word += at(Begin++);
    I = Begin;
    Token &T = add(Token::Placeholder);
    unsigned N = 0;
    if (K == Input::Position) {
      if (Word.empty() || StringRef(Word).getAsInteger(10, N))
        N = ++Counted;
      T.Inputs.push_back({K, int(N), ""});
    } else {
      T.Inputs.push_back({K, 0, Word});
    }
  }

  void one() {
    if (holeAt(I)) {
      add(Token::Hole).Inputs.push_back({Input::Hole, Units[I++].Hole, ""});
      return;
    }
    char C = at(I);
    switch (C) {
    case '\'':
      return quoted('\'', Token::String);
    case '"':
      return quoted('"', Token::Name);
    case '`':
      return quoted('`', Token::Name);
    case '[':
      return quoted(']', Token::Name);
    case '?':
      return placeholder(Input::Position, I + 1);
    case '$':
      return placeholder(isDigit(at(I + 1)) ? Input::Position : Input::Name,
                         I + 1);
    case '@':
      if (at(I + 1) != '@')
        return placeholder(Input::Name, I + 1);
      break;
    case ':':
      if (at(I + 1) == ':') { // a cast of PostgreSQL
        for (I += 2; isName(at(I));)
          ++I;
        return;
      }
      if (isName(at(I + 1)))
        return placeholder(isDigit(at(I + 1)) ? Input::Position : Input::Name,
                           I + 1);
      break;
    default:
      break;
    }
    if (isDigit(C)) {
      Token &T = add(Token::Number);
      while (isName(at(I)) || at(I) == '.')
        T.Text += at(I++);
      return;
    }
    if (isName(C)) {
      // A hole that touches a word makes a name that is not known.
      Token &T = add(Token::Word);
      for (; isName(at(I)) || holeAt(I); ++I) {
        if (holeAt(I))
          T.Inputs.push_back({Input::Hole, Units[I].Hole, ""});
        else
          T.Text += toLower(at(I));
      }
      return;
    }
    static constexpr StringRef Two[] = {"<>", "!=", "<=", ">=", "==", "||"};
    std::string Pair{C, at(I + 1)};
    if (is_contained(Two, Pair)) {
      add(Token::Symbol, Pair);
      I += 2;
      return;
    }
    add(Token::Symbol, std::string(1, C));
    ++I;
  }

  std::vector<Unit> Units;
  std::vector<Token> Out;
  size_t I = 0;
  unsigned Counted = 0;
};
} // namespace

std::vector<Token> tokenize(ArrayRef<Piece> Text) {
  return Scanner(Text).run();
}

} // namespace tocsin::sql
