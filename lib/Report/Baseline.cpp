//===- Baseline.cpp - Findings that are known already -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading, comparing and writing the file.
//
//===----------------------------------------------------------------------===//

#include "Report/Baseline.h"
#include "Report/Text.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

static constexpr size_t FingerprintDigits = 16;

static bool isFingerprint(StringRef Word) {
  auto [Digits, Number] = Word.split('-');
  unsigned Ignored;
  return Digits.size() == FingerprintDigits &&
         llvm::all_of(Digits, [](char C) { return llvm::isHexDigit(C); }) &&
         (Digits.size() == Word.size() || !Number.getAsInteger(10, Ignored));
}

/// What findings in equal code have in common.
static StringRef common(StringRef Fingerprint) {
  return Fingerprint.split('-').first;
}

/// The file of "CHECK FILE: MESSAGE".
static StringRef fileOf(StringRef Say) {
  return Say.split(' ').second.split(": ").first;
}

llvm::Expected<Baseline> Baseline::parse(llvm::MemoryBufferRef Buffer) {
  Baseline B;
  StringRef Rest = Buffer.getBuffer();
  for (unsigned Number = 1; !Rest.empty(); ++Number) {
    auto [Line, After] = Rest.split('\n');
    Rest = After;
    StringRef Text = Line.trim();
    if (Text.empty() || Text.starts_with("#"))
      continue;
    auto [Word, Say] = Text.split(' ');
    if (!isFingerprint(Word))
      return llvm::createStringError(
          Buffer.getBufferIdentifier() + ":" + llvm::Twine(Number) + ":" +
          llvm::Twine(Text.begin() - Line.begin() + 1) +
          ": error: expected a fingerprint of 16 hexadecimal digits, found '" +
          Word + "'");
    B.Lines[Word.lower()] = Say.str();
  }
  return B;
}

unsigned Baseline::apply(Report &R, bool Entry::*Mark) const {
  // By common fingerprint: the files that the lines name.
  std::map<StringRef, std::vector<StringRef>> Files;
  for (const auto &[Print, Say] : Lines)
    Files[common(Print)].push_back(fileOf(Say));
  unsigned Left = Lines.size();
  for (bool SameName : {true, false})
    for (Entry &E : R.Entries) {
      auto It = Files.find(common(E.Fingerprint));
      if (E.*Mark || It == Files.end() || It->second.empty())
        continue;
      auto Line = It->second.begin();
      if (SameName) {
        std::string Name = validUtf8(relativeTo(R.Root, E.F.At.File));
        Line = llvm::find(It->second, Name);
        if (Line == It->second.end())
          continue;
      }
      It->second.erase(Line);
      E.*Mark = true;
      --Left;
    }
  return Left;
}

Baseline::Change Baseline::update(const Report &R, bool KeepOld) {
  std::map<std::string, std::string> Now;
  if (KeepOld)
    Now = Lines;
  for (const Entry &E : R.Entries)
    if (!E.Suppressed) {
      std::string Say = E.F.Check + " " +
                        validUtf8(relativeTo(R.Root, E.F.At.File)) + ": " +
                        validUtf8(E.F.Message);
      std::replace(Say.begin(), Say.end(), '\n', ' ');
      Now[E.Fingerprint] = std::move(Say);
    }
  Change C;
  for (const auto &Line : Now)
    C.Added += !Lines.count(Line.first);
  for (const auto &Line : Lines)
    if (!Now.count(Line.first))
      C.Removed.push_back(Line.second);
  C.Total = Now.size();
  Lines = std::move(Now);
  return C;
}

void Baseline::write(llvm::raw_ostream &OS) const {
  OS << "# Findings of tocsin that are known and not reported. Written by\n"
        "# tocsin --baseline=FILE --update-baseline; a line may be deleted by "
        "hand.\n";
  // By what they say, so that neighbours in the file are neighbours here.
  std::vector<std::pair<StringRef, StringRef>> Sorted;
  for (const auto &[Print, Say] : Lines) {
    auto [Check, Where] = StringRef(Say).split(' ');
    Sorted.emplace_back(Where, Print);
  }
  llvm::sort(Sorted);
  for (const auto &Line : Sorted)
    OS << Line.second << ' ' << Lines.find(Line.second.str())->second << '\n';
}
