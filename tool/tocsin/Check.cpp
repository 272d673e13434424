//===- Check.cpp - tocsin check -------------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One step per member function, in the order they run. Each step either goes
// on or has set the exit code.
//
//===----------------------------------------------------------------------===//

#include "Capture.h"
#include "CheckRun.h"
#include "Diff.h"
#include "IR/Forms.h"
#include "Includes.h"
#include "Output.h"
#include "Profile.h"
#include "Report/UnusedNoLint.h"
#include "Results.h"
#include "UnitFiles.h"
#include "Workers.h"
#include "checks/Checks.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/TimeProfiler.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace path = llvm::sys::path;

int tool::fail(const llvm::Twine &Why) {
  llvm::errs() << "tocsin: error: " << Why << '\n';
  return ExitUsage;
}

int tool::fail(llvm::Error E) {
  std::string Text = llvm::toString(std::move(E));
  // What begins with its place is left so, for editors to jump to.
  if (!StringRef(Text).contains(": error: "))
    return fail(Text);
  llvm::errs() << Text << '\n';
  return ExitUsage;
}

llvm::Expected<model::Model> tool::loadModels(const Options &Opts,
                                              StringRef Extra) {
  std::vector<std::string> Files;
  if (!Extra.empty())
    Files.push_back(Extra.str());
  llvm::append_range(Files, Opts.Models);
  model::Model Models = model::Model::builtin().clone();
  for (const std::string &File : Files) {
    auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
    if (!Buffer)
      return llvm::createStringError("model file " + File + ": " +
                                     Buffer.getError().message());
    if (llvm::Error E = Models.add(**Buffer))
      return std::move(E);
  }
  return Models;
}

llvm::Expected<CommandList> tool::commandsFor(const Options &Opts) {
  CommandRequest Request;
  Request.Database = Opts.Database;
  Request.Files = Opts.Files;
  Request.Flags = Opts.Flags;
  Request.Before = Opts.ExtraArgsBefore;
  Request.After = Opts.ExtraArgs;
  return selectCommands(Request);
}

/// The repository that holds `Start`, else `Start` itself.
std::string CheckRun::rootOf(StringRef Start) const {
  for (StringRef Dir = Start; !Dir.empty(); Dir = path::parent_path(Dir))
    for (StringRef Mark : {".git", ".hg", ".tocsin.yaml"}) {
      llvm::SmallString<256> Path(Dir);
      path::append(Path, Mark);
      if (llvm::sys::fs::exists(Path))
        return Dir.str();
    }
  return Start.str();
}

/// The root of what is analysed; a build folder may lie elsewhere.
std::string CheckRun::rootOfRun() const {
  if (linking())
    return absolutePath(Opts.Root.empty() ? "." : Opts.Root);
  std::string Root = rootOf(List.DatabaseFile.empty()
                                ? absolutePath(".")
                                : path::parent_path(List.DatabaseFile).str());
  if (List.Commands.empty())
    return Root;
  StringRef Source = List.Commands.front().File;
  if (report::relativeTo(Root, Source) != Source)
    return Root;
  return rootOf(path::parent_path(Source));
}

/// Units in the place of commands.
bool CheckRun::selectUnits() {
  if (Opts.Files.empty())
    return stop(fail("link needs units: tocsin link [options] UNIT..."));
  auto Set = readUnitFiles(Opts.Files,
                           absolutePath(Opts.Root.empty() ? "." : Opts.Root));
  if (!Set)
    return stop(fail(Set.takeError()));
  UnitFiles = std::move(Set->Files);
  List.Commands = std::move(Set->Commands);
  Captured = std::move(Set->Units);
  return true;
}

bool CheckRun::select() {
  if (linking())
    return selectUnits();
  llvm::Expected<CommandList> Selected = commandsFor(Opts);
  if (!Selected) {
    std::string Why = llvm::toString(Selected.takeError());
    // People without a build must be able to commit.
    if (!Opts.Strict && Opts.Database.empty() && !Opts.Flags &&
        llvm::sys::Process::GetEnv("PRE_COMMIT") &&
        StringRef(Why).starts_with("no compile_commands.json")) {
      llvm::errs() << "tocsin: not run: " << Why << '\n';
      return stop(ExitClean);
    }
    return stop(fail(Why));
  }
  List = std::move(*Selected);
  for (const std::string &M : List.Missing) {
    llvm::errs() << "tocsin: error: " << M << '\n';
    Status = ExitUsage;
  }
  if (Opts.Verbose)
    for (const std::string &N : List.Notes)
      llvm::errs() << "tocsin: note: " << N << '\n';
  if (List.Commands.empty() && Status == ExitClean)
    return stop(fail("nothing to analyse: the compile database names no C or "
                     "C++ file"));
  return !List.Commands.empty();
}

/// ExtraArgs of `.clang-tidy` stand before those of the command line.
static void addConfiguredArgs(Command &C, const TidyFile &File) {
  auto End = llvm::find(C.Args, "-w");
  C.Args.insert(End, File.ExtraArgs.begin(), File.ExtraArgs.end());
  C.Args.insert(C.Args.begin() + 1, File.ExtraArgsBefore.begin(),
                File.ExtraArgsBefore.end());
}

/// A configuration that cannot be read is an error for every source it counts
/// for.
bool CheckRun::loadSettings() {
  for (Command &C : List.Commands) {
    auto Set = Configs.forFile(C.File);
    if (!Set)
      return stop(fail(Set.takeError()));
    if (!First)
      First = &*Set;
    if (!linking())
      addConfiguredArgs(C, Set->File);
  }
  if (First)
    return true;
  auto Set = Configs.forFile(absolutePath("./x"));
  if (!Set)
    return stop(fail(Set.takeError()));
  First = &*Set;
  return true;
}

/// Those of a header that cannot be read are not worth an error.
const Settings &CheckRun::settingsFor(StringRef File) {
  auto Set = Configs.forFile(File);
  if (Set)
    return *Set;
  llvm::consumeError(Set.takeError());
  return *First;
}

bool CheckRun::selectChanged() {
  if (Opts.Diff.empty())
    return true;
  auto Base = diffBase(Opts.Diff, ".");
  if (!Base)
    return stop(fail(Base.takeError()));
  if (!Base->Note.empty() && !Opts.Quiet)
    llvm::errs() << "tocsin: note: --diff=" << Opts.Diff << ": " << Base->Note
                 << (Base->Ref.empty() ? "; everything is analysed\n" : "\n");
  if (Base->Ref.empty())
    return true;
  auto Lines = changedSince(Base->Ref, ".");
  if (!Lines)
    return stop(fail(Lines.takeError()));
  report::ChangedLines Changed;
  llvm::StringSet<> Touched;
  for (auto &File : Lines->Files) {
    std::string Name = Names.of(File.getKey());
    Touched.insert(Name);
    llvm::append_range(Changed.Files[Name], File.getValue());
  }
  Filter.Changed = std::move(Changed);
  if (linking())
    return true;
  IncludeScanner Scanner([&](StringRef Header) { return Names.of(Header); });
  llvm::erase_if(List.Commands, [&](const Command &C) {
    return !Touched.contains(Names.of(C.File)) && !Scanner.reaches(C, Touched);
  });
  return true;
}

bool CheckRun::configure() {
  if (Opts.HeaderFilter)
    if (llvm::Error E = Filter.setHeaderFilter(*Opts.HeaderFilter))
      return stop(fail(std::move(E)));
  if (Opts.ExcludeHeaderFilter)
    if (llvm::Error E =
            Filter.setExcludeHeaderFilter(*Opts.ExcludeHeaderFilter))
      return stop(fail(std::move(E)));
  if (Opts.LineFilter) {
    auto Lines = report::LineFilter::parse(*Opts.LineFilter);
    if (!Lines)
      return stop(fail(Lines.takeError()));
    Filter.Lines = std::move(*Lines);
  }
  if (Opts.Checks) {
    auto Unknown = unknownGlobs(GlobList(*Opts.Checks));
    if (!Unknown.empty())
      return stop(fail("--checks: no check matches '" + Unknown.front() +
                       "'; `tocsin rules` lists them"));
  }
  std::string Start =
      List.Commands.empty() ? absolutePath("./x") : List.Commands.front().File;
  if (!loadSettings())
    return false;
  if (!llvm::any_of(allChecks(),
                    [&](const CheckInfo &C) { return First->enabled(C.Id); }))
    return stop(fail("no checks are enabled"));
  const TidyFile &File = First->File;
  // An empty pattern in a file is what `clang-tidy --dump-config` writes.
  if (!Opts.HeaderFilter && File.HeaderFilter && !File.HeaderFilter->empty())
    if (llvm::Error E = Filter.setHeaderFilter(*File.HeaderFilter))
      return stop(fail(std::move(E)));
  if (!Opts.ExcludeHeaderFilter && File.ExcludeHeaderFilter)
    if (llvm::Error E =
            Filter.setExcludeHeaderFilter(*File.ExcludeHeaderFilter))
      return stop(fail(std::move(E)));

  auto ModelFile = modelFileFor(*First, Start);
  if (!ModelFile)
    return stop(fail(ModelFile.takeError()));
  // The built-in ones alone are read when they are needed.
  if (!ModelFile->empty() || !Opts.Models.empty()) {
    auto Loaded = loadModels(Opts, *ModelFile);
    if (!Loaded)
      return stop(fail(Loaded.takeError()));
    Models = std::move(*Loaded);
  }
  ModelFiles = Opts.Models;
  ModelFiles.push_back(*ModelFile);

  if (!linking()) {
    auto Resource = findResourceDir(Opts.ResourceDir, Program);
    if (!Resource)
      return stop(fail(Resource.takeError()));
    ResourceDir = std::move(*Resource);
  }
  placeFilters();
  return true;
}

void CheckRun::placeFilters() {
  Filter.Root = Names.root();
  Filter.ExcludeFiles = Opts.Exclude;
  Filter.ThirdParty = Opts.ThirdParty;
  for (const Command &C : List.Commands)
    Filter.Main.insert(Names.of(C.File));
  for (const std::string &S : List.Sources)
    Filter.Asked.insert(Names.of(S));
  for (const std::string &H : List.Headers) {
    Filter.Only.insert(Names.of(H));
    Filter.Asked.insert(Names.of(H));
  }
}

void CheckRun::gatherUnits() {
  Store = Cache(cacheFolder(Opts, List.DatabaseFile));
  if (!linking()) {
    GatherOutcome Outcome = gather(List.Commands, Opts, ResourceDir, Store);
    if (Outcome.Signal) {
      llvm::errs() << "tocsin: interrupted; nothing is reported\n";
      Status = 128 + Outcome.Signal;
      return;
    }
    Captured = std::move(Outcome.Units);
  }
  for (unsigned I = 0; I < List.Commands.size(); ++I)
    describe(List.Commands[I].File, Captured[I]);
}

/// What is known of a unit without reading it.
void CheckRun::describe(const std::string &File, const Gathered &G) {
  Stats.job(File, G);
  if (!G.Unit.Bytes)
    return incomplete(File, G.Error, /*Lost=*/true);
  if (Opts.Verbose && !G.Unit.Dropped.empty())
    llvm::errs() << "tocsin: note: " << File << ": dropped " << G.Unit.Dropped
                 << ", which Clang refuses\n";
  if (G.Unit.Errors)
    incomplete(File,
               llvm::utostr(G.Unit.Errors) +
                   (G.Unit.Errors == 1 ? " error" : " errors; first") + ": " +
                   G.Unit.FirstError,
               /*Lost=*/false);
  for (const UnitFile &F : G.Unit.Files)
    (F.System ? Filter.System : ProjectFiles).insert(Names.of(F.Path));
}

void CheckRun::readUnits() {
  for (unsigned I = 0; I < Captured.size(); ++I) {
    CapturedUnit &C = Captured[I].Unit;
    if (!C.Bytes)
      continue;
    const std::string &File = List.Commands[I].File;
    std::unique_ptr<ir::Unit> Unit = std::move(C.Read);
    if (!Unit) {
      auto Read = ir::readBinary({C.Binary, File});
      if (!Read) {
        incomplete(File, llvm::toString(Read.takeError()), /*Lost=*/true);
        continue;
      }
      Unit = std::make_unique<ir::Unit>(std::move(*Read));
    }
    for (ir::File &F : Unit->Files) {
      std::string Name = Names.of(Unit->str(F.Path));
      if (Name != Unit->str(F.Path)) {
        F.Path = Unit->Strings.size();
        Unit->Strings.push_back(Name);
      }
    }
    Stats.unit(*Unit);
    Units.push_back(std::move(Unit));
    C.Bytes.reset();
  }
}

/// What the analysis depends on besides the units and the models.
void CheckRun::findKinds() {
  llvm::SmallPtrSet<const Settings *, 8> All;
  for (const auto &File : ProjectFiles)
    All.insert(&settingsFor(File.getKey()));
  Least = Opts.MinConfidence.value_or(Confidence::High);
  for (const Settings *Set : All) {
    Kinds.insert(Set->analysisOptions());
    // A comment that hides an unlikely finding hides something.
    if (Set->enabled(report::UnusedNoLint))
      Least = Confidence::Low;
    for (const CheckInfo &C : allChecks()) {
      if (!Opts.MinConfidence)
        Least = std::min(Least, Set->least(C.Id));
      if (Set->enabled(C.Id))
        Enabled.insert(C.Id);
    }
  }
}

/// Findings as the analysis gives them are a function of what is in this key.
Digest CheckRun::resultKey() {
  KeyBuilder Key;
  Key.add("findings");
  Key.add(programIdentity());
  for (const Gathered &G : Captured)
    Key.add(G.Unit.Bytes ? digestOf(G.Unit.Binary) : Digest());
  for (const std::string &File : ModelFiles) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    Key.add(Buffer ? (*Buffer)->getBuffer() : "");
  }
  Key.add(unsigned(Least));
  for (const CheckInfo &C : allChecks())
    Key.add(Enabled.contains(C.Id));
  for (const auto &Kind : Kinds) {
    Key.add(Kind.size());
    for (const auto &[Name, Value] : Kind) {
      Key.add(Name);
      Key.add(Value);
    }
  }
  // Names of files stand in findings, and say which settings count.
  std::map<std::string, std::string> Files;
  for (const auto &G : Captured)
    for (const UnitFile &F : G.Unit.Files)
      Files.try_emplace(F.Path, Names.of(F.Path));
  for (const auto &[Path, Name] : Files) {
    Key.add(Path);
    Key.add(Name);
    if (Kinds.size() > 1 && ProjectFiles.contains(Name))
      Key.add(std::distance(Kinds.begin(),
                            Kinds.find(settingsFor(Name).analysisOptions())));
  }
  return Key.key();
}

/// Findings of an earlier run over the same.
bool CheckRun::recall() {
  // Who wants numbers wants the work.
  if (!Store.on() || Opts.Stats || Opts.Profile)
    return false;
  std::string Note;
  auto Known = loadFindings(Store, resultKey(), Note);
  if (!Note.empty() && !Opts.Quiet)
    llvm::errs() << "tocsin: note: a cache entry is discarded, " << Note
                 << '\n';
  if (!Known)
    return false;
  if (Opts.Verbose)
    llvm::errs() << "tocsin: note: nothing has changed since an earlier run\n";
  Findings = std::move(*Known);
  return true;
}

void CheckRun::analyseAll() {
  Digest Key = Store.on() ? resultKey() : Digest();
  size_t Incomplete = Report.Files.size();
  if (Opts.Profile)
    startProfile();
  {
    llvm::TimeTraceScope Phase("read units");
    readUnits();
  }
  AnalysisOptions A;
  A.Models = Models ? &*Models : nullptr;
  A.MinConfidence = Least;
  A.Enabled = [&](StringRef Id) { return Enabled.contains(Id); };
  double Seconds = 0;
  for (const auto &Kind : Kinds) {
    A.Option = [Kind = &Kind](StringRef Key) {
      auto It = Kind->find(Key.str());
      return It == Kind->end() ? std::string() : It->second;
    };
    for (Finding &F : analyse(Units, A, &Stats.Analysis))
      if (Kinds.size() == 1 || settingsFor(F.At.File).analysisOptions() == Kind)
        Findings.push_back(std::move(F));
    Seconds += Stats.Analysis.Seconds;
  }
  Stats.Analysis.Seconds = Seconds;
  if (Report.Files.size() == Incomplete)
    storeFindings(Store, Key, Findings);
}

int CheckRun::run() {
  if (!select())
    return Status;
  Names = Paths(rootOfRun());
  if (!selectChanged() || !configure())
    return Status;
  gatherUnits();
  if (Status >= 128)
    return Status;
  findKinds();
  auto Tell = [&] {
    collect();
    return finish();
  };
  auto Code = recall() ? llvm::Expected<int>(Tell()) : runGuarded([&] {
    analyseAll();
    return Tell();
  });
  if (!Store.problem().empty() && Opts.Verbose)
    llvm::errs() << "tocsin: note: the cache is not written: "
                 << Store.problem() << '\n';
  if (llvm::Error E = Store.prune(Opts.CachePolicy)) {
    llvm::consumeError(Code.takeError());
    return fail("--cache-policy: " + llvm::toString(std::move(E)));
  }
  if (!Code)
    return fail("internal error: the analysis ended by \"" +
                llvm::toString(Code.takeError()) +
                "\"; please report it with the sources it happened on");
  return *Code;
}

int tool::runCheck(const Options &Opts, StringRef Program) {
  // Never freed: the process ends with it.
  return (new CheckRun(Opts, Program))->run();
}
