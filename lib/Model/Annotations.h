//===- Annotations.h - Rows that stand in the source ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The store of rows made from `annotate("tocsin::...")`: each text is parsed
// once, whoever asks first.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_MODEL_ANNOTATIONS_H
#define TOCSIN_MODEL_ANNOTATIONS_H

#include "Model/Model.h"
#include "llvm/ADT/StringSet.h"
#include <mutex>

namespace tocsin::model {

struct Model::Annotations {
  struct Entry {
    std::unique_ptr<Row> Parsed; // null if the text is not a row
    std::string Error;
  };
  std::mutex Guard;
  llvm::StringMap<Entry> ByText;
  llvm::StringSet<> Errors;
};

/// Parses the text after "tocsin::"; on error returns null and says why.
std::unique_ptr<Row> parseAnnotation(llvm::StringRef Text, std::string &Error);

} // namespace tocsin::model

#endif // TOCSIN_MODEL_ANNOTATIONS_H
