//===- Window.h - Decisions, acts, and what lies between ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one engine of all families. A window is a decision about a resource and
// a later act on the same resource that depends on the decision:
//
//   the act runs only on some outcomes of a branch that the decision feeds, or
//   an operand of the act is computed from the decision, or
//   something that the act yields is used together with the decision's result.
//
// What decides, what acts and when two resources are the same is the family's
// policy; so is what to make of the window.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_WINDOW_WINDOW_H
#define TOCSIN_WINDOW_WINDOW_H

#include "Flow/FunctionFlow.h"
#include "Link/Program.h"
#include "Window/Finding.h"
#include <optional>

namespace tocsin::window {

struct Window {
  flow::EventId Decision = flow::NoEvent, Act = flow::NoEvent;
  bool Control = false; // the act happens only on some outcomes
  bool Data = false;    // an operand of the act comes from the decision
  bool Later = false;   // both results meet afterwards
  /// The act happens only if the decision's call succeeded / failed.
  std::optional<bool> Outcome;
  /// What decides: the conditions of the act that derive from the decision.
  llvm::SmallVector<flow::Literal, 4> Deciding;
  /// The terms through which data reaches the act or what follows it.
  llvm::SmallVector<flow::TermId, 2> Carriers;
  /// The act's name for the resource, where it is not the decision's: it was
  /// put aside in between.
  flow::TermId Name = 0;
};

/// The window between two events of one function whose resources agree and of
/// which `Decision` is live before `Act`; none if the act does not depend on
/// the decision, or cannot happen after it. `Chosen` must hold as well for the
/// act to be done to that resource.
std::optional<Window> openWindow(flow::FunctionFlow &W, flow::EventId Decision,
                                 flow::EventId Act,
                                 llvm::ArrayRef<flow::Literal> Chosen = {});

/// A position as findings carry it.
Position positionOf(const flow::ProgramView &P, flow::SourceAt At);

/// The name of what an event calls, in quotes; a constructor reads as its
/// class.
std::string quoted(flow::FunctionFlow &W, const flow::Event &E);

/// Where to report an act that lies below calls: at the act itself if only one
/// call in the program leads into each callee on the way, else at the call.
flow::SourceAt reportAt(const link::Program &P, const flow::Event &Act);

} // namespace tocsin::window

#endif // TOCSIN_WINDOW_WINDOW_H
