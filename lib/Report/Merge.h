//===- Merge.h - Several SARIF documents as one run ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A project that is analysed in parts uploads one document. Merging is
// commutative, associative and idempotent: the order in which parts arrive, or
// one that arrives twice, makes no difference.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_MERGE_H
#define TOCSIN_REPORT_MERGE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/raw_ostream.h"

namespace tocsin::report {

/// Documents that this version of Tocsin wrote; others are an error that names
/// the file.
llvm::Error mergeSarif(llvm::ArrayRef<llvm::MemoryBufferRef> Documents,
                       llvm::raw_ostream &OS);

} // namespace tocsin::report

#endif // TOCSIN_REPORT_MERGE_H
