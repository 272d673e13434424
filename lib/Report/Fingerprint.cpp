//===- Fingerprint.cpp - The identity of a finding ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What identifies a finding must not change when lines move, the file gets
// another name or the code another layout: so no line, column, path or message,
// but the code from the act to the end of its statement without blanks and
// comments.
//
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/BLAKE3.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

/// Of a statement that does not end, as when the source does not parse.
static constexpr size_t LongestStatement = 400;

/// Length of the literal or comment that `Text` starts with; 0 if none.
static size_t literal(StringRef Text) {
  char Quote = Text.front();
  if (Quote != '"' && Quote != '\'')
    return 0;
  for (size_t I = 1; I < Text.size() && Text[I] != '\n'; ++I) {
    if (Text[I] == '\\')
      ++I;
    else if (Text[I] == Quote)
      return I + 1;
  }
  return 1;
}

static size_t comment(StringRef Text) {
  if (Text.starts_with("//"))
    return std::min(Text.find('\n'), Text.size());
  if (!Text.starts_with("/*"))
    return 0;
  size_t End = Text.find("*/", 2);
  return End == StringRef::npos ? Text.size() : End + 2;
}

/// The code from `Text`'s start to the end of the statement or condition.
static std::string statement(StringRef Text) {
  std::string Code;
  int Depth = 0;
  while (!Text.empty() && Code.size() < LongestStatement) {
    char C = Text.front();
    if (size_t Length = comment(Text)) {
      Text = Text.drop_front(Length);
      continue;
    }
    if (size_t Length = literal(Text)) {
      // Two literals in a row are one that was broken.
      if (C == '"' && StringRef(Code).ends_with("\""))
        Code.pop_back();
      else
        Code += C;
      Code += Text.slice(1, Length);
      Text = Text.drop_front(Length);
      continue;
    }
    bool Joint =
        C == '\\' && Text.drop_front().ltrim(" \t\r").starts_with("\n");
    Text = Text.drop_front();
    if (Joint || llvm::isSpace(C))
      continue;
    if (C == '(' || C == '[')
      ++Depth;
    if ((C == ')' || C == ']') && --Depth < 0)
      break;
    if (C == ';' || ((C == '{' || C == '}') && Depth == 0))
      break;
    Code += C;
  }
  return Code;
}

void report::setFingerprints(std::vector<Entry> &Entries, Sources &Src) {
  llvm::StringMap<unsigned> Seen;
  for (Entry &E : Entries) {
    const Finding &F = E.F;
    std::string Id;
    llvm::raw_string_ostream OS(Id);
    // Not the USR: that of a static function holds the name of the file.
    OS << F.Check << '\0' << F.Pattern << '\0' << F.Function << '\0' << F.Object
       << '\0';
    if (std::optional<size_t> At = Src.offset(F.At))
      OS << statement(Src.get(F.At.File).text().drop_front(*At));
    OS.flush();
    auto Digest = llvm::BLAKE3::hash<8>(llvm::arrayRefFromStringRef(Id));
    E.Fingerprint = llvm::toHex(Digest, /*LowerCase=*/true);
    // Behind a dash, so that equal ones can be told to be equal.
    if (unsigned Before = Seen[E.Fingerprint]++)
      E.Fingerprint += "-" + llvm::utostr(Before);
  }
}
