//===- StoreWords.h - What the names of a store say -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Words of functions and parameters by which a store of the program may be
// told. They choose among functions whose types fit; none is evidence alone.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LINK_STOREWORDS_H
#define TOCSIN_LINK_STOREWORDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace tocsin::link {

/// The words of `fetchIfNewer`, `fetch_if_newer`, in lower case.
llvm::SmallVector<std::string, 4> wordsOf(llvm::StringRef Name);

bool isAny(llvm::StringRef Word, llvm::ArrayRef<llvm::StringRef> Of);

// What a word does with a record.
bool isReader(llvm::StringRef Word);
bool isWriter(llvm::StringRef Word);
bool isRemover(llvm::StringRef Word);

/// `expected`, `old_value`: what the caller believes to be there.
bool saysSeen(llvm::StringRef Name);

/// A parameter that says which state the write is based on: by a version, or
/// by what the caller has seen.
bool isTokenName(llvm::StringRef Name);

/// Who is in charge, and for which time.
bool isFence(llvm::StringRef Name);

/// `SaveIf`, `compareSet`, `PutFenced`, `store_if_unchanged`.
bool soundsConditional(llvm::StringRef Name);

} // namespace tocsin::link

#endif // TOCSIN_LINK_STOREWORDS_H
