//===- TextWriter.cpp - Findings in clang-tidy's layout -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `FILE:LINE:COL: warning: MESSAGE [check]`, the line, a caret, the edit. Byte
// for byte what clang-tidy prints, because editors and converters parse it. On
// a terminal the first line stays, and the window is drawn instead of the
// notes.
//
//===----------------------------------------------------------------------===//

#include "Report/Screen.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

namespace {

class TextWriter {
public:
  TextWriter(const Report &R, Sources &Src, const TextStyle &Style,
             llvm::raw_ostream &OS)
      : R(R), Src(Src), Style(Style), OS(OS) {}

  void entry(const Entry &E);

private:
  void head(const Position &At, Severity Level, StringRef Text);
  void snippet(const Position &At, const Fix *Edits);
  void gutter(unsigned Line);
  void colour(StringRef Code) {
    if (Style.Colour)
      OS << "\033[" << Code << 'm';
  }

  const Report &R;
  Sources &Src;
  const TextStyle &Style;
  llvm::raw_ostream &OS;
};

} // namespace

void TextWriter::gutter(unsigned Line) {
  unsigned Width = std::max<unsigned>(4, llvm::utostr(Line).size());
  OS << ' ' << llvm::right_justify(llvm::utostr(Line), Width) << " | ";
}

void TextWriter::head(const Position &At, Severity Level, StringRef Text) {
  static constexpr struct {
    StringRef Word, Colour;
  } Levels[] = {
      {"note: ", "0;1;36"}, {"warning: ", "0;1;35"}, {"error: ", "0;1;31"}};
  colour("1");
  OS << At.File << ':' << At.Line << ':' << At.Col << ": ";
  colour("0");
  colour(Levels[unsigned(Level)].Colour);
  OS << Levels[unsigned(Level)].Word;
  colour("0");
  if (Level != Severity::Note)
    colour("1");
  OS << Text;
  colour("0");
  OS << '\n';
}

void TextWriter::snippet(const Position &At, const Fix *Edits) {
  StringRef Line = Src.line(At.File, At.Line);
  if (!At.Line || At.Line > Src.get(At.File).lines() ||
      Line.size() > LongestShownLine)
    return;
  Shown S = show(Line);
  gutter(At.Line);
  OS << S.Text << '\n';

  auto ColumnOf = [&](size_t Byte) { return S.column(Byte); };
  auto Put = [](std::string &To, unsigned Col, StringRef Text) {
    if (To.size() < Col + Text.size())
      To.resize(Col + Text.size(), ' ');
    To.replace(Col, Text.size(), Text);
  };
  std::string Marks, Inserted;
  if (Edits)
    for (const Edit &E : Edits->Edits) {
      if (E.At.File != At.File || E.At.Line != At.Line || !E.At.Col ||
          StringRef(E.Old + E.New).contains('\n'))
        continue;
      unsigned From = ColumnOf(E.At.Col - 1);
      unsigned To = ColumnOf(E.At.Col - 1 + E.Old.size());
      Put(Marks, From, std::string(To - From, '~'));
      unsigned Col = From;
      if (!Inserted.empty() && Inserted.size() >= Col)
        Col = Inserted.size() + 1;
      Put(Inserted, Col, E.New);
    }
  Put(Marks, ColumnOf(At.Col ? At.Col - 1 : 0), "^");

  std::string Blank(std::max<size_t>(4, llvm::utostr(At.Line).size()) + 2, ' ');
  OS << Blank << "| ";
  colour("0;1;32");
  OS << Marks;
  colour("0");
  OS << '\n';
  if (!Inserted.empty()) {
    OS << Blank << "| ";
    colour("0;32");
    OS << Inserted;
    colour("0");
    OS << '\n';
  }
}

void TextWriter::entry(const Entry &E) {
  const Finding &F = E.F;
  std::string Text = F.Message + " [" + F.Check;
  if (E.AsError)
    Text += ",-warnings-as-errors";
  Text += ']';
  if (E.Suppressed)
    Text += " (suppressed)";
  else if (E.Known)
    Text += " (in the baseline)";
  head(F.At, E.level(), Text);
  if (Style.Excerpt)
    return writeWindow(F, Src, R.Root, Style, OS);
  snippet(F.At, F.Fixes.empty() ? nullptr : &F.Fixes.front());
  for (const Note &N : F.Notes) {
    head(N.At, Severity::Note, N.Text);
    snippet(N.At, nullptr);
  }
}

void report::writeText(const Report &R, Sources &Src, const TextStyle &Style,
                       llvm::raw_ostream &OS) {
  TextWriter W(R, Src, Style, OS);
  for (const Entry &E : R.Entries)
    if (!E.Told && (!E.hidden() || Style.ShowSuppressed))
      W.entry(E);
}
