//===- Text.cpp - Lengths and encodings of source text --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Helpers of the writers.
//
//===----------------------------------------------------------------------===//

#include "Report/Text.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

unsigned report::utf16Length(StringRef Text) {
  unsigned Units = 0;
  const auto *At = reinterpret_cast<const llvm::UTF8 *>(Text.begin());
  const auto *End = reinterpret_cast<const llvm::UTF8 *>(Text.end());
  while (At < End) {
    unsigned Bytes = llvm::getNumBytesForUTF8(*At);
    if (Bytes > size_t(End - At) || !llvm::isLegalUTF8Sequence(At, At + Bytes))
      Bytes = 1;
    Units += Bytes == 4 ? 2 : 1;
    At += Bytes;
  }
  return Units;
}

std::string report::validUtf8(StringRef Text) {
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

size_t report::wordLength(StringRef Line, unsigned Col) {
  if (!Col || Col > Line.size())
    return 1;
  StringRef Rest = Line.drop_front(Col - 1);
  size_t Length = 0;
  while (Length < Rest.size() &&
         (llvm::isAlnum(Rest[Length]) || Rest[Length] == '_' ||
          static_cast<unsigned char>(Rest[Length]) >= 0x80))
    ++Length;
  return std::max<size_t>(Length, 1);
}

void report::endOf(StringRef Text, unsigned &Line, unsigned &Col) {
  size_t Break = Text.rfind('\n');
  if (Break == StringRef::npos) {
    Col += Text.size();
    return;
  }
  Line += Text.count('\n');
  Col = Text.size() - Break;
}

StringRef report::confidenceName(Confidence C) {
  return C == Confidence::High     ? "high"
         : C == Confidence::Medium ? "medium"
                                   : "low";
}
