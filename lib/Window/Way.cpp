//===- Way.cpp - How findings tell the way from call to call ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The name of the callee, if it has one.
//
//===----------------------------------------------------------------------===//

#include "Window/Way.h"

using namespace llvm;
using namespace tocsin;
using namespace tocsin::flow;

Note window::calledHere(const ProgramView &P, const Frame &Call) {
  ProgramView::Body Callee = P.body(Call.Callee);
  StringRef Name = model::lastName(P.unit(Callee.Unit).str(Callee.F->Name));
  // What has no name of its own is spelled "(lambda)".
  std::string Text = Name.empty() || Name.starts_with("(")
                         ? "called from here"
                         : ("'" + Name + "' is called here").str();
  return {positionOf(P, Call.At), std::move(Text), NoteKind::Step};
}
