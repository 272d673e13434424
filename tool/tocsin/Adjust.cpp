//===- Adjust.cpp - Makes a foreign command fit for Clang 19 --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Databases are written for whatever compiler built the project. What only
// names outputs, what only GCC or another Clang knows, and what would stop the
// parse for reasons that are not ours, is taken out here. Bad *values* of known
// flags are Capture's to find: only the driver knows them.
//
//===----------------------------------------------------------------------===//

#include "CompileCommands.h"
#include "clang/Driver/Driver.h"
#include "clang/Driver/Options.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace tocsin;
using namespace clang::driver;
using llvm::StringRef;

static bool isLauncher(StringRef Program) {
  return llvm::StringSwitch<bool>(llvm::sys::path::stem(Program))
      .Cases("ccache", "sccache", "distcc", "icecc", "buildcache", true)
      .Cases("gomacc", "rewrapper", "recc", "cachecc1", "fastbuild", true)
      .Default(false);
}

/// What a kept command must not hold: outputs, other jobs, plugins, other
/// compilers' binary files, and warnings as errors.
static bool isUnwanted(const llvm::opt::Arg &A) {
  const llvm::opt::Option &O = A.getOption();
  if (O.matches(options::OPT_M_Group))
    return true;
  switch (O.getID()) {
  case options::OPT_UNKNOWN:
  case options::OPT_INPUT:
  case options::OPT__DASH_DASH:
  case options::OPT_o:
  case options::OPT_c:
  case options::OPT_S:
  case options::OPT_E:
  case options::OPT_fsyntax_only:
  case options::OPT_emit_llvm:
  case options::OPT__precompile:
  case options::OPT__analyze:
  case options::OPT_include_pch:
  case options::OPT_fplugin_EQ:
  case options::OPT_fpass_plugin_EQ:
  case options::OPT_plugin_arg:
  case options::OPT_save_temps_EQ:
  case options::OPT_save_temps:
  case options::OPT_specs:
  case options::OPT_specs_EQ:
  case options::OPT_ftime_trace:
  case options::OPT_ftime_trace_EQ:
  case options::OPT_gsplit_dwarf:
  case options::OPT_gsplit_dwarf_EQ:
  case options::OPT_fprofile_use:
  case options::OPT_fprofile_use_EQ:
  case options::OPT_fprofile_instr_use:
  case options::OPT_fprofile_instr_use_EQ:
  case options::OPT_fprofile_sample_use_EQ:
  case options::OPT_fdiagnostics_format_EQ:
  case options::OPT__serialize_diags:
  case options::OPT_pedantic_errors:
  case options::OPT_w:
  case options::OPT__SLASH_Fo:
  case options::OPT__SLASH_Fe:
  case options::OPT__SLASH_Fd:
  case options::OPT__SLASH_c:
  case options::OPT__SLASH_Yc:
  case options::OPT__SLASH_Yu:
  case options::OPT__SLASH_Fp:
  case options::OPT__SLASH_showIncludes:
    return true;
  case options::OPT_W_Joined:
    return StringRef(A.getValue()).starts_with("error");
  default:
    return false;
  }
}

/// `-Xclang` flags whose effect is a plugin or an output.
static bool isUnwantedForCC1(StringRef Flag) {
  return llvm::StringSwitch<bool>(Flag)
      .Cases("-load", "-plugin", "-add-plugin", "-include-pch", true)
      .Cases("-emit-pch", "-o", "-dependency-file", true)
      .Default(Flag.starts_with("-plugin-arg-") ||
               Flag.starts_with("-fpch-validate"));
}

static bool takesValueInCC1(StringRef Flag) {
  return Flag != "-emit-pch" && !Flag.starts_with("-fpch-validate");
}

static void expandResponseFiles(tool::Command &C) {
  if (llvm::none_of(C.Args, [](const std::string &A) {
        return StringRef(A).starts_with("@");
      }))
    return;
  clang::tooling::addExpandedResponseFiles(C.Args, C.Directory,
                                           llvm::cl::TokenizeGNUCommandLine,
                                           *llvm::vfs::getRealFileSystem());
  for (const std::string &A : C.Args)
    if (StringRef(A).starts_with("@") && C.Problem.empty())
      C.Problem = "response file '" + A.substr(1) + "' cannot be read";
}

/// CMake and Meson keep the objects of a target in a directory of its name.
static std::string targetOf(StringRef Object, StringRef Directory) {
  llvm::SmallString<128> Path(Object);
  llvm::sys::fs::make_absolute(Directory, Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  for (StringRef P = llvm::sys::path::parent_path(Path); !P.empty();
       P = llvm::sys::path::parent_path(P)) {
    StringRef Name = llvm::sys::path::filename(P);
    bool CMake = Name.ends_with(".dir") &&
                 llvm::sys::path::filename(llvm::sys::path::parent_path(P)) ==
                     "CMakeFiles";
    if (CMake || (Name.ends_with(".p") && Name.size() > 2))
      return P.str();
  }
  return "";
}

/// Headers that a package has installed are somebody else's, also where
/// pkg-config gives their folder with -I. What the compiler searches by itself
/// is left alone: its order matters to #include_next.
static bool isInstalled(StringRef Folder, StringRef File) {
  llvm::SmallString<128> Path(Folder);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  StringRef Below = Path;
  while (Below.size() > 1 && Below.consume_back("/"))
    continue;
  if (File.starts_with((Below + "/").str()))
    return false;
  if (Below.consume_front("/usr/lib/"))
    return true;
  if (!Below.consume_front("/usr/include/") &&
      !Below.consume_front("/usr/local/include/"))
    return false;
  auto [First, Rest] = Below.split('/');
  bool Triple = First.contains('-') && First.contains("linux");
  return First != "c++" && !(Triple && Rest.empty());
}

void tool::adjustCommand(tool::Command &C, const tool::CommandRequest &Request,
                         std::vector<std::string> &Dropped) {
  while (C.Args.size() > 1 && isLauncher(C.Args.front()) &&
         !StringRef(C.Args[1]).starts_with("-"))
    C.Args.erase(C.Args.begin());
  if (C.Args.empty())
    C.Args.push_back("clang");
  expandResponseFiles(C);
  C.Args.insert(C.Args.begin() + 1, Request.Before.begin(),
                Request.Before.end());
  C.Args.insert(C.Args.end(), Request.After.begin(), Request.After.end());
  // Without the targets' names `aarch64-linux-gnu-gcc` says nothing to Clang.
  [[maybe_unused]] static const bool Registered =
      (llvm::InitializeAllTargetInfos(), true);
  clang::tooling::addTargetAndModeForProgramName(C.Args, C.Args.front());

  std::vector<const char *> Argv;
  for (const std::string &A : C.Args)
    Argv.push_back(A.c_str());
  bool MSVC = IsClangCL(getDriverMode(C.Args.front(), llvm::ArrayRef(Argv)));
  unsigned MissingIndex, MissingCount;
  llvm::opt::InputArgList List = getDriverOptTable().ParseArgs(
      llvm::ArrayRef(Argv).drop_front(), MissingIndex, MissingCount,
      llvm::opt::Visibility(MSVC ? options::CLOption : options::ClangOption));

  // An argument reaches from its index to the next one's; joined, separate and
  // comma-joined forms then keep the spelling they came with. A flag whose
  // value is missing at the end is not in the list and goes with the rest.
  std::vector<std::string> Kept{C.Args.front()};
  std::vector<llvm::opt::Arg *> Args(List.begin(), List.end());
  size_t End = MissingCount ? MissingIndex : Argv.size() - 1;
  bool DropCC1Value = false;
  for (size_t I = 0; I < Args.size(); ++I) {
    const llvm::opt::Arg &A = *Args[I];
    size_t From = A.getIndex() + 1;
    size_t To = (I + 1 < Args.size() ? Args[I + 1]->getIndex() : End) + 1;
    if (A.getOption().matches(options::OPT_Xclang)) {
      if (DropCC1Value) {
        DropCC1Value = false;
        continue;
      }
      if (isUnwantedForCC1(A.getValue())) {
        DropCC1Value = takesValueInCC1(A.getValue());
        continue;
      }
    }
    if (A.getOption().matches(options::OPT_o))
      C.Target = targetOf(A.getValue(), C.Directory);
    if (isUnwanted(A)) {
      if (A.getOption().matches(options::OPT_UNKNOWN))
        Dropped.push_back(C.Args[From]);
      continue;
    }
    if (!MSVC && A.getOption().matches(options::OPT_I) &&
        isInstalled(A.getValue(), C.File)) {
      Kept.insert(Kept.end(), {"-isystem", A.getValue()});
      continue;
    }
    Kept.insert(Kept.end(), C.Args.begin() + From, C.Args.begin() + To);
  }
  Kept.push_back("-w");
  Kept.push_back("-fsyntax-only");
  Kept.push_back("--");
  Kept.push_back(C.File);
  C.Args = std::move(Kept);
}

std::vector<std::string>
tool::withoutIncludes(const std::vector<std::string> &Args) {
  std::vector<const char *> Argv;
  for (const std::string &A : llvm::drop_begin(Args))
    Argv.push_back(A.c_str());
  unsigned MissingIndex, MissingCount;
  llvm::opt::InputArgList List =
      getDriverOptTable().ParseArgs(Argv, MissingIndex, MissingCount);
  std::vector<llvm::opt::Arg *> All(List.begin(), List.end());
  std::vector<std::string> Kept{Args.front()};
  for (size_t I = 0; I < All.size(); ++I) {
    const llvm::opt::Option &O = All[I]->getOption();
    if (O.matches(options::OPT_I_Group) ||
        O.matches(options::OPT_clang_i_Group) ||
        O.matches(options::OPT_fsyntax_only) || O.matches(options::OPT_w) ||
        O.matches(options::OPT__DASH_DASH) || O.matches(options::OPT_INPUT))
      continue;
    size_t To = I + 1 < All.size() ? All[I + 1]->getIndex() : Argv.size();
    Kept.insert(Kept.end(), Argv.begin() + All[I]->getIndex(),
                Argv.begin() + To);
  }
  return Kept;
}

tool::CompilerCall
tool::readCompilerCall(const std::vector<std::string> &Words) {
  std::vector<const char *> Argv;
  for (const std::string &W : Words)
    Argv.push_back(W.c_str());
  // The compiler, if it is named before the flags.
  llvm::ArrayRef<const char *> Flags(Argv);
  if (!Flags.empty() && !StringRef(Flags.front()).starts_with("-"))
    Flags = Flags.drop_front();
  unsigned MissingIndex, MissingCount;
  llvm::opt::InputArgList List =
      getDriverOptTable().ParseArgs(Flags, MissingIndex, MissingCount);
  CompilerCall Call;
  std::vector<std::string> Inputs = List.getAllArgValues(options::OPT_INPUT);
  if (Inputs.size() == 1)
    Call.Input = Inputs.front();
  llvm::SmallString<128> Output(llvm::sys::path::filename(Call.Input));
  llvm::sys::path::replace_extension(Output, "tsum");
  Call.Output = List.getLastArgValue(options::OPT_o, Output).str();
  llvm::SmallString<128> Depfile(Call.Output);
  llvm::sys::path::replace_extension(Depfile, "d");
  if (List.hasArg(options::OPT_MD, options::OPT_MMD))
    Call.Depfile = List.getLastArgValue(options::OPT_MF, Depfile).str();
  return Call;
}
