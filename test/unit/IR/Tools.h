//===- Tools.h - What the tests of the IR share ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `difference` compares two units by what they say: strings, types, places and
// operand lists by content, since the text form numbers those tables anew.
// `randomUnit` makes valid units that touch every part of Unit.h.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_UNIT_IR_TOOLS_H
#define TOCSIN_TEST_UNIT_IR_TOOLS_H

#include "IR/Forms.h"
#include <random>
#include <string>

namespace tocsin::ir::test {

/// "" if equal, else the path to the first difference.
std::string difference(const Unit &A, const Unit &B);

Unit randomUnit(std::mt19937 &Random);

std::string text(const Unit &U);
std::string binary(const Unit &U);
llvm::Expected<Unit> fromText(llvm::StringRef Text);
llvm::Expected<Unit> fromBinary(llvm::StringRef Bytes);

/// A unit that the test wrote itself and that must be right.
Unit parsed(llvm::StringRef Text);

/// The message of the error; "" if there is none.
template <class T> std::string message(llvm::Expected<T> Result) {
  return Result ? std::string() : llvm::toString(Result.takeError());
}

} // namespace tocsin::ir::test

#endif // TOCSIN_TEST_UNIT_IR_TOOLS_H
