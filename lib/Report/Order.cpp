//===- Order.cpp - Order and merging of findings --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Makes the list of findings independent of how the work was split: sorted,
// each once.
//
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <tuple>

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

static auto place(const Position &P) { return std::tie(P.File, P.Line, P.Col); }

static int compareNotes(const std::vector<Note> &A,
                        const std::vector<Note> &B) {
  auto Less = [](const Note &X, const Note &Y) {
    return std::tuple_cat(place(X.At), std::tie(X.Text)) <
           std::tuple_cat(place(Y.At), std::tie(Y.Text));
  };
  if (std::lexicographical_compare(A.begin(), A.end(), B.begin(), B.end(),
                                   Less))
    return -1;
  return std::lexicographical_compare(B.begin(), B.end(), A.begin(), A.end(),
                                      Less);
}

void report::orderAndMerge(std::vector<Finding> &Findings) {
  auto Key = [](const Finding &F) {
    return std::tuple_cat(place(F.At), std::tie(F.Check, F.Message));
  };
  // More sure findings and then fewer notes win among equals, so that the one
  // that stays does not depend on the order of the input.
  llvm::sort(Findings, [&](const Finding &A, const Finding &B) {
    if (Key(A) != Key(B))
      return Key(A) < Key(B);
    if (A.Sure != B.Sure)
      return A.Sure > B.Sure;
    if (A.Notes.size() != B.Notes.size())
      return A.Notes.size() < B.Notes.size();
    return compareNotes(A.Notes, B.Notes) < 0;
  });
  Findings.erase(std::unique(Findings.begin(), Findings.end(),
                             [&](const Finding &A, const Finding &B) {
                               return Key(A) == Key(B);
                             }),
                 Findings.end());
}

std::vector<const Entry *> report::shownEntries(const Report &R,
                                                bool ShowHidden) {
  std::vector<const Entry *> All;
  for (const Entry &E : R.Entries)
    if (!E.hidden() || ShowHidden)
      All.push_back(&E);
  return All;
}

void report::gravestFirst(std::vector<const Entry *> &Entries) {
  // They lie in one array: equal ones stay in their order.
  llvm::sort(Entries, [](const Entry *A, const Entry *B) {
    return std::make_tuple(B->level(), B->F.Sure, A) <
           std::make_tuple(A->level(), A->F.Sure, B);
  });
}

StringRef report::relativeTo(StringRef Root, StringRef Path) {
  StringRef Rest = Path;
  if (Root.empty() || !Rest.consume_front(Root))
    return Path;
  if (!Root.ends_with("/") && !Rest.consume_front("/"))
    return Path;
  return Rest.empty() ? Path : Rest;
}
