//===- Guard.cpp - Refuses a clang-tidy of another version ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's C++ interface changes with every major version. A plugin in the wrong
// clang-tidy crashes or, worse, finds nothing and succeeds; this one says so
// and ends the process. Runs when the plugin is loaded, before anything of it
// is used, and itself uses nothing of LLVM but the version text.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <string>

namespace clang {
// Weak: a host without it is refused, too.
__attribute__((weak)) std::string getClangFullVersion();
} // namespace clang

// The first of all constructors of the plugin.
__attribute__((constructor(101))) static void guardVersion() {
  std::string Host =
      clang::getClangFullVersion ? clang::getClangFullVersion() : "no Clang";
  size_t At = Host.find("version ");
  if (At != std::string::npos &&
      std::atoi(Host.c_str() + At + 8) == TOCSIN_CLANG_MAJOR)
    return;
  std::fprintf(
      stderr,
      "tocsin-clang-tidy.so: error: made for clang-tidy %d, but loaded "
      "into %s; use clang-tidy-%d, or tocsin-clang-tidy instead of a "
      "plugin\n",
      TOCSIN_CLANG_MAJOR, Host.c_str(), TOCSIN_CLANG_MAJOR);
  std::fflush(stderr);
  // Destructors of a half-loaded plugin must not run.
  std::_Exit(2);
}
