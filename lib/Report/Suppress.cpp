//===- Suppress.cpp - NOLINT comments -------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds the words in the text; like clang-tidy it does not ask whether they
// stand in a comment.
//
//===----------------------------------------------------------------------===//

#include "Report/Suppress.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <climits>
#include <optional>

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

namespace {
enum class Word { Line, NextLine, Begin, End };

struct Directive {
  Word Is;
  unsigned Line, Col;
  std::optional<StringRef> List;
  StringRef After; // up to the end of the line or comment
};
} // namespace

static std::vector<Directive> findDirectives(StringRef Text) {
  std::vector<Directive> Found;
  unsigned Line = 1;
  size_t LineStart = 0, Counted = 0;
  for (size_t At = Text.find("NOLINT"); At != StringRef::npos;
       At = Text.find("NOLINT", At)) {
    for (; Counted < At; ++Counted)
      if (Text[Counted] == '\n') {
        ++Line;
        LineStart = Counted + 1;
      }
    size_t End = At;
    while (End < Text.size() && llvm::isAlpha(Text[End]))
      ++End;
    auto Is = llvm::StringSwitch<std::optional<Word>>(Text.slice(At, End))
                  .Case("NOLINT", Word::Line)
                  .Case("NOLINTNEXTLINE", Word::NextLine)
                  .Case("NOLINTBEGIN", Word::Begin)
                  .Case("NOLINTEND", Word::End)
                  .Default(std::nullopt);
    if (Is) {
      Directive D{*Is, Line, unsigned(At - LineStart + 1), std::nullopt, {}};
      size_t Behind = End;
      if (End < Text.size() && Text[End] == '(') {
        size_t Close = Text.find_first_of("\n)", End);
        if (Close != StringRef::npos && Text[Close] == ')') {
          D.List = Text.slice(End + 1, Close).trim();
          Behind = Close + 1;
        }
      }
      D.After = Text.slice(Behind, Text.find_first_of("\r\n", Behind));
      Found.push_back(D);
    }
    At = End;
  }
  return Found;
}

/// ": the directory is ours */" to "the directory is ours".
static std::string reasonIn(StringRef After) {
  After = After.split("*/").first.split("NOLINT").first;
  return After.trim(" \t:-,;.").str();
}

Suppressions::Suppressions(StringRef Text) {
  std::vector<Directive> Open;
  auto Add = [&](Place First, Place Last, const Directive &D) {
    Ranges.push_back(
        {First,
         Last,
         !D.List,
         D.List ? GlobList(*D.List, /*KeepNegative=*/false) : GlobList(),
         {D.Line, D.Col},
         reasonIn(D.After)});
  };
  auto Fail = [&](const Directive &D, const char *What) {
    Faults.push_back({D.Line, D.Col, What});
  };
  for (const Directive &D : findDirectives(Text)) {
    switch (D.Is) {
    case Word::Line:
      Add({D.Line, 0}, {D.Line, UINT_MAX}, D);
      break;
    case Word::NextLine:
      Add({D.Line + 1, 0}, {D.Line + 1, UINT_MAX}, D);
      break;
    case Word::Begin:
      Open.push_back(D);
      break;
    case Word::End:
      if (Open.empty() || Open.back().List != D.List) {
        Fail(D, "unmatched 'NOLINTEND' comment without a previous "
                "'NOLINTBEGIN' comment of the same list");
        break;
      }
      Add({Open.back().Line, Open.back().Col}, {D.Line, D.Col}, Open.back());
      Open.pop_back();
      break;
    }
  }
  for (const Directive &D : Open)
    Fail(D, "unmatched 'NOLINTBEGIN' comment without a subsequent 'NOLINTEND' "
            "comment of the same list");
}

const Suppressions::Range *Suppressions::find(Place At, StringRef Check) const {
  for (const Range &R : Ranges)
    if (R.First <= At && At <= R.Last && (R.All || R.Checks.contains(Check)))
      return &R;
  return nullptr;
}
