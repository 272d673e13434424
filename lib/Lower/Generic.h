//===- Generic.h - Bodies of generic lambdas ------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where bodies of the library are skipped, nobody makes a function of
// `[](const auto &x)` that is handed to an algorithm. This does, for the type
// of the elements that stand beside it in the call.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LOWER_GENERIC_H
#define TOCSIN_LOWER_GENERIC_H

namespace clang {
class Sema;
}

namespace tocsin::lower {

/// Instantiates the call operators of generic lambdas that have no instance and
/// are handed to a function together with a range, iterators or a container.
/// What does not compile stays unknown; nothing is reported.
void instantiateGenericLambdas(clang::Sema &S);

} // namespace tocsin::lower

#endif // TOCSIN_LOWER_GENERIC_H
