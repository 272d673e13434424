//===- LineHash.h - The line hash of code hosts -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GitHub tells alerts apart by a hash of the line they stand on and the text
// that follows it. Its upload action computes the hash and warns about any
// other value, so ours must be the same to the bit.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_LINEHASH_H
#define TOCSIN_REPORT_LINEHASH_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace tocsin::report {

/// "primaryLocationLineHash" of each line of `Text`, first line first: a
/// rolling hash of the 100 UTF-16 units from its start that are neither blank
/// nor tab, and how often that hash has occurred.
std::vector<std::string> lineHashes(llvm::StringRef Text);

} // namespace tocsin::report

#endif // TOCSIN_REPORT_LINEHASH_H
