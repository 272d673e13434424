//===- TemporaryFolder.h - Goes even if the user ends the program ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A temporary folder must go even if the user ends the program. While an object
// of this class lives, SIGINT, SIGTERM and SIGHUP are only noted; system calls
// end with EINTR. Processes that are started meanwhile get them as ever.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_TEMPORARYFOLDER_H
#define TOCSIN_TOOL_TEMPORARYFOLDER_H

#include <csignal>
#include <string>

namespace tocsin::tool {

/// A folder of one's own that goes with the object, and signals that wait until
/// it is gone. One at a time.
class TemporaryFolder {
public:
  /// Error in `problem()`.
  explicit TemporaryFolder(const char *Prefix);
  /// Removes the folder; then ends the process by the signal that came, if one
  /// came.
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  const std::string &path() const { return Path; }
  const std::string &problem() const { return Problem; }
  /// The signal that came; 0 if none.
  static int signal();

private:
  std::string Path, Problem;
  struct sigaction Before[3];
};

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_TEMPORARYFOLDER_H
