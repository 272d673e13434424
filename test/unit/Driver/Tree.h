//===- Tree.h - A directory of files for one test -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Made empty, removed at the end.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_DRIVER_TREE_H
#define TOCSIN_TEST_DRIVER_TREE_H

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace tocsin::tool {

class Tree {
public:
  Tree() {
    llvm::SmallString<128> Made;
    llvm::sys::fs::createUniqueDirectory("tocsin-test", Made);
    // The parent may be a link; the code under test sees real paths.
    llvm::sys::fs::real_path(Made, Root);
  }
  ~Tree() { llvm::sys::fs::remove_directories(Root); }

  std::string path(llvm::StringRef Name) const {
    return (Root + "/" + Name).str();
  }
  std::string add(llvm::StringRef Name, llvm::StringRef Text = "") {
    std::string File = path(Name);
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(File));
    std::error_code EC;
    llvm::raw_fd_ostream(File, EC) << Text;
    return File;
  }
  std::string root() const { return std::string(Root); }

private:
  llvm::SmallString<128> Root;
};

} // namespace tocsin::tool

#endif // TOCSIN_TEST_DRIVER_TREE_H
