//===- Lowered.h - Source text in, IR text out ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tests say what C or C++ becomes by lines of the text form, in order, other
// lines in between allowed. A line is a substring of the real one without its
// position; `$x` stands for a value or a block and must be the same each time.
// Every unit that a test lowers is verified.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_UNIT_LOWER_LOWERED_H
#define TOCSIN_TEST_UNIT_LOWER_LOWERED_H

#include "IR/Unit.h"
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace tocsin::test {

enum class Lang { C, Cxx11, Cxx17, Cxx20 };

struct Setup {
  std::vector<std::string> Flags = {}; // for Clang
  std::string SystemHeader = "";       // what `#include <sys.h>` gives
  std::string TopLevel = "";           // lower declarations of that name alone
  bool SkipBodies = false;             // parse no function bodies
};

class Lowered {
public:
  explicit Lowered(llvm::StringRef Code, Lang L = Lang::C,
                   const Setup &S = Setup());

  /// The lines of the function of that name, one below the other.
  std::string function(llvm::StringRef Name) const;
  std::string text() const { return Text; }
  const ir::Function *find(llvm::StringRef Name) const;
  const ir::Unit &unit() const { return U; }

  testing::AssertionResult has(llvm::StringRef Name,
                               const std::vector<std::string> &Lines) const;
  unsigned count(llvm::StringRef Name, llvm::StringRef Needle) const;

private:
  ir::Unit U;
  std::string Text;
};

} // namespace tocsin::test

#endif // TOCSIN_TEST_UNIT_LOWER_LOWERED_H
