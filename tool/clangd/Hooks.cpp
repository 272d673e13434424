//===- Hooks.cpp - Where clangd is told about the checks ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd runs the clang-tidy checks that are linked in, but only those that it
// knows to be fast and that a configuration asks for. The linker puts these
// functions in the place of three of clangd's (`--wrap`, see CMakeLists.txt),
// so that ours run without configuration; a user's `.clang-tidy` and `.clangd`
// still decide. clangd installs no headers: the declarations here repeat its
// own of LLVM 19.
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <optional>

using llvm::StringRef;

/// Fills in the options for a file.
using TidyProvider =
    llvm::function_ref<void(clang::tidy::ClangTidyOptions &, StringRef)>;

#define IS_FAST "_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE"
#define DEFAULTS "_ZN5clang6clangd20provideDefaultChecksEv"

// clang::clangd::isFastTidyCheck(); nothing if it does not know the check.
std::optional<bool> realIsFast(StringRef Check) __asm__("__real_" IS_FAST);
std::optional<bool> ourIsFast(StringRef Check) __asm__("__wrap_" IS_FAST);

std::optional<bool> ourIsFast(StringRef Check) {
  if (Check.starts_with("tocsin-"))
    return true;
  return realIsFast(Check);
}

// clang::clangd::provideDefaultChecks(), which fills in checks where no
// configuration chose any.
TidyProvider realDefaults() __asm__("__real_" DEFAULTS);
TidyProvider ourDefaults() __asm__("__wrap_" DEFAULTS);

TidyProvider ourDefaults() {
  // Lives as long as the process, because the result only refers to it.
  static const auto Provide = [](clang::tidy::ClangTidyOptions &Opts,
                                 StringRef File) {
    bool Chosen = Opts.Checks && !Opts.Checks->empty();
    realDefaults()(Opts, File);
    if (!Chosen)
      Opts.Checks = (Opts.Checks ? *Opts.Checks + "," : "") + "tocsin-*";
  };
  return Provide;
}

namespace clang::clangd {
class SymbolIndex;

namespace remote {
/// Stands for clangd's own deleter; there is never anything to delete.
struct Nothing {
  void operator()(SymbolIndex *) const {}
};

// The client of a remote index, which would bring gRPC and protobuf along.
std::unique_ptr<SymbolIndex, Nothing> getClient(StringRef, StringRef) {
  return nullptr;
}
} // namespace remote
} // namespace clang::clangd
