//===- Tools.h - Questions to the engine about a few lines of IR ----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A test of the engine is a function @f in the text form and one question. The
// library functions are declared here, under their real names, so that the
// built-in models describe them. Unless said otherwise a question is about the
// first check and the last use of a file by name in @f.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_UNIT_FLOW_TOOLS_H
#define TOCSIN_TEST_UNIT_FLOW_TOOLS_H

#include "Flow/CallTransfer.h"
#include "IR/Forms.h"
#include "Link/Program.h"
#include "Window/Window.h"
#include "llvm/ADT/STLExtras.h"
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tocsin::test {

using llvm::StringRef;
using Units = std::vector<std::unique_ptr<ir::Unit>>;

inline constexpr const char *Library = R"(
record stat {
  field st_mode: uint as mode_t
  field st_uid: uint as uid_t
  field st_size: long as off_t
}
record std::basic_string
record std::filesystem::path
func @access(path: ptr<const char>, mode: int) -> int [system]
func @stat(path: ptr<const char>, buf: ptr<rec stat>) -> int [system]
func @fstat(fd: int, buf: ptr<rec stat>) -> int [system]
func @readlink(path: ptr<const char>, buf: ptr<char>, size: ulong) -> long [system]
func @realpath(path: ptr<const char>, buf: ptr<char>) -> ptr<char> [system]
func @open(path: ptr<const char>, flags: int) -> int [variadic system]
func @fopen(path: ptr<const char>, mode: ptr<const char>) -> ptr<void> [system]
func @unlink(path: ptr<const char>) -> int [system]
func @mkdir(path: ptr<const char>, mode: uint) -> int [system]
func @chmod(path: ptr<const char>, mode: uint) -> int [system]
func @chown(path: ptr<const char>, uid: uint, gid: uint) -> int [system]
func @flock(fd: int, op: int) -> int [system]
func @strcpy(to: ptr<char>, from: ptr<const char>) -> ptr<char> [system]
func @strcat(to: ptr<char>, from: ptr<const char>) -> ptr<char> [system]
func @strdup(from: ptr<const char>) -> ptr<char> [system]
func @snprintf(to: ptr<char>, n: ulong, form: ptr<const char>) -> int [variadic system]
func @exit(code: int) [noreturn system]
func @g_file_test(path: ptr<const char>, test: int) -> int [system]
func @std::filesystem::exists(p: ref<const rec std::filesystem::path>) -> bool [system]
func @std::basic_string::c_str() -> ptr<const char> [method const system] owner std::basic_string
func @std::basic_string::basic_string(s: ref<const rec std::basic_string>) [method ctor system] owner std::basic_string usr "copy of a string"
func @"std::basic_string::operator+="(s: ptr<const char>) -> ref<rec std::basic_string> [method system] owner std::basic_string
func @observe(text: ptr<const char>)
func @change(text: ptr<char>)
func @choose() -> int
func @log(n: int)
)";

/// A unit of the library's declarations and `Text`.
inline std::unique_ptr<ir::Unit> unitOf(StringRef Text,
                                        StringRef Main = "/src/a.c") {
  std::string All = ("main \"" + Main + "\"\nkey \"" + Main + "\"\nfile 0 \"" +
                     Main + "\" main\n" + Library + Text)
                        .str();
  auto U = ir::readText({All, Main});
  if (!U) {
    ADD_FAILURE() << llvm::toString(U.takeError());
    return std::make_unique<ir::Unit>();
  }
  return std::make_unique<ir::Unit>(std::move(*U));
}

using Look = llvm::function_ref<void(flow::FunctionFlow &, link::Program &)>;

/// Lets `See` look at the finished analysis of the function `Name` of the unit
/// `MainFile` ("": any).
inline void inspect(llvm::ArrayRef<const ir::Unit *> Given, StringRef Name,
                    Look See, StringRef MainFile = "") {
  link::Program P(Given, model::Model::builtin());
  unsigned Seen = 0;
  P.analyse([&](flow::FunctionFlow &W) {
    if (P.qualifiedName(W.self()) != Name ||
        (!MainFile.empty() && W.unit().str(W.unit().MainFile) != MainFile))
      return;
    ++Seen;
    See(W, P);
  });
  // One that calls itself is analysed again, with its own summary.
  EXPECT_GE(Seen, 1u) << "analyses of " << Name.str();
}

inline void inspect(StringRef Text, Look See) {
  std::unique_ptr<ir::Unit> U = unitOf(Text);
  inspect({U.get()}, "f", See);
}

inline bool isCheck(const flow::Event &E) {
  return E.role() == model::Role::PathCheck ||
         E.role() == model::Role::PathResolve;
}
inline bool isUse(const flow::Event &E) {
  return E.role() == model::Role::PathUse;
}

inline flow::EventId firstCheck(flow::FunctionFlow &W) {
  for (flow::EventId E = 0; E < W.events().size(); ++E)
    if (W.happens(E) && isCheck(W.event(E)))
      return E;
  return flow::NoEvent;
}
inline flow::EventId lastUse(flow::FunctionFlow &W) {
  for (flow::EventId E = W.events().size(); E-- > 0;)
    if (W.happens(E) && isUse(W.event(E)))
      return E;
  return flow::NoEvent;
}

/// What the engine says of the two.
struct Answer {
  bool Check = false, Use = false; // they happen
  bool Same = false;               // they name the same file
  bool Live = false;               // what the check named still means the same
  bool Protected = false;          // one acquisition of a lock covers both
  bool Window = false, Control = false, Data = false, Later = false;
  std::optional<bool> Outcome;
};

inline Answer answerOf(flow::FunctionFlow &W) {
  Answer R;
  flow::EventId D = firstCheck(W), A = lastUse(W);
  R.Check = D != flow::NoEvent;
  R.Use = A != flow::NoEvent;
  if (!R.Check || !R.Use)
    return R;
  R.Same =
      W.event(D).slot(model::Slot::Path) == W.event(A).slot(model::Slot::Path);
  R.Live = llvm::is_contained(W.liveBefore(A), D);
  R.Protected = llvm::any_of(W.heldAt(A), [&](const flow::Protection &H) {
    return llvm::is_contained(W.heldAt(D), H);
  });
  if (auto X = window::openWindow(W, D, A)) {
    R.Window = true;
    R.Control = X->Control;
    R.Data = X->Data;
    R.Later = X->Later;
    R.Outcome = X->Outcome;
  }
  return R;
}

inline Answer ask(llvm::ArrayRef<const ir::Unit *> Given, StringRef Name = "f",
                  StringRef MainFile = "") {
  Answer R;
  inspect(
      Given, Name,
      [&](flow::FunctionFlow &W, link::Program &) { R = answerOf(W); },
      MainFile);
  return R;
}

inline Answer ask(StringRef Text) {
  std::unique_ptr<ir::Unit> U = unitOf(Text);
  return ask({U.get()});
}

/// Whether the use names the file that the check looked at. Both must happen.
inline bool sameFile(StringRef Text) {
  Answer A = ask(Text);
  EXPECT_TRUE(A.Check && A.Use) << "check or use not seen";
  return A.Same && A.Live;
}

/// On which outcome of the check the use depends: "success", "failure",
/// "either" (it depends, but may run on both) or "none" (no window).
inline std::string outcome(const Answer &A) {
  EXPECT_TRUE(A.Check && A.Use) << "check or use not seen";
  if (!A.Window)
    return "none";
  return !A.Outcome ? "either" : *A.Outcome ? "success" : "failure";
}
inline std::string outcome(StringRef Text) { return outcome(ask(Text)); }

/// Traits of the last use: those it has for certain, and those it may have.
inline std::string traits(StringRef Text, bool Must) {
  std::string R;
  inspect(Text, [&](flow::FunctionFlow &W, link::Program &) {
    flow::EventId A = lastUse(W);
    if (A == flow::NoEvent) {
      ADD_FAILURE() << "no use";
      return;
    }
    model::Traits T = flow::traitsOf(W.event(A), W, Must);
    for (unsigned I = 0; I < 64; ++I)
      if (T >> I & 1) {
        R += R.empty() ? "" : " ";
        R += model::traitName(model::Trait(I));
      }
  });
  return R;
}
inline std::string must(StringRef Text) { return traits(Text, true); }
inline std::string may(StringRef Text) { return traits(Text, false); }

} // namespace tocsin::test

#endif // TOCSIN_TEST_UNIT_FLOW_TOOLS_H
