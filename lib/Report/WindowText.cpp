//===- WindowText.cpp - The window, drawn for a terminal ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// First the source: lines that a scene stands on, with what it does under them,
// and a bar from where the window opens to where it closes, be it in another
// file. Then who does what when, in two columns. Then why it is believed, and
// what to write instead. A finding that is no interleaving has its source and
// the advice.
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

/// Lines of one file that are shown together.
struct Section {
  StringRef File;
  std::vector<const Scene *> Scenes;
};

class WindowWriter {
public:
  WindowWriter(const Finding &F, Sources &Src, StringRef Root,
               const TextStyle &Style, llvm::raw_ostream &OS)
      : F(F), S(storyOf(F)), Src(Src), Root(Root), Style(Style), OS(OS) {}
  void run();

private:
  void pickScenes();
  void pickSections();
  void section(size_t Number);
  void label(const Scene &Each, const Shown &Line, StringRef Bar);
  void bar(StringRef Mark, StringRef Number);
  void columns();
  void cell(const Scene &Each, unsigned Row, unsigned Width);
  void remark(StringRef Word, StringRef Colour, StringRef Text);
  std::string barAt(size_t Section, unsigned Line) const;
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
  bool Told = false; // there is an interleaving
  const Scene *Open = nullptr, *Close = nullptr;
  std::vector<Section> Sections; // of Open comes before that of Close
  size_t OpenIn = 0, CloseIn = 0;
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

/// The bar beside a line (0: above the first): corner, side, or nothing.
std::string WindowWriter::barAt(size_t Section, unsigned Line) const {
  if (!Open || !Close || Section < OpenIn || Section > CloseIn)
    return " ";
  bool Opens = Section == OpenIn && Line == Open->At.Line;
  bool Closes = Section == CloseIn && Line == Close->At.Line;
  if (Opens && Closes)
    return "\u2576";
  if (Opens)
    return "\u250c";
  if (Closes)
    return "\u2514";
  bool Inside = (Section > OpenIn || Line > Open->At.Line) &&
                (Section < CloseIn || Line < Close->At.Line);
  return Inside ? "\u2502" : " ";
}

void WindowWriter::bar(StringRef Mark, StringRef Number) {
  colour("0;1;33");
  OS << "  " << Mark;
  colour("0");
  OS << ' ' << llvm::right_justify(Number, 5) << " |";
}

void WindowWriter::label(const Scene &Each, const Shown &Line, StringRef Bar) {
  bar(Bar, "");
  OS.indent(1 + Line.column(Each.At.Col ? Each.At.Col - 1 : 0));
  colour(colourOf(Each.What));
  OS << (Each.Text.empty() ? "^" : "^ ") << Each.Text;
  colour("0");
  OS << '\n';
}

void WindowWriter::section(size_t Number) {
  const Section &Part = Sections[Number];
  std::set<unsigned> Lines, All;
  for (const Scene *Each : Part.Scenes)
    Lines.insert(Each->At.Line);
  unsigned Before = 0;
  for (unsigned L : Lines) {
    if (Before && L - Before <= LongestGap)
      for (unsigned Between = Before + 1; Between < L; ++Between)
        All.insert(Between);
    All.insert(L);
    Before = L;
  }
  bar(Number > OpenIn ? barAt(Number, 0) : " ", "-->");
  OS << ' ' << relativeTo(Root, Part.File) << '\n';
  Before = 0;
  for (unsigned L : All) {
    std::string Bar = barAt(Number, L);
    // Below the corner that opens the bar goes on; below the other it is over.
    std::string Under = Bar == "\u250c"   ? "\u2502"
                        : Bar == "\u2502" ? Bar
                                          : " ";
    if (Before && L != Before + 1) {
      bar(barAt(Number, Before + 1), "...");
      OS << '\n';
    }
    Before = L;
    StringRef Text = Src.line(Part.File, L);
    Shown Line = show(Text.size() > LongestShownLine ? StringRef() : Text);
    bar(Bar, llvm::utostr(L));
    OS << (Line.Text.empty() ? "" : " ") << Line.Text << '\n';
    for (const Scene *Each : Part.Scenes)
      if (Each->At.Line == L)
        label(*Each, Line, Under);
    if (Bar == "\u250c") {
      bar("\u2506", "");
      colour("0;33");
      OS << ' ' << S.Missing;
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

/// The finding and its notes, where there is no interleaving.
void WindowWriter::pickScenes() {
  Told = !S.Scenes.empty();
  if (!Told) {
    S.Scenes.push_back({Lane::Here, Beat::Closes, F.At, true, ""});
    for (const Note &N : F.Notes)
      if (N.Kind == NoteKind::Decision || N.Kind == NoteKind::Step)
        S.Scenes.push_back({Lane::Here, Beat::Inside, N.At, true, N.Text});
    return;
  }
  for (const Scene &Each : S.Scenes) {
    if (Each.What == Beat::Opens && !Open)
      Open = &Each;
    // The call that leads to the act, if it lies below one.
    if (Each.What == Beat::Closes && !Close)
      Close = &Each;
  }
}

void WindowWriter::pickSections() {
  // A check in a helper further down stands by itself, above.
  bool Below = Open && Close && Open->At.File == Close->At.File &&
               Open->At.Line > Close->At.Line;
  auto PutAside = [&](const Scene &Each) {
    return Below && Each.At.File == Open->At.File &&
           Each.At.Line == Open->At.Line;
  };
  auto Take = [&](const Scene &Each, StringRef File, bool Aside) {
    return Each.Seen && Each.At.File == File && PutAside(Each) == Aside &&
           Each.At.Line && Each.At.Line <= Src.get(File).lines();
  };
  auto Add = [&](StringRef File, bool Aside) {
    Section Part{File, {}};
    for (const Scene &Each : S.Scenes)
      if (Take(Each, File, Aside))
        Part.Scenes.push_back(&Each);
    if (!Part.Scenes.empty() && llvm::none_of(Sections, [&](const Section &X) {
          return X.Scenes == Part.Scenes;
        }))
      Sections.push_back(std::move(Part));
  };
  if (Open)
    Add(Open->At.File, Below);
  for (const Scene &Each : S.Scenes)
    Add(Each.At.File, PutAside(Each));
  for (size_t I = 0; I < Sections.size(); ++I) {
    if (llvm::is_contained(Sections[I].Scenes, Open))
      OpenIn = I;
    if (llvm::is_contained(Sections[I].Scenes, Close))
      CloseIn = I;
  }
}

void WindowWriter::run() {
  pickScenes();
  pickSections();
  for (size_t I = 0; I < Sections.size(); ++I)
    section(I);
  if (Told)
    columns();
  OS << '\n';
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Evidence && (!Told || tellsWhy(F, N)))
      remark("why:", "0;1;36", N.Text);
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Advice)
      remark("fix:", "0;1;32", N.Text);
  remark("more:", "0;2", "tocsin explain " + F.Check);
  OS << '\n';
}

void report::writeWindow(const Finding &F, Sources &Src, StringRef Root,
                         const TextStyle &Style, llvm::raw_ostream &OS) {
  WindowWriter(F, Src, Root, Style, OS).run();
}
