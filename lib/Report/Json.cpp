//===- Json.cpp - Findings as Tocsin's own JSON ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For scripts: flat, absolute paths, byte columns, the same fields always
// there. Members are only ever added while "version" stays; the schema is
// docs/schemas/tocsin-1.json.
//
//===----------------------------------------------------------------------===//

#include "Report/Json.h"
#include "Report/Story.h"
#include "Report/Text.h"
#include "Report/UnusedNoLint.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

static void place(llvm::json::OStream &J, const Position &P) {
  J.attribute("file", validUtf8(P.File));
  J.attribute("line", P.Line);
  J.attribute("column", P.Col);
}

static StringRef kindName(NoteKind K) {
  static constexpr StringRef Names[] = {"decision", "step", "evidence",
                                        "advice"};
  return Names[unsigned(K)];
}

static StringRef familyOf(StringRef Check) {
  for (const CheckInfo &C : reportableChecks())
    if (Check == C.Id)
      return C.Family;
  return "";
}

/// `lane` is the index into `lanes`; both are empty if nothing interleaves.
static void interleaving(llvm::json::OStream &J, const Finding &F) {
  Story S = storyOf(F);
  J.attributeArray("lanes", [&] {
    if (S.Scenes.empty())
      return;
    J.value(S.Here);
    J.value(S.There);
  });
  J.attribute("missing", S.Missing);
  J.attributeArray("scenes", [&] {
    for (const Scene &Each : S.Scenes)
      J.object([&] {
        J.attribute("lane", unsigned(Each.Who));
        J.attribute("beat", beatName(Each.What));
        J.attribute("seen", Each.Seen);
        place(J, Each.At);
        J.attribute("message", validUtf8(Each.Text));
      });
  });
}

static void finding(llvm::json::OStream &J, const Entry &E) {
  static constexpr StringRef Levels[] = {"note", "warning", "error"};
  const Finding &F = E.F;
  J.attribute("check", F.Check);
  J.attribute("family", familyOf(F.Check));
  J.attribute("pattern", F.Pattern);
  J.attribute("severity", Levels[unsigned(E.level())]);
  J.attribute("confidence", confidenceName(F.Sure));
  place(J, F.At);
  J.attribute("message", validUtf8(F.Message));
  J.attribute("function", validUtf8(F.Function));
  J.attribute("object", validUtf8(F.Object));
  J.attribute("fingerprint", E.Fingerprint);
  J.attribute("suppressed", E.Suppressed);
  J.attribute("known", E.Known);
  J.attributeObject("interleaving", [&] { interleaving(J, F); });
  J.attributeArray("notes", [&] {
    for (const Note &N : F.Notes)
      J.object([&] {
        J.attribute("kind", kindName(N.Kind));
        place(J, N.At);
        J.attribute("message", validUtf8(N.Text));
      });
  });
  J.attributeArray("fixes", [&] {
    for (const Fix &X : F.Fixes)
      J.object([&] {
        J.attribute("title", validUtf8(X.Title));
        J.attributeArray("edits", [&] {
          for (const Edit &Each : X.Edits)
            J.object([&] {
              place(J, Each.At);
              J.attribute("old", validUtf8(Each.Old));
              J.attribute("new", validUtf8(Each.New));
            });
        });
      });
  });
}

void report::jsonMembers(llvm::json::OStream &J, const Report &R,
                         bool ShowHidden) {
  J.attribute("version", 1);
  J.attribute("tool", "tocsin " + R.Version);
  J.attribute("root", validUtf8(R.Root));
  J.attribute("units", R.Units);
  J.attributeArray("findings", [&] {
    for (const Entry &E : R.Entries)
      if (!E.hidden() || ShowHidden)
        J.object([&] { finding(J, E); });
  });
  J.attributeArray("incomplete", [&] {
    for (const Incomplete &I : R.Files)
      J.object([&] {
        J.attribute("file", validUtf8(I.File));
        J.attribute("reason", validUtf8(I.Why));
        J.attribute("analysed", !I.Lost);
      });
  });
}

void report::writeJson(const Report &R, Sources &Src, bool ShowSuppressed,
                       llvm::raw_ostream &OS) {
  llvm::json::OStream J(OS, 2);
  J.object([&] { jsonMembers(J, R, ShowSuppressed); });
  OS << '\n';
}
