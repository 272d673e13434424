//===- UnitFiles.h - Units as files of a build ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The steps that build engines run: `capture` makes a file of one or more units
// and is a function of its inputs alone; `link` takes such files in any order
// and grouping. A file of many units is those of its units one after the other.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_UNITFILES_H
#define TOCSIN_TOOL_UNITFILES_H

#include "Gather.h"
#include "Options.h"

namespace tocsin::tool {

/// tocsin capture.
int runCapture(const Options &Opts, llvm::StringRef Program);

/// The same under the name `tocsin-cc`, called as a compiler is:
/// `-c FILE -o OUT [-MD -MF DEPFILE] FLAGS`.
int runAsCompiler(int Argc, char **Argv);

/// Writes `Bytes` to `Path` at once, or nothing if they are there already.
llvm::Error writeIfChanged(llvm::StringRef Path, llvm::StringRef Bytes);

/// Whether `File`, a name relative to the project, belongs to this part.
bool inShard(llvm::StringRef File, std::pair<unsigned, unsigned> Shard);

/// The units of files, sorted, each once.
struct UnitSet {
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> Files;
  std::vector<Command> Commands; // only File is set
  std::vector<Gathered> Units;   // read; names are absolute
};

/// Relative names in units are below `Root`. An error if a file cannot be read
/// or is no unit of this version, or if two units of one command differ.
llvm::Expected<UnitSet> readUnitFiles(llvm::ArrayRef<std::string> Paths,
                                      llvm::StringRef Root);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_UNITFILES_H
