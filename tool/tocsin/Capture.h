//===- Capture.h - One source file to one unit ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parses a translation unit in this process and lowers it. Prints nothing:
// what Clang had to say is counted in the unit.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_CAPTURE_H
#define TOCSIN_TOOL_CAPTURE_H

#include "CompileCommands.h"
#include "FilesRead.h"
#include "IR/Unit.h"
#include "llvm/Support/Error.h"
#include <string>

namespace tocsin::tool {

/// Parses and lowers. An error means that there is no unit at all; a unit with
/// Info.Errors is partial. Flags that Clang refuses are left out and appended
/// to `Dropped`; what the file system answered goes to `Read`, if not null.
/// Changes the working directory of the process.
llvm::Expected<ir::Unit> capture(const Command &C,
                                 const std::string &ResourceDir,
                                 std::vector<std::string> &Dropped,
                                 std::vector<FileFact> *Read = nullptr);

/// Writes the source of `C` with the text of every header in the place of its
/// directive; macros and conditions stay. What cannot be found stays a
/// directive. Errors and `Dropped` as for capture().
llvm::Error inlineIncludes(const Command &C, const std::string &ResourceDir,
                           std::vector<std::string> &Dropped,
                           llvm::raw_ostream &OS);

/// The directory with Clang's own headers: `Given`, TOCSIN_RESOURCE_DIR, beside
/// the program, where it was built, or what `clang-19` on PATH says. An error
/// lists where it looked.
llvm::Expected<std::string> findResourceDir(llvm::StringRef Given,
                                            llvm::StringRef Program);

/// Clang's version, for --version.
std::string clangVersion();

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_CAPTURE_H
