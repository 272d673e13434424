//===- Finding.h - What a check says, as data -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding is plain data that outlives the units it came from: positions name
// files by path. Every host (terminal, SARIF, clang-tidy, editor) prints the
// same finding; nothing here prints.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_WINDOW_FINDING_H
#define TOCSIN_WINDOW_FINDING_H

#include <cstdint>
#include <string>
#include <vector>

namespace tocsin {

enum class Severity : uint8_t { Note, Warning, Error };
enum class Confidence : uint8_t { Low, Medium, High };

struct Position {
  std::string File;           // absolute path
  unsigned Line = 0, Col = 0; // 1-based, Col in bytes
};

enum class NoteKind : uint8_t {
  Decision, // the check, the load, the read, the age test
  Step,     // a call between decision and act
  Evidence, // why it matters: who else writes, what can be swapped
  Advice,   // what to write instead
};

/// Replace the bytes `Old` that stand at `At` by `New`. Hosts drop the whole
/// fix if the source does not hold `Old` there.
struct Edit {
  Position At;
  std::string Old, New;
};

struct Fix {
  std::string Title; // "use fchmod on the open descriptor"
  std::vector<Edit> Edits;
};

struct Note {
  Position At;
  std::string Text;
  NoteKind Kind = NoteKind::Step;
};

struct Finding {
  std::string Check;   // "tocsin-file-toctou"
  std::string Pattern; // kind within the check, stable: "check-open"
  Severity Level = Severity::Warning;
  Confidence Sure = Confidence::Medium;
  Position At;             // where it is reported: the act, or a call of it
  Position Act;            // of the act itself
  std::string Message;     // one line, no trailing period, clang-tidy style
  std::vector<Note> Notes; // in reading order: decision first
  std::vector<Fix> Fixes;  // safe ones only
  std::string Function;    // qualified name of the function of the act
  std::string FunctionUSR; // for the fingerprint
  std::string Object; // access path or path expression, for the fingerprint
};

} // namespace tocsin

#endif // TOCSIN_WINDOW_FINDING_H
