//===- Tokens.cpp - Which values a token may have at a write --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A token that is set on some ways only: what must hold for the write to happen
// tells which of its values are left.
//
//===----------------------------------------------------------------------===//

#include "Flow/Choices.h"
#include "checks/version/Records.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::version {

SmallVector<TermId, 4> Records::possibilities(TermId X, EventId At) {
  return flow::possibilities(W, X, At);
}

bool Records::mayName(TermId X, ArrayRef<std::string> Words, EventId At) {
  SmallVector<TermId, 16> Work{X};
  DenseSet<TermId> Seen;
  while (!Work.empty() && Seen.size() < 256) {
    TermId Y = Work.pop_back_val();
    if (!Y || !Seen.insert(Y).second)
      continue;
    if (T.kind(Y) == TermKind::Phi || T.kind(Y) == TermKind::Select) {
      Work.append(possibilities(Y, At));
      continue;
    }
    if (T.kind(Y) == TermKind::Str && any_of(Words, [&](StringRef Word) {
          return W.program().names()[T[Y].A].starts_with_insensitive(Word);
        }))
      return true;
    if (T.kind(Y) != TermKind::Taken)
      Work.append(W.origins(Y).begin(), W.origins(Y).end());
  }
  return false;
}

bool Records::isNoCheck(const Op &A, TermId X) {
  const auto &NoCheck = W.event(A.E).Row->NoCheck;
  for (TermId Y = X; Y; Y = T.kind(Y) == TermKind::Text ? T.op(Y, 0) : 0)
    if (T.kind(Y) == TermKind::Str && W.program().names()[T[Y].A].empty())
      return is_contained(NoCheck, "\"\"");
  auto N = T.constant(X);
  if (!N)
    return false;
  StringRef Spelled =
      T.kind(X) == TermKind::Int ? W.program().names()[T[X].A] : "";
  return any_of(NoCheck, [&](StringRef Word) {
    int64_t Value;
    if (!Word.getAsInteger(0, Value))
      return Value == *N;
    if (auto Known = W.program().models().constant(Word))
      return *Known == *N;
    return Spelled.contains(Word);
  });
}

} // namespace tocsin::version
