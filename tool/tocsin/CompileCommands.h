//===- CompileCommands.h - What to parse and with which flags -------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the command line and the compile database to a list of commands that
// Clang 19 can run in this process: found, filtered, cleaned of foreign flags,
// each once.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_COMPILECOMMANDS_H
#define TOCSIN_TOOL_COMPILECOMMANDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tocsin::tool {

/// One translation unit to capture.
struct Command {
  std::string File;              // absolute, `..` removed
  std::string Directory;         // absolute
  std::vector<std::string> Args; // Args[0] is the compiler
  std::string Target;            // what its object goes into; "" = unknown
  std::string Problem;           // not empty: cannot be captured, and why
  uint64_t Size = 0;             // of the source file
  /// Not "": names below this directory are relative to it in the unit.
  std::string Root;
};

struct CommandRequest {
  std::string Database;           // -p; "" = search
  std::vector<std::string> Files; // sources, headers, directories
  /// Flags after `--`; engaged even if there are none.
  std::optional<std::vector<std::string>> Flags;
  std::vector<std::string> Before, After; // --extra-arg-before, --extra-arg
};

struct CommandList {
  std::vector<Command> Commands;
  std::string DatabaseFile;         // "" after `--`
  std::vector<std::string> Headers; // headers asked for: limit the report
  std::vector<std::string> Sources; // sources asked for by name
  std::vector<std::string> Missing; // "FILE: no such file": the rest goes on
  std::vector<std::string> Notes;   // told under --verbose
  unsigned Skipped = 0;             // not C or C++
};

/// Errors leave nothing to do: no database, malformed database.
llvm::Expected<CommandList> selectCommands(const CommandRequest &Request);

/// Where the database is: `Given` (file or directory), or searched upwards
/// from `From` and in `build*/` beside it. "" if there is none.
llvm::Expected<std::string> findDatabase(llvm::StringRef Given,
                                         llvm::StringRef From);

/// Takes compiler launchers, output options and what only GCC knows out of
/// `Args`, resolves response files and the driver mode, and leaves one input.
/// Dropped flags are appended to `Dropped`.
void adjustCommand(Command &C, const CommandRequest &Request,
                   std::vector<std::string> &Dropped);

/// The flags of an adjusted command that still count when all headers stand in
/// the source: no input, no search paths, no -include.
std::vector<std::string> withoutIncludes(const std::vector<std::string> &Args);

/// A call in the shape of a compiler's; "" for what it does not name.
struct CompilerCall {
  std::string Input, Output, Depfile;
};
CompilerCall readCompilerCall(const std::vector<std::string> &Words);

/// Absolute form of `Path` with `.` and `..` removed.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Base = {});

bool isHeaderName(llvm::StringRef Path);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_COMPILECOMMANDS_H
