//===- OwnStores.h - Classes of a program that are stores -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class that reads and writes records by key and offers its write a second
// time with a version to be compared says itself that the plain write is not
// enough, as does one whose writer compares a version that it is handed. Such
// classes get rows without a model file.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LINK_OWNSTORES_H
#define TOCSIN_LINK_OWNSTORES_H

#include "IR/Unit.h"
#include "Model/Model.h"
#include <memory>
#include <vector>

namespace tocsin::link {

/// Where the rows say that they come from.
inline constexpr char OwnStoreLibrary[] = "of the program";

/// Rows for the stores that a unit declares; each names one function and the
/// number of its parameters.
std::vector<std::unique_ptr<model::Row>> ownStores(const ir::Unit &U);

} // namespace tocsin::link

#endif // TOCSIN_LINK_OWNSTORES_H
