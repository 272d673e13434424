//===- NinjaFile.cpp - The run as a build file ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every edge stands alone: it names its flags and reads no compile database.
// Names are absolute, so that the file works from any folder.
//
//===----------------------------------------------------------------------===//

#include "NinjaFile.h"
#include "Capture.h"
#include "Check.h"
#include "Output.h"
#include "Report/Report.h"
#include "UnitFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace path = llvm::sys::path;

/// A word of a shell command.
static std::string shell(StringRef Word) {
  if (!Word.empty() && llvm::all_of(Word, [](char C) {
        return llvm::isAlnum(C) || StringRef("-_=+./:,%@").contains(C);
      }))
    return Word.str();
  std::string Out = "'";
  for (char C : Word)
    Out += C == '\'' ? "'\\''" : std::string(1, C);
  return Out + "'";
}

/// As the value of a variable; as a path in a build line.
static std::string value(StringRef Text) {
  std::string Out;
  for (char C : Text)
    Out += C == '$' ? "$$" : std::string(1, C);
  return Out;
}
static std::string name(StringRef Path) {
  std::string Out;
  for (char C : Path) {
    if (C == '$' || C == ' ' || C == ':')
      Out += '$';
    Out += C;
  }
  return Out;
}

/// The options of the run that `link` has to know.
static std::string linkFlags(const Options &Opts) {
  std::string Flags;
  auto Add = [&](StringRef Option, StringRef Value) {
    Flags += " " + shell(("--" + Option + "=" + Value).str());
  };
  auto AddIf = [&](StringRef Option, const std::optional<std::string> &Value) {
    if (Value)
      Add(Option, *Value);
  };
  AddIf("checks", Opts.Checks);
  AddIf("warnings-as-errors", Opts.WarningsAsErrors);
  AddIf("config", Opts.Config);
  if (Opts.ConfigFile)
    Add("config-file", absolutePath(*Opts.ConfigFile));
  AddIf("header-filter", Opts.HeaderFilter);
  AddIf("exclude-header-filter", Opts.ExcludeHeaderFilter);
  AddIf("line-filter", Opts.LineFilter);
  for (const std::string &Model : Opts.Models)
    Add("model", absolutePath(Model));
  if (Opts.MinConfidence)
    Add("confidence", *Opts.MinConfidence == Confidence::High     ? "high"
                      : *Opts.MinConfidence == Confidence::Medium ? "medium"
                                                                  : "low");
  Add("format", Opts.Format);
  if (Opts.ExitZero)
    Flags += " --exit-zero";
  return Flags;
}

int tool::emitNinja(const Options &Opts, StringRef Program) {
  auto List = commandsFor(Opts);
  if (!List)
    return fail(List.takeError());
  for (const std::string &M : List->Missing)
    return fail(M);
  auto Resource = findResourceDir(Opts.ResourceDir, Program);
  if (!Resource)
    return fail(Resource.takeError());
  static int Anchor;
  std::string Self =
      llvm::sys::fs::getMainExecutable(Program.str().c_str(), &Anchor);
  std::string Root =
      path::parent_path(List->DatabaseFile.empty() ? absolutePath("./x")
                                                   : List->DatabaseFile)
          .str();
  std::string Folder =
      path::parent_path(absolutePath(Opts.Text.empty() ? "./x" : Opts.Text))
          .str();

  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "# Written by tocsin --emit=ninja; `ninja -f FILE` runs it.\n"
     << "ninja_required_version = 1.5\n\n"
     << "tocsin = " << value(shell(Self)) << "\nroot = " << value(shell(Root))
     << "\nresource = " << value(shell(*Resource))
     << "\nlinkflags =" << value(linkFlags(Opts)) << "\n\n"
     << "rule capture\n"
        "  command = cd $dir && $tocsin capture --quiet --root=$root "
        "--resource-dir=$resource -o $out --depfile=$out.d $in -- $flags\n"
        "  depfile = $out.d\n  deps = gcc\n  restat = 1\n"
        "  description = capture $in\n\n"
        "rule link\n"
        "  command = $tocsin link --root=$root $linkflags -o $out @$out.rsp\n"
        "  rspfile = $out.rsp\n  rspfile_content = $in_newline\n"
        "  description = link $out\n\n";
  std::string Units;
  for (const Command &C : List->Commands) {
    if (!C.Problem.empty()) {
      llvm::errs() << "tocsin: note: " << C.File << ": left out: " << C.Problem
                   << '\n';
      continue;
    }
    // Up to what Adjust puts at the end: -w -fsyntax-only -- FILE.
    llvm::ArrayRef<std::string> Args(C.Args);
    Args = Args.drop_back(std::min<size_t>(4, Args.size() - 1));
    StringRef Relative = report::relativeTo(Root, C.File);
    std::string Unique = llvm::utohexstr(
        llvm::xxh3_64bits(C.Directory + llvm::join(C.Args, "\n")), true, 16);
    std::string Unit =
        Folder + "/tocsin-units/" +
        (path::is_absolute(Relative) ? path::filename(Relative) : Relative)
            .str() +
        "." + Unique + ".tsum";
    OS << "build " << name(Unit) << ": capture " << name(C.File)
       << "\n  dir = " << value(shell(C.Directory)) << "\n  flags =";
    for (const std::string &Arg : Args)
      OS << ' ' << value(shell(Arg));
    OS << "\n";
    Units += " $\n  " + name(Unit);
  }
  std::string Report =
      Folder + "/tocsin." + (Opts.Format == "text" ? "txt" : Opts.Format);
  OS << "\nbuild " << name(Report) << ": link" << Units << "\ndefault "
     << name(Report) << "\n";
  if (Opts.Text.empty() || Opts.Text == "-") {
    llvm::outs() << Text;
    return closeStdout();
  }
  if (std::error_code EC = llvm::sys::fs::create_directories(Folder))
    return fail("cannot make " + Folder + ": " + EC.message());
  if (llvm::Error E = writeIfChanged(Opts.Text, Text))
    return fail(std::move(E));
  return ExitClean;
}
