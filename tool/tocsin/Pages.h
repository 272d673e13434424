//===- Pages.h - The pages of the checks, built in ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/checks/*.md inside the program, for `tocsin explain` without a network.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_PAGES_H
#define TOCSIN_TOOL_PAGES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <utility>

namespace tocsin::tool {

/// (check, Markdown); generated at build time.
llvm::ArrayRef<std::pair<llvm::StringRef, llvm::StringRef>> pages();

/// The page of a check; "" if there is none.
llvm::StringRef pageOf(llvm::StringRef Check);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_PAGES_H
