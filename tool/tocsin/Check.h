//===- Check.h - tocsin check and tocsin dump -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The run: commands, capture, analysis, report, exit code.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_CHECK_H
#define TOCSIN_TOOL_CHECK_H

#include "CompileCommands.h"
#include "Model/Model.h"
#include "Options.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace tocsin::tool {

int runCheck(const Options &Opts, llvm::StringRef Program);
int runDump(const Options &Opts, llvm::StringRef Program);

/// Where the rows of `Opts.ModelsExplain`, a function or a library, fit calls
/// of the sources (Matches.cpp). ExitFindings if nowhere.
int runMatches(const Options &Opts, const model::Model &Models,
               llvm::StringRef Program);

/// The built-in models and the files named on the command line, and `Extra` if
/// not "".
llvm::Expected<model::Model> loadModels(const Options &Opts,
                                        llvm::StringRef Extra);

/// Prints "tocsin: error: ..." and gives the exit code.
int fail(llvm::Error E);
int fail(const llvm::Twine &Why);

/// The list of commands that the options ask for.
llvm::Expected<CommandList> commandsFor(const Options &Opts);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_CHECK_H
