//===- Paths.cpp - One name for one file ----------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace tocsin::tool;
using llvm::StringRef;

Paths::Paths(std::string Top) : Root(std::move(Top)) {
  llvm::SmallString<256> Real;
  if (!llvm::sys::fs::real_path(Root, Real))
    RealRoot = std::string(Real);
}

const std::string &Paths::of(StringRef Path) {
  auto [It, New] = Known.try_emplace(Path, Path);
  llvm::SmallString<256> Real;
  if (!New || RealRoot.empty() || llvm::sys::fs::real_path(Path, Real))
    return It->second;
  StringRef Rest = Real;
  if (!Rest.consume_front(RealRoot))
    return It->second;
  // The root may be "/", or the beginning of a longer name.
  if (Rest.starts_with("/") || StringRef(RealRoot).ends_with("/"))
    It->second = Root + Rest.str();
  return It->second;
}
