//===- Tools.h - What the tests of the checks share -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Random programs for the tests that run all checks at once, and their findings
// in print: what must not depend on order, threads or repetition is compared as
// text.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_UNIT_CHECKS_TOOLS_H
#define TOCSIN_TEST_UNIT_CHECKS_TOOLS_H

#include "checks/Checks.h"
#include "test/unit/Flow/Tools.h"

namespace tocsin::test {

/// Everything that a finding says, so that two can be compared byte for byte.
std::string print(const std::vector<Finding> &List);

/// Units of random functions that call each other and the library: three
/// units with a third of the functions each, and a few inline functions of a
/// header that all have.
Units randomUnits(unsigned Seed, unsigned Functions, unsigned MaxBlocks);

} // namespace tocsin::test

#endif // TOCSIN_TEST_UNIT_CHECKS_TOOLS_H
