//===- WindowText.cpp - The window, drawn for a terminal ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// First the source: lines that a scene stands on, with what it does under them,
// and a bar from where the window opens to where it closes. Then who does what
// when, in two columns. Then the evidence that has no place of its own, and
// what to write instead.
//
//===----------------------------------------------------------------------===//

#include "Report/Screen.h"
#include "Report/Story.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

namespace {

/// Lines between two scenes are shown up to so many.
constexpr unsigned LongestGap = 8;

class WindowWriter {
public:
  WindowWriter(const Finding &F, Sources &Src, StringRef Root,
               const TextStyle &Style, llvm::raw_ostream &OS)
      : F(F), S(storyOf(F)), Src(Src), Root(Root), Style(Style), OS(OS) {}
  bool run();

private:
  void file(StringRef Name);
  void label(const Scene &Each, const Shown &Line, StringRef Bar);
  void bar(StringRef Mark, StringRef Number);
  void columns();
  void cell(const Scene &Each, unsigned Row, unsigned Width);
  void remark(StringRef Word, StringRef Colour, StringRef Text);
  std::string barAt(StringRef Name, unsigned Line) const;
  void colour(StringRef Code) {
    if (Style.Colour)
      OS << "\033[" << Code << 'm';
  }

  const Finding &F;
  Story S;
  Sources &Src;
  StringRef Root;
  const TextStyle &Style;
  llvm::raw_ostream &OS;
  const Scene *Open = nullptr, *Close = nullptr;
};

} // namespace

/// Words of `Text` in lines of at most `Width` columns, as far as words allow.
static std::vector<std::string> wrapped(StringRef Text, unsigned Width) {
  std::vector<std::string> Lines(1);
  llvm::SmallVector<StringRef, 16> Words;
  Text.split(Words, ' ', -1, /*KeepEmpty=*/false);
  for (StringRef Word : Words) {
    std::string &Last = Lines.back();
    if (!Last.empty() && screenWidth(Last) + screenWidth(Word) + 1 > Width)
      Lines.push_back(Word.str());
    else
      Last += (Last.empty() ? "" : " ") + Word.str();
  }
  return Lines;
}

static StringRef colourOf(Beat B) {
  return B == Beat::Intruder ? "0;1;31" : B == Beat::Inside ? "0;36" : "0;1;33";
}

/// The bar beside a line: corner, side, or nothing.
std::string WindowWriter::barAt(StringRef Name, unsigned Line) const {
  if (!Open || !Close || Name != Open->At.File || Name != Close->At.File ||
      Line < Open->At.Line || Line > Close->At.Line)
    return " ";
  if (Open->At.Line == Close->At.Line)
    return "\u2576";
  return Line == Open->At.Line    ? "\u250c"
         : Line == Close->At.Line ? "\u2514"
                                  : "\u2502";
}

void WindowWriter::bar(StringRef Mark, StringRef Number) {
  colour("0;1;33");
  OS << "  " << Mark;
  colour("0");
  OS << ' ' << llvm::right_justify(Number, 5) << " | ";
}

void WindowWriter::label(const Scene &Each, const Shown &Line, StringRef Bar) {
  bar(Bar, "");
  OS.indent(Line.column(Each.At.Col ? Each.At.Col - 1 : 0));
  colour(colourOf(Each.What));
  OS << "^ " << Each.Text;
  colour("0");
  OS << '\n';
}

void WindowWriter::file(StringRef Name) {
  std::set<unsigned> Lines;
  for (const Scene &Each : S.Scenes)
    if (Each.Seen && Each.At.File == Name && Each.At.Line)
      Lines.insert(Each.At.Line);
  unsigned Before = 0;
  std::set<unsigned> All = Lines;
  for (unsigned L : Lines) {
    if (Before && L - Before <= LongestGap)
      for (unsigned Between = Before + 1; Between < L; ++Between)
        All.insert(Between);
    Before = L;
  }
  if (All.empty())
    return;
  bar(" ", "-->");
  OS << relativeTo(Root, Name) << '\n';
  Before = 0;
  for (unsigned L : All) {
    std::string Bar = barAt(Name, L);
    // Below the corner that opens the bar goes on; below the other it is over.
    std::string Under = Bar == "\u250c"   ? "\u2502"
                        : Bar == "\u2502" ? Bar
                                          : " ";
    if (Before && L != Before + 1) {
      bar(barAt(Name, Before + 1), "...");
      OS << '\n';
    }
    Before = L;
    StringRef Text = Src.line(Name, L);
    Shown Line = show(Text.size() > LongestShownLine ? StringRef() : Text);
    bar(Bar, llvm::utostr(L));
    OS << Line.Text << '\n';
    for (const Scene &Each : S.Scenes)
      if (Each.Seen && Each.At.File == Name && Each.At.Line == L)
        label(Each, Line, Under);
    if (Bar == "\u250c") {
      bar("\u2506", "");
      colour("0;33");
      OS << S.Missing;
      colour("0");
      OS << '\n';
    }
  }
}

/// One row of the two columns: the scene's lines in its own, the other's rail
/// beside it.
void WindowWriter::cell(const Scene &Each, unsigned Row, unsigned Width) {
  std::vector<std::string> Lines = wrapped(Each.Text, Width - 4);
  if (Each.Seen)
    Lines.push_back((llvm::sys::path::filename(Each.At.File) + ":" +
                     llvm::Twine(Each.At.Line))
                        .str());
  for (size_t I = 0; I < Lines.size(); ++I) {
    OS << llvm::right_justify(I ? "" : llvm::utostr(Row), 4) << "  ";
    StringRef Dot = I ? "\u2502 " : "\u25cf ";
    if (Each.Who == Lane::There) {
      OS << "\u2502";
      OS.indent(Width - 1);
    }
    colour(colourOf(Each.What));
    OS << Dot;
    if (I + 1 == Lines.size() && Each.Seen)
      colour("0;2");
    OS << Lines[I];
    colour("0");
    if (Each.Who == Lane::Here) {
      unsigned Used = 2 + screenWidth(Lines[I]);
      OS.indent(Used < Width ? Width - Used : 1) << "\u2502";
    }
    OS << '\n';
  }
}

void WindowWriter::columns() {
  unsigned Width = std::clamp(Style.Width, 60u, 120u) / 2 - 4;
  OS << '\n';
  OS.indent(6);
  colour("1");
  OS << llvm::left_justify(S.Here, Width) << S.There;
  colour("0");
  OS << '\n';
  unsigned Row = 0;
  for (const Scene &Each : S.Scenes)
    cell(Each, ++Row, Width);
}

void WindowWriter::remark(StringRef Word, StringRef Colour, StringRef Text) {
  unsigned Width = std::clamp(Style.Width, 60u, 120u) - 10;
  bool First = true;
  for (const std::string &Line : wrapped(Text, Width)) {
    OS << "  ";
    colour(Colour);
    OS << llvm::left_justify(First ? Word : "", 7);
    colour("0");
    OS << Line << '\n';
    First = false;
  }
}

bool WindowWriter::run() {
  if (S.Scenes.empty())
    return false;
  for (const Scene &Each : S.Scenes) {
    if (Each.What == Beat::Opens && !Open)
      Open = &Each;
    if (Each.What == Beat::Closes)
      Close = &Each;
  }
  std::vector<StringRef> Files;
  for (const Scene &Each : S.Scenes)
    if (Each.Seen && !llvm::is_contained(Files, Each.At.File))
      Files.push_back(Each.At.File);
  for (StringRef Name : Files)
    file(Name);
  columns();
  OS << '\n';
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Evidence && N.At.File == F.At.File &&
        N.At.Line == F.At.Line && N.At.Col == F.At.Col)
      remark("why:", "0;1;36", N.Text);
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Advice)
      remark("fix:", "0;1;32", N.Text);
  remark("more:", "0;2", "tocsin explain " + F.Check);
  OS << '\n';
  return true;
}

bool report::writeWindow(const Finding &F, Sources &Src, StringRef Root,
                         const TextStyle &Style, llvm::raw_ostream &OS) {
  return WindowWriter(F, Src, Root, Style, OS).run();
}
