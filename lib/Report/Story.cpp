//===- Story.cpp - The interleaving behind a finding --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Notes become scenes; who comes in between, and what it does, is a row per
// family, or per pattern where the family's row would not be true.
//
//===----------------------------------------------------------------------===//

#include "Report/Story.h"
#include "checks/Checks.h"
#include "llvm/ADT/STLExtras.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

namespace {

/// Of a pattern, "" is what the family says.
struct Cast {
  StringRef Of; // a family; or a pattern, with a * for the rest of the name
  StringRef Here, There;
  StringRef Intrusion; // when no place in the program is known for it
  StringRef Opening;   // when one statement both decides and acts
  StringRef Act;
  StringRef Missing;
  bool Seen = false; // the evidence is what comes in between
};

constexpr Cast Families[] = {
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

constexpr Cast Patterns[] = {
    // toctou
    {"missing-then-*", "", "", "creates it, or puts a link there", "",
     "acts as if it still were not there", ""},
    {"temp-then-create", "", "", "creates it, or a link of that name", "",
     "uses the name, as if it were free", ""},
    // rmw
    {"blind-write", "", "", "reads it under the lock, to write it back",
     "comes to write it, without the lock", "writes it; one of both is lost",
     ""},
    {"wrong-lock", "", "", "writes it in between, under the other lock", "", "",
     ""},
    {"shared-lock", "", "", "writes it in between, in shared mode, too", "", "",
     ""},
    {"caller-without-lock", "", "", "", "comes here without the lock", "", ""},
    {"signal-handler", "this code", "on a signal", "writes it in between", "",
     "", "a signal may arrive between the read and the write", true},
    {"mixed-access", "", "", "updates it by one atomic operation", "", "", ""},
    {"lost-wake-up", "", "a waiter", "looks, and is about to wait",
     "comes to write it, without the lock",
     "writes it; the waiter looks no more", ""},
    {"late-init", "", "the thread that was started", "uses it already",
     "has not set it yet", "sets the first value, over what the thread did",
     "the thread runs before it is set"},
    {"check-set", "", "", "passes the same test, and sets it", "",
     "sets it once more", ""},
    {"update-reread", "", "", "updates it, too", "",
     "reads it again, and sees the other's update", ""},
    {"composite", "", "", "changes it in between", "",
     "acts on what it was before", ""},
    {"container", "", "", "changes it in between", "",
     "acts on what it was before", ""},
    {"split-decision", "", "", "changes it in between", "",
     "acts on what it was before", ""},
    {"expired", "", "the last owner", "lets go: the object is gone", "",
     "takes it to be alive", "nothing keeps the object alive in between"},
    {"late-reference", "", "the last owner", "lets go: the object is gone", "",
     "takes a reference to it", "nothing keeps the object alive in between"},
    {"sole-owner", "", "another owner", "makes a copy", "",
     "changes it, as if nobody else had it", ""},
    {"lazy-init", "", "", "finds it unset as well, and sets it", "",
     "sets it once more", ""},
    {"compare-then-set", "", "", "sets it, too", "", "sets it over that", ""},
    {"double-checked", "", "",
     "tests it before the lock, while it is being set", "",
     "sets it; the other may see it half made", ""},
    // version
    {"lease-then-write", "this node", "another node", "takes over", "",
     "writes as if it were still in charge", ""},
    {"select-insert", "", "", "inserts the same row", "",
     "inserts it as if there were none", ""},
    {"half-condition", "", "", "", "", "writes whatever the record is by now",
     "the condition is not part of the request"},
};

/// No matter of who comes in between.
constexpr StringRef WithoutStory = "order-as-operand";

} // namespace

static bool fits(StringRef Of, StringRef Pattern) {
  return Of.consume_back("*") ? Pattern.starts_with(Of) : Of == Pattern;
}

static std::optional<Cast> castOf(const Finding &F) {
  if (F.Pattern == WithoutStory)
    return std::nullopt;
  auto Check =
      llvm::find_if(allChecks(), [&](auto &C) { return F.Check == C.Id; });
  if (Check == allChecks().end())
    return std::nullopt;
  auto Family =
      llvm::find_if(Families, [&](auto &C) { return C.Of == Check->Family; });
  if (Family == std::end(Families))
    return std::nullopt;
  Cast Row = *Family;
  auto Own =
      llvm::find_if(Patterns, [&](auto &C) { return fits(C.Of, F.Pattern); });
  if (Own != std::end(Patterns)) {
    Row.Seen = Own->Seen;
    for (StringRef Cast::*Part : {&Cast::Here, &Cast::There, &Cast::Intrusion,
                                  &Cast::Opening, &Cast::Act, &Cast::Missing})
      if (!((*Own).*Part).empty())
        Row.*Part = (*Own).*Part;
  }
  return Row;
}

static bool same(const Position &A, const Position &B) {
  return A.File == B.File && A.Line == B.Line && A.Col == B.Col;
}

bool report::tellsWhy(const Finding &F, const Note &N) {
  return N.Kind == NoteKind::Evidence &&
         (same(N.At, F.At) || llvm::any_of(F.Notes, [&](const Note &Other) {
            return Other.Kind != NoteKind::Evidence && same(Other.At, N.At);
          }));
}

Story report::storyOf(const Finding &F) {
  Story S;
  std::optional<Cast> C = castOf(F);
  if (!C)
    return S;
  auto IsDecision = [](const Note &N) { return N.Kind == NoteKind::Decision; };
  bool Decided = llvm::any_of(F.Notes, IsDecision);
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
    Add(Lane::Here, Beat::Opens, F.At, C->Opening);
  // The step at the act itself is told after the call that leads there.
  auto IsAct = [&](const Note &N) {
    return N.Kind == NoteKind::Step && Apart && same(N.At, F.Act);
  };
  for (const Note &N : F.Notes)
    if (IsDecision(N))
      Add(Lane::Here, Beat::Opens, N.At, N.Text);
    else if (N.Kind == NoteKind::Step && !IsAct(N) && !same(N.At, F.At))
      Add(Lane::Here, Beat::Inside, N.At, N.Text);
  // Who the other side is, then what it does.
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Evidence && !tellsWhy(F, N))
      Add(Lane::There, Beat::Intruder, N.At, N.Text);
  if (!C->Seen || S.Scenes.back().Who == Lane::Here)
    Add(Lane::There, Beat::Intruder, F.At, C->Intrusion, /*Seen=*/false);
  if (!Decided && Apart) {
    Add(Lane::Here, Beat::Closes, F.Act, C->Act);
    return S;
  }
  Add(Lane::Here, Beat::Closes, F.At, C->Act);
  for (const Note &N : F.Notes)
    if (IsAct(N))
      Add(Lane::Here, Beat::Closes, N.At, N.Text);
  return S;
}

StringRef report::beatName(Beat B) {
  static constexpr StringRef Names[] = {"opens", "inside", "intruder",
                                        "closes"};
  return Names[unsigned(B)];
}
