//===- LineHash.cpp - The line hash of code hosts -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A polynomial hash over a window that slides one unit at a time; a line's hash
// is known when the window has passed its start.
//
//===----------------------------------------------------------------------===//

#include "Report/LineHash.h"
#include "Report/Text.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ConvertUTF.h"

using namespace tocsin;
using llvm::StringRef;

namespace {

class RollingHash {
public:
  explicit RollingHash(std::vector<std::string> &Out) : Out(Out) {
    for (unsigned I = 0; I < Width; ++I)
      Last *= Factor;
  }

  void unit(uint16_t Unit) {
    bool SecondOfPair = AfterCarriageReturn && Unit == '\n';
    AfterCarriageReturn = false;
    if (Unit == ' ' || Unit == '\t' || SecondOfPair)
      return;
    if (Unit == '\r') {
      Unit = '\n';
      AfterCarriageReturn = true;
    }
    emit();
    if (LineStart) {
      LineStart = false;
      StartsLine[At] = true;
    }
    if (Unit == '\n')
      LineStart = true;
    push(Unit);
  }

  void finish() {
    unit(EndOfFile);
    for (unsigned I = 0; I < Width; ++I) {
      emit();
      push(0);
    }
  }

private:
  static constexpr unsigned Width = 100;
  static constexpr uint64_t Factor = 37;
  static constexpr uint16_t EndOfFile = 0xFFFF;

  void emit() {
    if (!StartsLine[At])
      return;
    StartsLine[At] = false;
    std::string Value = llvm::utohexstr(Hash, /*LowerCase=*/true);
    Out.push_back(Value + ":" + llvm::utostr(++Times[Value]));
  }
  void push(uint16_t Unit) {
    Hash = Factor * Hash + Unit - Last * Window[At];
    Window[At] = Unit;
    At = (At + 1) % Width;
  }

  std::vector<std::string> &Out;
  llvm::StringMap<unsigned> Times;
  uint64_t Hash = 0, Last = 1;
  uint16_t Window[Width] = {};
  bool StartsLine[Width] = {};
  unsigned At = 0;
  bool LineStart = true, AfterCarriageReturn = false;
};

} // namespace

std::vector<std::string> report::lineHashes(StringRef Text) {
  std::vector<std::string> Hashes;
  std::string Valid = validUtf8(Text);
  llvm::SmallVector<llvm::UTF16, 0> Units;
  llvm::convertUTF8ToUTF16String(Valid, Units);
  RollingHash Hash(Hashes);
  for (llvm::UTF16 U : Units)
    Hash.unit(U);
  Hash.finish();
  return Hashes;
}
