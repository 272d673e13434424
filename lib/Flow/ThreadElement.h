//===- ThreadElement.h - Containers whose elements are threads --*- C++ -*-===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `Workers.emplace_back(run)` makes a thread where no call of its constructor
// is to be seen.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_FLOW_THREADELEMENT_H
#define TOCSIN_FLOW_THREADELEMENT_H

#include "Model/Model.h"

namespace tocsin::flow {

/// How an element of a container is started, by the USR of the container's
/// method, which names the element's type; null if it is no thread.
const model::Row *startOfElement(const model::Model &M, llvm::StringRef Usr);

} // namespace tocsin::flow

#endif // TOCSIN_FLOW_THREADELEMENT_H
