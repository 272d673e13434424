//===- CodeHosts.cpp - Findings where code is reviewed ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GitLab's Code Quality report and the annotations of GitHub Actions: one line
// of text at one line of a file each.
//
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "Report/Text.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

/// The message and what to write instead.
static std::string withAdvice(const Finding &F) {
  std::string Text = F.Message;
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Advice)
      Text += "; " + N.Text;
  return validUtf8(Text);
}

static StringRef gitLabSeverity(const Entry &E) {
  if (E.level() == Severity::Note)
    return "info";
  if (E.level() == Severity::Error)
    return "critical";
  return E.F.Sure == Confidence::High ? "major" : "minor";
}

void report::writeGitLab(const Report &R, Sources &Src, bool ShowSuppressed,
                         llvm::raw_ostream &OS) {
  llvm::json::OStream J(OS, 2);
  J.array([&] {
    for (const Entry *E : shownEntries(R, ShowSuppressed))
      J.object([&] {
        J.attribute("description", withAdvice(E->F));
        J.attribute("check_name", E->F.Check);
        J.attribute("fingerprint", E->Fingerprint);
        J.attribute("severity", gitLabSeverity(*E));
        J.attributeObject("location", [&] {
          J.attribute("path", validUtf8(relativeTo(R.Root, E->F.At.File)));
          J.attributeObject("lines", [&] {
            J.attribute("begin", std::max(E->F.At.Line, 1u));
          });
        });
      });
  });
  OS << '\n';
}

/// What would end a command or one of its properties is percent-encoded.
static std::string commandText(StringRef Text, bool Property) {
  std::string Out;
  for (char C : validUtf8(Text))
    if (C == '%' || C == '\r' || C == '\n' ||
        (Property && (C == ':' || C == ',')))
      Out += "%" + llvm::utohexstr(static_cast<unsigned char>(C),
                                   /*LowerCase=*/false, /*Width=*/2);
    else
      Out += C;
  return Out;
}

void report::writeGitHub(const Report &R, Sources &Src, bool ShowSuppressed,
                         llvm::raw_ostream &OS, unsigned Most) {
  std::vector<const Entry *> All = shownEntries(R, ShowSuppressed);
  gravestFirst(All);
  static constexpr StringRef Words[] = {"notice", "warning", "error"};
  for (const Entry *E : llvm::ArrayRef(All).take_front(Most)) {
    const Position &At = E->F.At;
    std::string Text = E->F.Message;
    for (const Note &N : E->F.Notes)
      Text += "\n" + relativeTo(R.Root, N.At.File).str() + ":" +
              llvm::utostr(N.At.Line) + ": " + N.Text;
    OS << "::" << Words[unsigned(E->level())] << " file="
       << commandText(relativeTo(R.Root, At.File), /*Property=*/true)
       << ",line=" << std::max(At.Line, 1u) << ",col="
       << utf16Length(
              Src.line(At.File, At.Line).take_front(At.Col ? At.Col - 1 : 0)) +
              1
       << ",title=" << commandText(E->F.Check, /*Property=*/true)
       << "::" << commandText(Text, /*Property=*/false) << '\n';
  }
  if (All.size() > Most)
    OS << "::notice title=tocsin::" << All.size() - Most
       << " more findings are not shown as annotations\n";
}
