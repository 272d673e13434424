//===- Html.cpp - Findings as one HTML page -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The page, its style and its script stand in lib/Report/html; this file puts
// the data between them: the JSON report, the source lines around every place
// named, and the pages of the checks that found something.
//
//===----------------------------------------------------------------------===//

#include "Report/Html.h"
#include "Report/Json.h"
#include "Report/Story.h"
#include "Report/Text.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

/// Lines beside a place that are shown with it; a window of more lines than
/// `LongestWindow` is shown by its ends.
static constexpr unsigned Around = 2, LongestWindow = 60;
static constexpr size_t LongestLine = 400;

using Lines = std::map<std::string, std::set<unsigned>>;

static void addLines(const Finding &F, Lines &Wanted) {
  auto Near = [&](const Position &P) {
    for (unsigned L = P.Line > Around ? P.Line - Around : 1;
         L <= P.Line + Around; ++L)
      Wanted[P.File].insert(L);
  };
  Near(F.At);
  for (const Note &N : F.Notes)
    Near(N.At);
  for (const Note &N : F.Notes) {
    if (N.Kind != NoteKind::Decision || N.At.File != F.At.File)
      continue;
    unsigned First = std::min(N.At.Line, F.At.Line);
    unsigned Last = std::max(N.At.Line, F.At.Line);
    if (Last - First <= LongestWindow)
      for (unsigned L = First; L <= Last; ++L)
        Wanted[F.At.File].insert(L);
  }
}

static std::string cut(StringRef Line) {
  if (Line.size() <= LongestLine)
    return validUtf8(Line);
  // Not in the middle of a character.
  size_t End = LongestLine;
  while (End && (Line[End] & 0xC0) == 0x80)
    --End;
  return validUtf8(Line.take_front(End)) + " ...";
}

static void data(const Report &R, Sources &Src, bool ShowHidden,
                 llvm::raw_ostream &OS) {
  Lines Wanted;
  std::set<std::string> Checks;
  for (const Entry &E : R.Entries) {
    if (E.hidden() && !ShowHidden)
      continue;
    addLines(E.F, Wanted);
    Checks.insert(E.F.Check);
  }
  llvm::json::OStream J(OS);
  J.object([&] {
    jsonMembers(J, R, ShowHidden);
    J.attributeObject("sources", [&] {
      for (const auto &[File, Numbers] : Wanted)
        J.attributeObject(validUtf8(File),
                          [&, Numbers = &Numbers, File = &File] {
                            const Sources::File &Text = Src.get(*File);
                            for (unsigned L : *Numbers)
                              if (L <= Text.lines())
                                J.attribute(llvm::utostr(L), cut(Text.line(L)));
                          });
    });
    J.attributeObject("pages", [&] {
      for (const std::string &Check : Checks)
        if (R.Page)
          J.attribute(Check, R.Page(Check));
    });
  });
}

void report::writeHtml(const Report &R, Sources &Src, bool ShowSuppressed,
                       llvm::raw_ostream &OS) {
  std::string Json;
  llvm::raw_string_ostream JsonOS(Json);
  data(R, Src, ShowSuppressed, JsonOS);
  JsonOS.flush();

  StringRef Rest = htmlPart(HtmlPart::Page);
  while (!Rest.empty()) {
    size_t At = Rest.find('@');
    OS << Rest.take_front(At);
    Rest = At == StringRef::npos ? "" : Rest.drop_front(At);
    if (Rest.consume_front("@CSS@")) {
      OS << htmlPart(HtmlPart::Style);
    } else if (Rest.consume_front("@JS@")) {
      OS << htmlPart(HtmlPart::Script);
    } else if (Rest.consume_front("@DATA@")) {
      // No text of the program may end the element it stands in.
      for (char C : Json)
        if (C == '<')
          OS << "\\u003c";
        else
          OS << C;
    } else if (!Rest.empty()) {
      OS << Rest.front();
      Rest = Rest.drop_front();
    }
  }
}
