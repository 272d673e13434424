//===- Judge.h - Which check-then-use windows on files are bugs -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The severity table of family toctou: what was checked, what is done, who can
// interfere, and what has been done against it. A pair of check and use alone
// is no finding: read at random, one such pair in six was (docs/field-report).
// Sources of the rules: CWE-367, CWE-59, CERT FIO01-C, FIO45-C, POS35-C;
// Borisov, Johnson, Sastry, Wagner, "Fixing Races for Fun and Profit" (2005).
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_TOCTOU_JUDGE_H
#define TOCSIN_CHECKS_TOCTOU_JUDGE_H

#include "Window/Window.h"

namespace tocsin::toctou {

enum class Grade : uint8_t { None, Low, Medium, High };

/// What the decision learned of the file, as far as the act depends on it.
struct Look {
  model::Properties What = 0;
  bool has(model::Property P) const { return What & model::bit(P); }
  bool only(model::Properties P) const { return What && !(What & ~P); }
};

/// The verdict on one window.
struct Verdict {
  Grade Level = Grade::None;
  Look Saw;
  std::optional<bool> Outcome; // the act needs the file there / missing
  bool Handled = false;        // failure of the act is looked at
  bool Gap = false;            // something slow lies between
  bool Public = false;         // path below a directory that others write
  bool ByAge = false;          // what goes is chosen by its age alone
};

Look lookedAt(flow::FunctionFlow &W, const window::Window &X);

/// Judges one window; Grade::None if it is harmless or protected.
Verdict judge(flow::FunctionFlow &W, const link::Program &P,
              const window::Window &X);

// Facts that the three checks of the family share ---------------------------

/// Whether both events name the same file: same path value (or the name that
/// the decision resolved it to) below the same directory.
bool sameFile(flow::FunctionFlow &W, const flow::Event &D,
              const flow::Event &A);

/// The path slot of the act that is at risk, given what the decision named.
flow::TermId actPath(flow::FunctionFlow &W, const flow::Event &D,
                     const flow::Event &A);

/// The window of an act on what was put aside: the decision had a say in what
/// was put there, or what it said was put beside the name (PutAside.cpp).
std::optional<window::Window> windowThrough(flow::FunctionFlow &W,
                                            flow::EventId Put,
                                            flow::EventId Decision,
                                            flow::EventId Act);

/// What the decision chose a name by, where the act goes to the name that was
/// looked at in one case and to another one else.
llvm::SmallVector<flow::Literal, 2> chosenBy(flow::FunctionFlow &W,
                                             flow::EventId D, flow::EventId A);

/// Whether the name lies below the one that the decision resolved.
bool isBelowResolved(flow::FunctionFlow &W, const flow::Event &D,
                     flow::TermId Used);

/// The act happens where the name is missing, and where it is there only if
/// something else than the file consents: `if (exists(p) && !force) return;`.
bool needsConsent(flow::FunctionFlow &W, flow::EventId Check, flow::EventId Act,
                  flow::TermId Path);

/// "It was there" is not told from success by an error, but the result is taken
/// for one: where it says that nothing was made, the way goes elsewhere.
bool lossIsFailure(flow::FunctionFlow &W, flow::EventId Act);

/// Connects to see whether somebody answers: a helper says yes or no and keeps
/// the connection to itself, or the name is removed where nobody does.
bool onlyKnocks(flow::FunctionFlow &W, flow::EventId Act, flow::TermId Path);

/// What was resolved is the directory that names below it are compared with,
/// not a name that is compared.
bool isTheRoot(flow::FunctionFlow &W, const window::Window &X);

/// The path lies in a directory or under a name that this program made for
/// itself (mkdtemp, mkstemp, QTemporaryDir).
bool isPrivate(flow::FunctionFlow &W, flow::TermId Path);

/// The literal text that a path begins with, "" if unknown.
llvm::StringRef literalPrefix(flow::FunctionFlow &W, flow::TermId Path);

/// The path is below a directory where anybody may create files.
bool isPublic(flow::FunctionFlow &W, flow::TermId Path);
/// The part of a name that is meant to make it unlike others and that others
/// know as well: the number of a process, the time. 0 if there is none.
flow::TermId knownToOthers(flow::FunctionFlow &W, flow::TermId Path);
/// The path belongs to the kernel: /proc, /sys, /dev.
bool isKernels(flow::FunctionFlow &W, flow::TermId Path);

/// Whether the event creates the name that it is given, and does not insist
/// that it was free (CreateThenName.cpp).
bool isCreator(flow::FunctionFlow &W, const flow::Event &E);

/// What the branch chooses is whether a message is shown, and nothing else.
bool onlySays(flow::FunctionFlow &W, ir::BlockId Branch);

/// A slow step (wait, fork, sleep, network) between two events.
bool slowBetween(flow::FunctionFlow &W, flow::EventId From, flow::EventId To);

} // namespace tocsin::toctou

#endif // TOCSIN_CHECKS_TOCTOU_JUDGE_H
