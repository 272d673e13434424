//===- Commands.h - Commands that answer from what is built in ----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules, their pages, the configuration in force: nothing is analysed.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_COMMANDS_H
#define TOCSIN_TOOL_COMMANDS_H

#include "Options.h"

namespace tocsin::tool {

/// tocsin rules [--format=text|json].
int runRules(const Options &Opts);
/// tocsin explain CHECK... [--format=text|markdown|json].
int runExplain(const Options &Opts);
/// --list-checks, --dump-config, --verify-config, --explain-config.
int runConfig(const Options &Opts);
/// --show-files.
int runShowFiles(const Options &Opts);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_COMMANDS_H
