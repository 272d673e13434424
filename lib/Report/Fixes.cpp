//===- Fixes.cpp - Applies and exports fixes ------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fix is whole or nothing: every edit must find its old text, and none may
// touch what an earlier fix has taken.
//
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/YAMLTraits.h"
#include <map>

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

namespace {

struct Replacement {
  size_t From, To;
  std::string New;
};

using Plan = std::map<std::string, std::vector<Replacement>>;

} // namespace

/// The edit as offsets; nothing if the source does not hold its old text.
static std::optional<Replacement> locate(const Edit &E, Sources &Src) {
  std::optional<size_t> From = Src.offset(E.At);
  if (!From || !Src.get(E.At.File).text().substr(*From).starts_with(E.Old))
    return std::nullopt;
  return Replacement{*From, *From + E.Old.size(), E.New};
}

static bool overlap(const Replacement &A, const Replacement &B) {
  // Two insertions at one place have no order.
  if (A.From == B.From)
    return true;
  return A.From < B.To && B.From < A.To;
}

/// Adds a fix to the plan, or leaves the plan as it was.
static bool plan(const Fix &F, Sources &Src, Plan &P) {
  std::vector<std::pair<std::string, Replacement>> Added;
  for (const Edit &E : F.Edits) {
    std::optional<Replacement> R = locate(E, Src);
    if (!R)
      return false;
    for (const Replacement &Taken : P[E.At.File])
      if (overlap(Taken, *R))
        return false;
    for (const auto &[File, Own] : Added)
      if (File == E.At.File && overlap(Own, *R))
        return false;
    Added.emplace_back(E.At.File, std::move(*R));
  }
  for (auto &[File, R] : Added)
    P[File].push_back(std::move(R));
  return !Added.empty();
}

static llvm::Error rewrite(const std::string &File,
                           std::vector<Replacement> Edits, StringRef Text) {
  llvm::sort(Edits, [](const Replacement &A, const Replacement &B) {
    return A.From < B.From;
  });
  std::string Out;
  size_t At = 0;
  for (const Replacement &R : Edits) {
    Out += Text.slice(At, R.From);
    Out += R.New;
    At = R.To;
  }
  Out += Text.drop_front(At);
  // Beside the file and renamed over it: never a half-written source. The
  // file's mode is kept; a symbolic link stays one.
  llvm::SmallString<256> Real;
  llvm::sys::fs::file_status Status;
  if (std::error_code EC = llvm::sys::fs::real_path(File, Real))
    return llvm::errorCodeToError(EC);
  if (std::error_code EC = llvm::sys::fs::status(Real, Status))
    return llvm::errorCodeToError(EC);
  auto Temp = llvm::sys::fs::TempFile::create(Real + ".tocsin-%%%%%%",
                                              Status.permissions());
  if (!Temp)
    return Temp.takeError();
  llvm::raw_fd_ostream OS(Temp->FD, /*shouldClose=*/false);
  OS << Out;
  OS.flush();
  if (OS.has_error()) {
    std::error_code EC = OS.error();
    OS.clear_error();
    llvm::consumeError(Temp->discard());
    return llvm::errorCodeToError(EC);
  }
  return Temp->keep(Real);
}

FixOutcome report::applyFixes(const Report &R, Sources &Src) {
  FixOutcome Outcome;
  Plan P;
  for (const Entry &E : R.Entries) {
    if (E.Suppressed || E.F.Fixes.empty())
      continue;
    if (plan(E.F.Fixes.front(), Src, P))
      ++Outcome.Applied;
    else
      ++Outcome.Skipped;
  }
  for (const auto &[File, Edits] : P) {
    if (Edits.empty())
      continue;
    if (llvm::Error E = rewrite(File, Edits, Src.get(File).text()))
      Outcome.Errors.push_back(File + ": error: cannot be rewritten: " +
                               llvm::toString(std::move(E)));
    else
      Outcome.Files.push_back(File);
  }
  return Outcome;
}

//===----------------------------------------------------------------------===//
// clang's TranslationUnitDiagnostics
//===----------------------------------------------------------------------===//

namespace {

struct YamlReplacement {
  std::string FilePath;
  size_t Offset, Length;
  std::string Text;
};

struct YamlMessage {
  std::string Message, FilePath;
  size_t FileOffset;
  std::vector<YamlReplacement> Replacements;
};

struct YamlDiagnostic {
  std::string Name;
  YamlMessage Message;
  std::vector<YamlMessage> Notes;
  std::string Level, BuildDirectory;
};

struct YamlUnit {
  std::string MainSourceFile;
  std::vector<YamlDiagnostic> Diagnostics;
};

} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(YamlReplacement)
LLVM_YAML_IS_SEQUENCE_VECTOR(YamlMessage)
LLVM_YAML_IS_SEQUENCE_VECTOR(YamlDiagnostic)

namespace llvm::yaml {

template <> struct MappingTraits<YamlReplacement> {
  static void mapping(IO &Io, YamlReplacement &R) {
    Io.mapRequired("FilePath", R.FilePath);
    Io.mapRequired("Offset", R.Offset);
    Io.mapRequired("Length", R.Length);
    Io.mapRequired("ReplacementText", R.Text);
  }
};

template <> struct MappingTraits<YamlMessage> {
  static void mapping(IO &Io, YamlMessage &M) {
    Io.mapRequired("Message", M.Message);
    Io.mapRequired("FilePath", M.FilePath);
    Io.mapRequired("FileOffset", M.FileOffset);
    Io.mapRequired("Replacements", M.Replacements);
  }
};

template <> struct MappingTraits<YamlDiagnostic> {
  static void mapping(IO &Io, YamlDiagnostic &D) {
    Io.mapRequired("DiagnosticName", D.Name);
    Io.mapRequired("DiagnosticMessage", D.Message);
    Io.mapOptional("Notes", D.Notes);
    Io.mapRequired("Level", D.Level);
    Io.mapRequired("BuildDirectory", D.BuildDirectory);
  }
};

template <> struct MappingTraits<YamlUnit> {
  static void mapping(IO &Io, YamlUnit &U) {
    Io.mapRequired("MainSourceFile", U.MainSourceFile);
    Io.mapRequired("Diagnostics", U.Diagnostics);
  }
};

} // namespace llvm::yaml

void report::writeFixesYaml(const Report &R, Sources &Src, StringRef MainFile,
                            llvm::raw_ostream &OS) {
  auto Message = [&](const Position &At, const std::string &Text) {
    return YamlMessage{Text, At.File, Src.offset(At).value_or(0), {}};
  };
  YamlUnit U;
  U.MainSourceFile = MainFile.str();
  for (const Entry &E : R.Entries) {
    if (E.Suppressed)
      continue;
    YamlDiagnostic D;
    D.Name = E.F.Check;
    D.Message = Message(E.F.At, E.F.Message);
    if (!E.F.Fixes.empty()) {
      std::vector<YamlReplacement> All;
      for (const Edit &X : E.F.Fixes.front().Edits)
        if (std::optional<Replacement> L = locate(X, Src))
          All.push_back({X.At.File, L->From, L->To - L->From, L->New});
      if (All.size() == E.F.Fixes.front().Edits.size())
        D.Message.Replacements = std::move(All);
    }
    for (const Note &N : E.F.Notes)
      D.Notes.push_back(Message(N.At, N.Text));
    D.Level = E.level() == Severity::Error ? "Error" : "Warning";
    D.BuildDirectory = R.Root;
    U.Diagnostics.push_back(std::move(D));
  }
  llvm::yaml::Output Out(OS);
  Out << U;
}
