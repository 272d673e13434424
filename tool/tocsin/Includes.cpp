//===- Includes.cpp - Which sources include a header ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A breadth-first walk over include lines, with the command's own -I options.
//
//===----------------------------------------------------------------------===//

#include "Includes.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace tocsin::tool;
using llvm::StringRef;

bool IncludeScanner::exists(StringRef Path) {
  auto [It, New] = Known.try_emplace(Path, false);
  if (New)
    It->second = llvm::sys::fs::is_regular_file(Path);
  return It->second;
}

const std::vector<IncludeScanner::Line> &
IncludeScanner::linesOf(StringRef Path) {
  auto [It, New] = Files.try_emplace(Path);
  if (!New)
    return It->second;
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return It->second;
  StringRef Rest = (*Buffer)->getBuffer();
  while (!Rest.empty()) {
    auto [Text, Tail] = Rest.split('\n');
    Rest = Tail;
    Text = Text.ltrim();
    if (!Text.consume_front("#"))
      continue;
    Text = Text.ltrim();
    if (!Text.consume_front("include") && !Text.consume_front("import"))
      continue;
    Text.consume_front("_next");
    Text = Text.ltrim();
    bool Quoted = Text.starts_with("\"");
    if (!Quoted && !Text.starts_with("<"))
      continue;
    size_t End = Text.find(Quoted ? '"' : '>', 1);
    if (End != StringRef::npos)
      It->second.push_back({Text.slice(1, End).str(), Quoted});
  }
  return It->second;
}

/// Directories that `#include` is resolved in, absolute.
static std::vector<std::string> includePath(const Command &C) {
  std::vector<std::string> Dirs;
  for (size_t I = 1; I < C.Args.size(); ++I) {
    StringRef Arg = C.Args[I];
    for (StringRef Flag : {"-I", "-iquote", "-isystem", "-idirafter", "/I"}) {
      StringRef Dir = Arg;
      if (!Dir.consume_front(Flag))
        continue;
      if (Dir.empty() && I + 1 < C.Args.size())
        Dir = C.Args[++I];
      Dirs.push_back(absolutePath(Dir, C.Directory));
      break;
    }
  }
  return Dirs;
}

bool IncludeScanner::reaches(const Command &C,
                             const llvm::StringSet<> &Targets) {
  std::vector<std::string> Dirs = includePath(C);
  std::vector<std::string> Work{C.File};
  llvm::StringSet<> Seen;
  Seen.insert(C.File);
  for (size_t I = 0; I < Work.size(); ++I) {
    std::string From = Work[I];
    for (const Line &L : linesOf(From)) {
      std::string Found;
      if (L.Quoted || llvm::sys::path::is_absolute(L.Name)) {
        Found = absolutePath(L.Name, llvm::sys::path::parent_path(From));
        if (!exists(Found))
          Found.clear();
      }
      for (size_t D = 0; Found.empty() && D < Dirs.size(); ++D) {
        std::string Try = absolutePath(L.Name, Dirs[D]);
        if (exists(Try))
          Found = Try;
      }
      if (Found.empty() || !Seen.insert(Found).second)
        continue;
      if (Targets.contains(Name ? Name(Found) : Found))
        return true;
      Work.push_back(Found);
    }
  }
  return false;
}
