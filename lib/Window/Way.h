//===- Way.h - How findings tell the way from call to call --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One note for one call, in the same words in every family.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_WINDOW_WAY_H
#define TOCSIN_WINDOW_WAY_H

#include "Window/Window.h"

namespace tocsin::window {

/// A step on the way: the call, and what it calls.
Note calledHere(const flow::ProgramView &P, const flow::Frame &Call);

} // namespace tocsin::window

#endif // TOCSIN_WINDOW_WAY_H
