//===- Text.h - Lengths and encodings of source text ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings count columns in bytes; documents want UTF-16 units, valid UTF-8 and
// the end of a region. Shared by the writers.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_TEXT_H
#define TOCSIN_REPORT_TEXT_H

#include "Window/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace tocsin::report {

/// UTF-16 units of `Text`; a byte that is not UTF-8 counts as one.
unsigned utf16Length(llvm::StringRef Text);

/// `Text` with bytes that are not UTF-8 replaced by U+FFFD.
std::string validUtf8(llvm::StringRef Text);

/// Bytes of the identifier that starts at column `Col` (1-based), at least 1.
size_t wordLength(llvm::StringRef Line, unsigned Col);

/// Moves a line and column over `Text`.
void endOf(llvm::StringRef Text, unsigned &Line, unsigned &Col);

llvm::StringRef confidenceName(Confidence C);

} // namespace tocsin::report

#endif // TOCSIN_REPORT_TEXT_H
