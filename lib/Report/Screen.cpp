//===- Screen.cpp - Source lines as a terminal shows them ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One pass over the bytes of a line.
//
//===----------------------------------------------------------------------===//

#include "Report/Screen.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Unicode.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

static constexpr unsigned TabStop = 8;

Shown report::show(StringRef Line) {
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

unsigned report::screenWidth(StringRef Text) {
  int Width = llvm::sys::unicode::columnWidthUTF8(Text);
  return Width < 0 ? Text.size() : Width;
}
