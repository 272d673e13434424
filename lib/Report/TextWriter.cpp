//===- TextWriter.cpp - Findings in clang-tidy's layout -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `FILE:LINE:COL: warning: MESSAGE [check]`, the line, a caret, the edit. Byte
// for byte what clang-tidy prints, because editors and converters parse it. On
// a terminal the lines from decision to act follow.
//
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Unicode.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

namespace {

constexpr unsigned TabStop = 8;
/// Clang prints no longer lines; generated code is not for reading.
constexpr size_t MaxLine = 4096;
/// A window of more lines is told by its notes alone.
constexpr unsigned MaxWindow = 14;

/// A source line as a terminal shows it, and the screen column of each byte.
struct Shown {
  std::string Text;
  std::vector<unsigned> Column; // one more than the line has bytes
};

Shown show(StringRef Line) {
  Shown S;
  unsigned Col = 0;
  for (size_t I = 0; I < Line.size();) {
    unsigned char C = Line[I];
    size_t Bytes = 1;
    std::string Piece;
    unsigned Width;
    if (C == '\t') {
      Piece.assign(TabStop - Col % TabStop, ' ');
      Width = Piece.size();
    } else if (C < 0x80 && llvm::isPrint(C)) {
      Piece.assign(1, C);
      Width = 1;
    } else {
      Bytes = llvm::getNumBytesForUTF8(C);
      const auto *P = reinterpret_cast<const llvm::UTF8 *>(Line.data() + I);
      llvm::raw_string_ostream OS(Piece);
      if (I + Bytes > Line.size() || !llvm::isLegalUTF8Sequence(P, P + Bytes)) {
        Bytes = 1;
        OS << '<' << llvm::format_hex_no_prefix(C, 2, /*Upper=*/true) << '>';
        Width = Piece.size();
      } else {
        int W = llvm::sys::unicode::columnWidthUTF8(Line.substr(I, Bytes));
        if (W >= 0) {
          OS << Line.substr(I, Bytes);
          Width = W;
        } else {
          llvm::UTF32 Code = 0, *To = &Code;
          const llvm::UTF8 *From = P;
          llvm::ConvertUTF8toUTF32(&From, P + Bytes, &To, To + 1,
                                   llvm::strictConversion);
          OS << "<U+" << llvm::format_hex_no_prefix(Code, 4, /*Upper=*/true)
             << '>';
          Width = Piece.size();
        }
      }
    }
    S.Column.insert(S.Column.end(), Bytes, Col);
    S.Text += Piece;
    Col += Width;
    I += Bytes;
  }
  S.Column.push_back(Col);
  return S;
}

class TextWriter {
public:
  TextWriter(Sources &Src, const TextStyle &Style, llvm::raw_ostream &OS)
      : Src(Src), Style(Style), OS(OS) {}

  void entry(const Entry &E);

private:
  void head(const Position &At, Severity Level, StringRef Text);
  void snippet(const Position &At, const Fix *Edits);
  void window(const Finding &F);
  void gutter(unsigned Line);
  void colour(StringRef Code) {
    if (Style.Colour)
      OS << "\033[" << Code << 'm';
  }

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
  if (!At.Line || At.Line > Src.get(At.File).lines() || Line.size() > MaxLine)
    return;
  Shown S = show(Line);
  gutter(At.Line);
  OS << S.Text << '\n';

  auto ColumnOf = [&](size_t Byte) {
    return S.Column[std::min(Byte, S.Column.size() - 1)];
  };
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

void TextWriter::window(const Finding &F) {
  const Note *First = nullptr;
  for (const Note &N : F.Notes)
    if (N.Kind == NoteKind::Decision && !First)
      First = &N;
  if (!First || First->At.File != F.At.File || First->At.Line >= F.At.Line ||
      F.At.Line - First->At.Line >= MaxWindow)
    return;
  for (unsigned L = First->At.Line; L <= F.At.Line; ++L) {
    StringRef Line = Src.line(F.At.File, L);
    if (Line.size() > MaxLine)
      return;
    colour("0;1;33");
    OS << (L == First->At.Line ? "  \u250c"
           : L == F.At.Line    ? "  \u2514"
                               : "  \u2502");
    colour("0");
    gutter(L);
    OS << show(Line).Text << '\n';
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
  head(F.At, E.level(), Text);
  snippet(F.At, F.Fixes.empty() ? nullptr : &F.Fixes.front());
  for (const Note &N : F.Notes) {
    head(N.At, Severity::Note, N.Text);
    snippet(N.At, nullptr);
  }
  if (Style.Excerpt)
    window(F);
}

void report::writeText(const Report &R, Sources &Src, const TextStyle &Style,
                       llvm::raw_ostream &OS) {
  TextWriter W(Src, Style, OS);
  for (const Entry &E : R.Entries)
    if (!E.Suppressed || Style.ShowSuppressed)
      W.entry(E);
}
