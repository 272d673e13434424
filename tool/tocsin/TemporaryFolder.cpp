//===- TemporaryFolder.cpp - Goes even if the user ends the program -------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TemporaryFolder.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

using namespace tocsin::tool;

static constexpr int Signals[] = {SIGINT, SIGTERM, SIGHUP};
static volatile std::sig_atomic_t Came = 0;

static void note(int Signal) { Came = Signal; }

TemporaryFolder::TemporaryFolder(const char *Prefix) {
  struct sigaction Note = {};
  Note.sa_handler = note;
  for (unsigned I = 0; I < std::size(Signals); ++I)
    sigaction(Signals[I], &Note, &Before[I]);
  llvm::SmallString<128> Made;
  if (std::error_code EC = llvm::sys::fs::createUniqueDirectory(Prefix, Made))
    Problem = "cannot make a temporary folder: " + EC.message();
  else
    Path = std::string(Made);
}

TemporaryFolder::~TemporaryFolder() {
  if (!Path.empty())
    llvm::sys::fs::remove_directories(Path);
  for (unsigned I = 0; I < std::size(Signals); ++I)
    sigaction(Signals[I], &Before[I], nullptr);
  if (Came)
    std::raise(Came);
}

int TemporaryFolder::signal() { return Came; }
