//===- StoreWords.cpp - What the names of a store say ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Link/StoreWords.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tocsin::link {

SmallVector<std::string, 4> wordsOf(StringRef Name) {
  SmallVector<std::string, 4> Words;
  for (size_t I = 0; I < Name.size(); ++I) {
    char C = Name[I];
    bool Starts =
        I == 0 || Name[I - 1] == '_' || (isUpper(C) && !isUpper(Name[I - 1]));
    if (C == '_')
      continue;
    if (Starts || Words.empty())
      Words.emplace_back();
    Words.back() += toLower(C);
  }
  return Words;
}

bool isAny(StringRef Word, ArrayRef<StringRef> Of) {
  return is_contained(Of, Word);
}

bool isReader(StringRef W) {
  return isAny(W, {"get", "load", "fetch", "find", "read", "lookup", "query",
                   "peek", "retrieve", "snapshot", "resolve", "view"});
}
bool isWriter(StringRef W) {
  return isAny(W, {"save", "put", "store", "set", "update", "replace", "write",
                   "swap", "exchange", "commit", "persist", "publish", "upsert",
                   "overwrite", "modify", "rewrite"});
}
bool isRemover(StringRef W) {
  return isAny(W, {"remove", "delete", "erase", "drop", "del", "unset"});
}

bool saysSeen(StringRef Name) {
  auto Words = wordsOf(Name);
  return !Words.empty() &&
         isAny(Words[0], {"expected", "expect", "seen", "known", "old",
                          "previous", "prev"}) &&
         (Words.size() > 1 || StringRef(Words[0]).starts_with("expect"));
}

bool isTokenName(StringRef Name) {
  auto Words = wordsOf(Name);
  if (Words.empty())
    return false;
  StringRef Last = Words.back();
  if (saysSeen(Name))
    return true;
  return isAny(Last, {"version", "revision", "rev", "generation", "gen",
                      "epoch", "etag", "cas", "seqno", "seq", "serial", "ver",
                      "token", "index", "term", "fence", "stamp", "match"}) &&
         (Words.size() > 1 || Last != "index");
}

bool isFence(StringRef Name) {
  return any_of(wordsOf(Name), [](StringRef W) {
    return isAny(W, {"epoch", "fence", "fencing", "term", "lease"});
  });
}

bool soundsConditional(StringRef Name) {
  return any_of(wordsOf(Name), [](StringRef W) {
    return isAny(W, {"if", "compare", "cas", "fenced", "conditional", "checked",
                     "versioned", "unchanged", "match", "version", "expected",
                     "optimistic", "cmp"});
  });
}

} // namespace tocsin::link
