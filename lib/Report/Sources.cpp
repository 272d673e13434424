//===- Sources.cpp - Source text by path and line -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading and splitting of source files.
//
//===----------------------------------------------------------------------===//

#include "Report/Sources.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

StringRef Sources::File::line(unsigned Line) const {
  if (!Line || Line > Starts.size())
    return {};
  StringRef Rest = text().drop_front(Starts[Line - 1]);
  return Rest.slice(0, Rest.find_first_of("\r\n"));
}

void Sources::split(File &F) {
  StringRef Text = F.text();
  if (Text.empty())
    return;
  F.Starts.push_back(0);
  for (size_t At = Text.find('\n'); At != StringRef::npos;
       At = Text.find('\n', At + 1))
    if (At + 1 < Text.size())
      F.Starts.push_back(At + 1);
}

const Sources::File &Sources::get(StringRef Path) {
  auto [It, New] = Files.try_emplace(Path);
  if (New) {
    // Not mapped: --fix rewrites files while they are in use here.
    if (auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                                  /*NullTerminator=*/false,
                                                  /*IsVolatile=*/true))
      It->second.Buffer = std::move(*Buffer);
    split(It->second);
  }
  return It->second;
}

void Sources::set(StringRef Path, StringRef Text) {
  File &F = Files[Path];
  F.Starts.clear();
  F.Buffer = llvm::MemoryBuffer::getMemBufferCopy(Text, Path);
  split(F);
}

std::optional<size_t> Sources::offset(const Position &P) {
  const File &F = get(P.File);
  if (!P.Line || !P.Col || P.Line > F.lines() ||
      P.Col > F.line(P.Line).size() + 1)
    return std::nullopt;
  return F.Starts[P.Line - 1] + P.Col - 1;
}
