//===- NinjaFile.h - The run as a build file ------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// --emit=ninja: one edge per source, one that links.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_NINJAFILE_H
#define TOCSIN_TOOL_NINJAFILE_H

#include "Options.h"
#include "llvm/ADT/StringRef.h"

namespace tocsin::tool {

int emitNinja(const Options &Opts, llvm::StringRef Program);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_NINJAFILE_H
