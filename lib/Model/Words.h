//===- Words.h - The vocabulary of model files ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The allowed words of each kind, as lists, for error messages of the loader
// and of annotations.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_MODEL_WORDS_H
#define TOCSIN_MODEL_WORDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace tocsin::model {

using Words = llvm::ArrayRef<llvm::StringRef>;

Words roleWords();
Words deedWords();
Words traitWords();
Words propertyWords();
Words slotWords();
Words successWords();
Words scopeWords();
Words wordClassWords();

/// "; did you mean 'role'? (allowed: fn, role, ...)"; the question only if a
/// word is near enough.
std::string suggest(llvm::StringRef Wrong, Words Allowed);

/// The nearest of these words, or "" if none is near.
llvm::StringRef nearest(llvm::StringRef Wrong, Words Allowed);

/// A plain qualified name: identifiers, destructors and operators joined by
/// `::`, no template arguments.
bool isQualifiedName(llvm::StringRef Name);

} // namespace tocsin::model

#endif // TOCSIN_MODEL_WORDS_H
