//===- Paths.h - One name for one file ------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file reached through a symbolic link is reported under the name it has in
// the project: one finding for one place, and code hosts show nothing on links.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_PATHS_H
#define TOCSIN_TOOL_PATHS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace tocsin::tool {

class Paths {
public:
  Paths() = default;
  explicit Paths(std::string Root);

  /// As the user named it, even if it is a link.
  const std::string &root() const { return Root; }

  /// The name of an absolute path with links resolved if it leads to a file
  /// below the root, else the path itself.
  const std::string &of(llvm::StringRef Path);

private:
  std::string Root, RealRoot;
  llvm::StringMap<std::string> Known;
};

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_PATHS_H
