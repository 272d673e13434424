//===- GlobList.cpp - A comma-separated list of globs ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Splits the list and matches names against it.
//
//===----------------------------------------------------------------------===//

#include "Support/GlobList.h"

using namespace tocsin;
using llvm::StringRef;

bool tocsin::matchGlob(StringRef Glob, StringRef Name) {
  // One position to fall back to is enough when `*` is the only wildcard.
  size_t G = 0, N = 0, Star = StringRef::npos, Resume = 0;
  while (N < Name.size()) {
    if (G < Glob.size() && Glob[G] == '*') {
      Star = G++;
      Resume = N;
    } else if (G < Glob.size() && Glob[G] == Name[N]) {
      ++G, ++N;
    } else if (Star != StringRef::npos) {
      G = Star + 1;
      N = ++Resume;
    } else {
      return false;
    }
  }
  return Glob.drop_front(G).find_first_not_of('*') == StringRef::npos;
}

GlobList::GlobList(StringRef Globs, bool KeepNegative) {
  do {
    size_t End = Globs.find_first_of(",\n");
    StringRef Glob = Globs.slice(0, End).trim();
    Globs = End == StringRef::npos ? StringRef() : Globs.drop_front(End + 1);
    bool Positive = !Glob.consume_front("-");
    if (Positive || KeepNegative)
      Items.push_back({Glob.trim().str(), Positive});
  } while (!Globs.empty());
}

bool GlobList::contains(StringRef Name) const {
  for (auto It = Items.rbegin(); It != Items.rend(); ++It)
    if (matchGlob(It->Glob, Name))
      return It->Positive;
  return false;
}
