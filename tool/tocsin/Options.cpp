//===- Options.cpp - The command line of tocsin ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// llvm::cl declarations. LLVM's library brings hundreds of options of its own,
// one of them named as ours; they are taken out first, so that a typing error
// is never mistaken for one of them.
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Capture.h"
#include "ReportOptions.h"
#include "RunConfig.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace cl = llvm::cl;

namespace {

cl::OptionCategory &category() {
  static cl::OptionCategory C("tocsin options");
  return C;
}

using Text = cl::opt<std::string>;
using Flag = cl::opt<bool>;
using Number = cl::opt<unsigned>;
using Texts = cl::list<std::string>;

/// Constructing it registers the options.
struct Declared {
  cl::SubCommand Check{"check", "analyse (what happens without a command)"};
  cl::SubCommand Capture{"capture", "make a unit: capture -o OUT FILE "
                                    "[-- FLAGS], or one of many files"};
  cl::SubCommand Link{"link", "analyse units: link [options] UNIT..."};
  cl::SubCommand Dump{"dump", "print the IR of one file: dump FILE [-- FLAGS]"};
  cl::SubCommand Repro{"repro", "pack a run for a report of a fault: repro "
                                "FILE... [-- FLAGS]"};
  cl::SubCommand Models{"models", "what is known about library functions"};
  cl::SubCommand Rules{"rules", "list all checks"};
  cl::SubCommand Explain{"explain", "print the page of a check"};
  cl::SubCommand Completion{"completion", "print completion for a shell: "
                                          "completion bash|zsh|fish"};
  cl::SubCommand Man{"man", "print the manual page"};

  cl::SubCommand &Top = cl::SubCommand::getTopLevel();
#define ON_COMMANDS cl::cat(category()), cl::sub(Top), cl::sub(Check)
#define ON_CHECK ON_COMMANDS, cl::sub(Link)
#define ON_CAPTURE ON_COMMANDS, cl::sub(Capture)
#define ON_PARSE ON_CAPTURE, cl::sub(Dump), cl::sub(Repro)

  Texts Files{cl::Positional, cl::desc("[FILE|DIR]..."), ON_PARSE,
              cl::sub(Link), cl::sub(Models)};
  Texts Names{cl::Positional, cl::desc("NAME..."), cl::cat(category()),
              cl::sub(Explain), cl::sub(Completion)};

  Text Database{"p", ON_PARSE, cl::sub(Models), cl::value_desc("path"),
                cl::desc("compile_commands.json or its directory; default: "
                         "searched upwards and in build*/")};
  Texts ExtraArgs{"extra-arg", ON_PARSE, cl::sub(Models),
                  cl::value_desc("flag"),
                  cl::desc("add after the flags of every command")};
  Texts ExtraArgsBefore{"extra-arg-before", ON_PARSE, cl::sub(Models),
                        cl::value_desc("flag"),
                        cl::desc("add before the flags of every command")};
  Text VfsOverlay{"vfsoverlay", ON_PARSE, cl::value_desc("file"),
                  cl::desc("put the files of this overlay over the real ones")};
  Text ResourceDir{"resource-dir", ON_PARSE, cl::sub(Models),
                   cl::value_desc("dir"),
                   cl::desc("directory of Clang's own headers")};

  Text Checks{"checks", ON_CHECK, cl::sub(Repro), cl::value_desc("globs"),
              cl::desc("checks to run, as in clang-tidy; default tocsin-*")};
  Text WarningsAsErrors{"warnings-as-errors", ON_CHECK, cl::value_desc("globs"),
                        cl::desc("checks whose findings are errors")};
  Text Config{"config", ON_CHECK, cl::sub(Repro), cl::value_desc("yaml"),
              cl::desc("configuration instead of .clang-tidy files")};
  Text ConfigFile{"config-file", ON_CHECK, cl::sub(Repro),
                  cl::value_desc("file"),
                  cl::desc("configuration file instead of .clang-tidy files")};
  Text HeaderFilter{"header-filter", ON_CHECK, cl::value_desc("regex"),
                    cl::desc("report in headers that match; default: all of "
                             "the project; empty: none")};
  Text ExcludeHeaderFilter{"exclude-header-filter", ON_CHECK,
                           cl::value_desc("regex"),
                           cl::desc("do not report in headers that match")};
  Text LineFilter{"line-filter", ON_CHECK, cl::value_desc("json"),
                  cl::desc("report in these lines only: "
                           "[{\"name\":\"FILE\",\"lines\":[[1,3]]}]")};
  Text Diff{"diff", ON_CHECK, cl::value_desc("ref"),
            cl::desc("only what changed since this git revision, or since the "
                     "history parted from it")};
  Texts ModelFiles{"model", ON_CHECK, cl::sub(Repro), cl::value_desc("file"),
                   cl::desc("add a model file")};

  Text Format{"format",
              ON_CHECK,
              cl::sub(Rules),
              cl::sub(Explain),
              cl::init("text"),
              cl::value_desc("name"),
              cl::desc("what goes to the standard output: text, sarif, json, "
                       "gitlab, github, html")};
  Text Output{"o",
              ON_CHECK,
              cl::sub(Repro),
              cl::sub(Capture),
              cl::value_desc("file"),
              cl::desc("write there instead of the standard output")};
  Text ExportFixes{"export-fixes", ON_CHECK, cl::value_desc("file"),
                   cl::desc("write fixes for clang-apply-replacements")};
  Flag Fix{"fix", ON_CHECK, cl::desc("apply fixes")};
  Flag FixNotes{"fix-notes", ON_CHECK,
                cl::desc("as --fix: what notes advise needs a person")};
  Text FormatStyle{"format-style", ON_CHECK, cl::value_desc("style"),
                   cl::desc("taken as clang-tidy takes it; fixes are written "
                            "as they are")};
  Texts Load{"load", ON_CHECK, cl::value_desc("plugin"),
             cl::desc("for clang-tidy only; ignored")};
  Flag Quiet{"quiet", ON_CHECK, cl::sub(Capture),
             cl::desc("findings and errors only")};
  Flag Verbose{"verbose", ON_CHECK, cl::sub(Capture),
               cl::desc("tell what was left out and why")};
  Flag Stats{"stats", ON_CHECK, cl::desc("tell what was read, and the cost")};
  Flag Profile{"profile", ON_CHECK,
               cl::desc("tell where the time went: phases, checks, slowest "
                        "files and functions")};
  Flag ShowSuppressed{"show-suppressed", ON_CHECK,
                      cl::desc("report what NOLINT hides, marked")};
  Flag Watch{"watch", ON_COMMANDS,
             cl::desc("go on: when a source is saved, tell what is new and "
                      "what is gone")};
  Text WatchState{"watch-state", ON_COMMANDS, cl::Hidden,
                  cl::desc("what the last run of --watch knew")};
  Flag ExitZero{"exit-zero", ON_CHECK, cl::desc("findings do not fail")};
  Flag Strict{"strict", ON_CHECK, cl::sub(Capture),
              cl::desc("incomplete files always fail")};
  Flag NoCache{"no-cache", ON_CHECK, cl::sub(Capture),
               cl::desc("do not use the cache")};
  Text CacheDir{"cache-dir", ON_CHECK, cl::sub(Capture), cl::value_desc("dir"),
                cl::desc("folder of the cache; default: $TOCSIN_CACHE_DIR, "
                         "else .cache/tocsin beside the database")};
  Text CachePolicy{"cache-policy",
                   ON_CHECK,
                   cl::sub(Capture),
                   cl::value_desc("policy"),
                   cl::init("prune_after=720h:cache_size_bytes=5g:"
                            "cache_size=25%"),
                   cl::desc("what the cache may keep, as in lld's "
                            "--thinlto-cache-policy; default "
                            "prune_after=720h:cache_size_bytes=5g:"
                            "cache_size=25%")};
  Flag ListChecks{"list-checks", ON_CHECK, cl::desc("list enabled checks")};
  Flag DumpConfig{"dump-config", ON_CHECK,
                  cl::desc("print the configuration in force")};
  Flag VerifyConfig{"verify-config", ON_CHECK,
                    cl::desc("check the configuration and stop")};
  Flag ExplainConfig{"explain-config", ON_CHECK,
                     cl::desc("tell where each check was turned on or off")};
  Flag ShowFiles{"show-files", ON_CHECK,
                 cl::desc("list the files that would be analysed")};
  Text RunConfig{"run-config", ON_CHECK, cl::value_desc("file"),
                 cl::desc("instead of the nearest .tocsin.yaml; empty: none")};
  cl::opt<FailOn> Fail{
      "fail-on", ON_CHECK, cl::init(FailOn::Warning),
      cl::desc("least severity that makes the exit code 1"),
      cl::values(clEnumValN(FailOn::Note, "note", ""),
                 clEnumValN(FailOn::Warning, "warning", "(default)"),
                 clEnumValN(FailOn::Error, "error", ""),
                 clEnumValN(FailOn::Never, "never", ""))};
  cl::opt<Confidence> MinConfidence{
      "confidence", ON_CHECK, cl::init(Confidence::Medium),
      cl::desc("least confidence shown, whatever CHECK.MinConfidence is in "
               ".clang-tidy; default: that, else medium"),
      cl::values(clEnumValN(Confidence::High, "high", ""),
                 clEnumValN(Confidence::Medium, "medium", ""),
                 clEnumValN(Confidence::Low, "low", ""))};
#define WHEN                                                                   \
  cl::init(When::Auto),                                                        \
      cl::values(clEnumValN(When::Auto, "auto", "on a terminal"),              \
                 clEnumValN(When::Always, "always", ""),                       \
                 clEnumValN(When::Never, "never", ""))
  cl::opt<When> Colour{"color", ON_CHECK, cl::sub(Explain),
                       cl::desc("coloured text"), WHEN};
  cl::opt<When> Progress{"progress", ON_CAPTURE,
                         cl::desc("progress on the standard error"), WHEN};
#undef WHEN
  cl::opt<cl::boolOrDefault> UseColour{"use-color", ON_CHECK,
                                       cl::desc("as --color=always")};
  Number Jobs{"j", ON_CAPTURE, cl::Prefix, cl::value_desc("N"),
              cl::desc("processes; default: usable CPUs")};
  Number Timeout{"timeout", ON_PARSE, cl::init(300), cl::value_desc("s"),
                 cl::desc("seconds for one file; 0: no limit; default 300")};
  Number MemoryLimit{"memory-limit", ON_PARSE, cl::init(DefaultMemoryMegabytes),
                     cl::value_desc("MB"),
                     cl::desc("memory for one file; 0: no limit; default 4096, "
                              "and no limit in sanitizer builds")};

  Text Root{"root",
            cl::cat(category()),
            cl::sub(Capture),
            cl::sub(Link),
            cl::value_desc("dir"),
            cl::desc("names in units are relative to it; default: the working "
                     "directory")};
  Text Depfile{"depfile", cl::cat(category()), cl::sub(Capture),
               cl::value_desc("file"),
               cl::desc("write what was read, as make and ninja want it")};
  Text Emit{"emit", ON_COMMANDS, cl::value_desc("ninja"),
            cl::desc("do not run, write a build file that does")};
  Text Shard{"shard", ON_CAPTURE, cl::value_desc("I/N"),
             cl::desc("only the I-th of N parts of the files")};

#define ON_MODELS cl::cat(category()), cl::sub(Models)
  Flag List{"list", ON_MODELS, cl::desc("list all rows")};
  Texts Validate{"validate", ON_MODELS, cl::value_desc("file"),
                 cl::desc("check a model file")};
  Text ExplainName{"explain", ON_MODELS, cl::value_desc("name"),
                   cl::desc("what is known about a function")};
#undef ON_MODELS
#undef ON_PARSE
#undef ON_CAPTURE
#undef ON_CHECK
#undef ON_COMMANDS
};

} // namespace

static void forgetForeignOptions() {
  for (auto *Sub : cl::getRegisteredSubcommands()) {
    llvm::SmallVector<cl::Option *, 0> Foreign;
    for (auto &Entry : cl::getRegisteredOptions(*Sub))
      if (!Entry.getKey().starts_with("help") && Entry.getKey() != "h" &&
          Entry.getKey() != "version")
        Foreign.push_back(Entry.second);
    for (cl::Option *O : Foreign)
      O->removeArgument();
  }
}

/// A word in the place of a file that was meant as a command; "" if it was not.
static std::string meantCommand(StringRef Word) {
  if (Word.find_first_of("./") != StringRef::npos ||
      llvm::sys::fs::exists(Word))
    return {};
  StringRef Nearest;
  unsigned Least = 3;
  for (cl::SubCommand *Sub : cl::getRegisteredSubcommands()) {
    StringRef Name = Sub->getName();
    unsigned Away = Name.empty() ? Least : Name.edit_distance(Word);
    if (Away < Least) {
      Least = Away;
      Nearest = Name;
    }
  }
  if (Nearest.empty())
    return {};
  if (!Least)
    return ("the command '" + Nearest + "' comes first: tocsin " + Nearest +
            " ...")
        .str();
  return ("'" + Word + "' is no file, and no command; did you mean '" +
          Nearest + "'?")
      .str();
}

/// What LLVM says of words that it does not know, like the other errors. Wrong
/// values it tells itself.
static std::string asError(StringRef Said, StringRef Program) {
  llvm::SmallVector<StringRef, 4> Lines;
  Said.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  std::string Text;
  for (StringRef Line : Lines) {
    Line.consume_front(llvm::sys::path::filename(Program));
    Line.consume_front(": ");
    Text += ("tocsin: error: " + Line + "\n").str();
  }
  return Text;
}

template <typename T> static std::optional<std::string> given(const T &Option) {
  return Option.getNumOccurrences() ? std::optional<std::string>(Option)
                                    : std::nullopt;
}

/// Whether the command line has the option, before or after `check`.
static bool wasGiven(StringRef Name) {
  for (cl::SubCommand *Sub : cl::getRegisteredSubcommands()) {
    auto &All = cl::getRegisteredOptions(*Sub);
    auto It = All.find(Name);
    if (It != All.end() && It->second->getNumOccurrences())
      return true;
  }
  return false;
}

static When colourOf(const Declared &D) {
  if (D.Colour.getNumOccurrences())
    return D.Colour;
  if (D.UseColour != cl::BOU_UNSET)
    return D.UseColour == cl::BOU_TRUE ? When::Always : When::Never;
  auto NoColour = llvm::sys::Process::GetEnv("NO_COLOR");
  return NoColour && !NoColour->empty() ? When::Never : When::Auto;
}

std::optional<int> tool::parseOptions(int Argc, const char *const *Argv,
                                      Options &Opts) {
  llvm::ArrayRef All(Argv, Argc);
  auto Dashes = llvm::find_if(All, [](StringRef A) { return A == "--"; });
  if (Dashes != All.end()) {
    Opts.Flags.emplace(Dashes + 1, All.end());
    Argc = Dashes - All.begin();
  }
  forgetForeignOptions();
  static Declared D;
  declareReportOptions(category(), {&D.Top, &D.Check, &D.Link});
  cl::SetVersionPrinter([](llvm::raw_ostream &OS) {
    OS << "tocsin " TOCSIN_VERSION " (" << clangVersion() << ")\n";
  });
  std::string Said;
  llvm::raw_string_ostream Errors(Said);
  if (!cl::ParseCommandLineOptions(
          Argc, Argv,
          "tocsin: finds decisions that are out of date when they are acted "
          "upon\n\n"
          "  tocsin [check] [options] [FILE|DIR]... [-- COMPILER-FLAGS]\n",
          &Errors)) {
    llvm::errs() << asError(Said, Argv[0]);
    return ExitUsage;
  }

  if (D.Dump)
    Opts.Do = Options::Command::Dump;
  else if (D.Repro)
    Opts.Do = Options::Command::Repro;
  else if (D.Capture)
    Opts.Do = Options::Command::Capture;
  else if (D.Link)
    Opts.Do = Options::Command::Link;
  else if (D.Models)
    Opts.Do = Options::Command::Models;
  else if (D.Rules)
    Opts.Do = Options::Command::Rules;
  else if (D.Explain)
    Opts.Do = Options::Command::Explain;
  else if (D.Completion)
    Opts.Do = Options::Command::Completion;
  else if (D.Man)
    Opts.Do = Options::Command::Man;

  Opts.Files.assign(D.Files.begin(), D.Files.end());
  if (D.Explain || D.Completion)
    Opts.Files.assign(D.Names.begin(), D.Names.end());
  Opts.Database = D.Database;
  Opts.ExtraArgs.assign(D.ExtraArgs.begin(), D.ExtraArgs.end());
  Opts.ExtraArgsBefore.assign(D.ExtraArgsBefore.begin(),
                              D.ExtraArgsBefore.end());
  if (!D.VfsOverlay.empty())
    Opts.ExtraArgs.insert(Opts.ExtraArgs.end(),
                          {"-ivfsoverlay", absolutePath(D.VfsOverlay)});
  Opts.ResourceDir = D.ResourceDir;
  Opts.Checks = given(D.Checks);
  Opts.WarningsAsErrors = given(D.WarningsAsErrors);
  Opts.Config = given(D.Config);
  Opts.ConfigFile = given(D.ConfigFile);
  Opts.HeaderFilter = given(D.HeaderFilter);
  Opts.ExcludeHeaderFilter = given(D.ExcludeHeaderFilter);
  Opts.LineFilter = given(D.LineFilter);
  Opts.Diff = D.Diff;
  Opts.Models.assign(D.ModelFiles.begin(), D.ModelFiles.end());
  Opts.Text = D.Output;
  Opts.Format = D.Format;
  Opts.ExportFixes = D.ExportFixes;
  Opts.Fix = D.Fix || D.FixNotes;
  Opts.Quiet = D.Quiet;
  Opts.Verbose = D.Verbose;
  Opts.Stats = D.Stats;
  Opts.Profile = D.Profile;
  Opts.ShowSuppressed = D.ShowSuppressed;
  Opts.ExitZero = D.ExitZero;
  Opts.Strict = D.Strict;
  Opts.ListChecks = D.ListChecks;
  Opts.DumpConfig = D.DumpConfig;
  Opts.VerifyConfig = D.VerifyConfig;
  Opts.ExplainConfig = D.ExplainConfig;
  Opts.ShowFiles = D.ShowFiles;
  Opts.RunConfigFile = D.RunConfig;
  Opts.Colour = colourOf(D);
  Opts.Progress = D.Progress;
  Opts.Fail = D.Fail;
  if (D.MinConfidence.getNumOccurrences())
    Opts.MinConfidence = D.MinConfidence;
  Opts.Watch = D.Watch;
  Opts.WatchState = D.WatchState;
  // What an overlay says is not part of what the cache looks at.
  Opts.NoCache = D.NoCache || !D.VfsOverlay.empty();
  Opts.CacheDir = D.CacheDir;
  Opts.CachePolicy = D.CachePolicy;
  Opts.Root = D.Root;
  Opts.Depfile = D.Depfile;
  Opts.Emit = D.Emit;
  Opts.Jobs = D.Jobs;
  Opts.Timeout = D.Timeout;
  Opts.MemoryLimit = D.MemoryLimit;
  Opts.ModelsList = D.List;
  Opts.ModelsValidate.assign(D.Validate.begin(), D.Validate.end());
  Opts.ModelsExplain = D.ExplainName;

  auto Refuse = [](const llvm::Twine &Why) {
    llvm::errs() << "tocsin: error: " << Why << '\n';
    return int(ExitUsage);
  };
  if (!Opts.Emit.empty() && Opts.Emit != "ninja")
    return Refuse("--emit=" + Opts.Emit + ": there is only ninja");
  if (D.Shard.getNumOccurrences()) {
    auto [Part, Parts] = StringRef(D.Shard).split('/');
    if (Part.getAsInteger(10, Opts.Shard.first) ||
        Parts.getAsInteger(10, Opts.Shard.second) || !Opts.Shard.first ||
        Opts.Shard.first > Opts.Shard.second)
      return Refuse("--shard=" + D.Shard +
                    ": two numbers as in 1/4 are needed");
  }
  if (!D.VfsOverlay.empty() && !llvm::sys::fs::exists(D.VfsOverlay))
    return Refuse("--vfsoverlay=" + D.VfsOverlay + ": no such file");
  for (const std::string &Plugin : D.Load)
    llvm::errs() << "tocsin: note: --load=" << Plugin
                 << " is ignored: tocsin runs its own checks only\n";
  if (Opts.Fix && !D.FormatStyle.empty() && D.FormatStyle != "none")
    llvm::errs() << "tocsin: note: --format-style=" << D.FormatStyle
                 << ": fixes are written as they are; `git clang-format` "
                    "lays them out\n";
  if (D.Jobs.getNumOccurrences() && !Opts.Jobs)
    return Refuse("-j: at least one process is needed");
  if (Opts.Do == Options::Command::Check && !Opts.Files.empty())
    if (std::string Meant = meantCommand(Opts.Files.front()); !Meant.empty())
      return Refuse(Meant);
  if (Opts.Watch && Opts.Fix)
    return Refuse("--watch and --fix exclude each other");
  if (Opts.Config && Opts.ConfigFile)
    return Refuse("--config and --config-file exclude each other");
  if (std::optional<int> Code = takeReportOptions(Opts))
    return Code;
  if (Opts.Do == Options::Command::Check)
    if (llvm::Error E = applyRunConfig(Opts, wasGiven)) {
      llvm::errs() << llvm::toString(std::move(E)) << '\n';
      return ExitUsage;
    }
  // run-clang-tidy asks for checks with this placeholder for a file.
  llvm::erase(Opts.Files, "-");
  return std::nullopt;
}
