//===- Print.cpp - A finding as text, complete ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

namespace tocsin::test {

static llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, const Position &P) {
  return OS << P.File << ':' << P.Line << ':' << P.Col;
}

std::string print(const std::vector<Finding> &List) {
  std::string R;
  llvm::raw_string_ostream OS(R);
  for (const Finding &F : List) {
    OS << F.At << ' ' << F.Act << ' ' << F.Check << ' ' << F.Pattern << ' '
       << unsigned(F.Level) << unsigned(F.Sure) << ' ' << F.Message << " in "
       << F.Function << ' ' << F.FunctionUSR << " of " << F.Object << '\n';
    for (const Note &N : F.Notes)
      OS << "  " << N.At << ' ' << unsigned(N.Kind) << ' ' << N.Text << '\n';
    for (const Fix &X : F.Fixes) {
      OS << "  fix: " << X.Title << '\n';
      for (const Edit &E : X.Edits)
        OS << "    " << E.At << " '" << E.Old << "' '" << E.New << "'\n";
    }
  }
  return R;
}

} // namespace tocsin::test
