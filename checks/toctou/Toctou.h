//===- Toctou.h - The checks of family toctou -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One entry per check, and the wording that they share.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_TOCTOU_TOCTOU_H
#define TOCSIN_CHECKS_TOCTOU_TOCTOU_H

#include "checks/toctou/Judge.h"
#include <map>

namespace tocsin::toctou {

struct Options {
  bool StrictExistence = false; // show existence-only windows as findings
};

using Sink = llvm::function_ref<void(Finding)>;

/// tocsin-file-toctou: a check by name that decides a use of the same name.
/// Returns the acts that it reported.
llvm::SmallVector<flow::EventId, 4> fileToctou(flow::FunctionFlow &W,
                                               const link::Program &P,
                                               const Options &O, Sink Report);

/// tocsin-temp-name: a made-up name that is created without an exclusive flag.
void tempName(flow::FunctionFlow &W, const link::Program &P, Sink Report);

/// ... and one that the program put together from what others know.
void guessedName(flow::FunctionFlow &W, const link::Program &P, Sink Report);

/// How an act creates a name that it is given, if it does.
enum class Creation { No, Exclusive, Open };
Creation creates(flow::FunctionFlow &W, const flow::Event &E);

/// tocsin-create-then-name: a file is created and then changed or opened again
/// by its name. `Known` are acts that fileToctou has reported.
void createThenName(flow::FunctionFlow &W, const link::Program &P,
                    llvm::ArrayRef<flow::EventId> Known, Sink Report);

/// Acts of helpers on names that every caller has put into a directory that it
/// made for itself (OwnNames.cpp).
class OwnNames {
public:
  void note(flow::FunctionFlow &W, const link::Program &P);
  bool isAlways(const Position &Act) const;

private:
  /// By place of the act: 1 for one's own, 2 for others.
  std::map<std::tuple<std::string, unsigned, unsigned>, unsigned> Seen;
};

// Wording ------------------------------------------------------------------

/// The path as the source would put it: `dir + "/x"`, `this->path`.
std::string spellPath(flow::FunctionFlow &W, flow::TermId Path);
/// What the deed does to the file: "opens", "changes the owner of".
std::string verbOf(const flow::Event &E, model::Traits T);
/// "file", "directory", "socket": what the deed is done to.
std::string nounOf(const flow::Event &E);
/// Place, function, object of a finding about an act.
Finding startFinding(flow::FunctionFlow &W, const link::Program &P,
                     llvm::StringRef Check, const flow::Event &Act,
                     flow::TermId Path);
/// Notes for an earlier event and the calls down to it.
void addEarlier(Finding &F, flow::FunctionFlow &W, const flow::Event &E,
                llvm::StringRef Text);
/// Notes for the calls between the reported place and the act.
void addWayToAct(Finding &F, flow::FunctionFlow &W, const link::Program &P,
                 const flow::Event &Act);
void addAdvice(Finding &F, llvm::StringRef Text);
void setGrade(Finding &F, Grade G);

/// The finding for a judged window.
Finding wordWindow(flow::FunctionFlow &W, const link::Program &P,
                   const window::Window &X, const Verdict &V);

} // namespace tocsin::toctou

#endif // TOCSIN_CHECKS_TOCTOU_TOCTOU_H
