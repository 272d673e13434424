//===- Story.cpp - The interleaving behind a finding --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Notes become scenes; who comes in between, and what it does, is a row per
// family.
//
//===----------------------------------------------------------------------===//

#include "Report/Story.h"
#include "checks/Checks.h"
#include "llvm/ADT/STLExtras.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

namespace {

struct Cast {
  StringRef Family, Here, There;
  StringRef Intrusion; // when no place in the program is known for it
  StringRef Opening;   // when one statement both decides and acts
  StringRef Act;
  StringRef Missing;
};

constexpr Cast Casts[] = {
    {"toctou", "this process", "another process",
     "puts something else under the name", "",
     "acts on the name, as if it still led to the same",
     "nothing ties both uses of the name to one file"},
    {"rmw", "this thread", "another thread", "writes it in between",
     "reads the old value", "writes what follows from the old value",
     "neither one lock nor one atomic operation covers both"},
    {"version", "this writer", "another writer",
     "writes the same record in between", "", "writes as if nobody else had",
     "no version, transaction or lock covers both"},
    {"cleanup", "the clean-up", "its user", "begins to use it, or renews it",
     "", "destroys it nevertheless", "nothing shows that nobody is using it"},
};

} // namespace

static const Cast *castOf(StringRef Check) {
  for (const CheckInfo &C : allChecks())
    if (Check == C.Id)
      for (const Cast &Row : Casts)
        if (Row.Family == C.Family)
          return &Row;
  return nullptr;
}

static bool same(const Position &A, const Position &B) {
  return A.File == B.File && A.Line == B.Line && A.Col == B.Col;
}

Story report::storyOf(const Finding &F) {
  Story S;
  const Cast *C = castOf(F.Check);
  if (!C)
    return S;
  bool Decided = llvm::any_of(
      F.Notes, [](const Note &N) { return N.Kind == NoteKind::Decision; });
  if (!Decided && C->Opening.empty())
    return S;
  S.Here = C->Here;
  S.There = C->There;
  S.Missing = C->Missing;

  auto Add = [&](Lane Who, Beat What, const Position &At, StringRef Text,
                 bool Seen = true) {
    S.Scenes.push_back({Who, What, At, Seen, Text.str()});
  };
  bool Apart = F.Act.Line && !same(F.Act, F.At);
  if (!Decided)
    Add(Lane::Here, Beat::Opens, Apart ? F.Act : F.At, C->Opening);
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Decision)
      Add(Lane::Here, Beat::Opens, N.At, N.Text);
    else if (N.Kind == NoteKind::Step && !(Apart && same(N.At, F.Act)))
      Add(Lane::Here, Beat::Inside, N.At, N.Text);
  bool Seen = false;
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Evidence && !same(N.At, F.At)) {
      Add(Lane::There, Beat::Intruder, N.At, N.Text);
      Seen = true;
    }
  if (!Seen)
    Add(Lane::There, Beat::Intruder, F.At, C->Intrusion, /*Seen=*/false);
  Add(Lane::Here, Beat::Closes, F.At, C->Act);
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Step && Apart && same(N.At, F.Act))
      Add(Lane::Here, Beat::Closes, N.At, N.Text);
  return S;
}

StringRef report::beatName(Beat B) {
  static constexpr StringRef Names[] = {"opens", "inside", "intruder",
                                        "closes"};
  return Names[unsigned(B)];
}
