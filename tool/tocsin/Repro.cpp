//===- Repro.cpp - tocsin repro: a run that others can repeat -------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every source becomes one file with its headers inside, so that whoever sends
// it can read what is sent, and it parses the same on another machine. Macros
// stay macros: the analysis looks at the names that constants are spelled with.
//
//===----------------------------------------------------------------------===//

#include "Repro.h"
#include "Capture.h"
#include "Check.h"
#include "Config.h"
#include "Output.h"
#include "TemporaryFolder.h"
#include "Workers.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/TarWriter.h"
#include <map>

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace path = llvm::sys::path;

namespace {

class Reproducer {
public:
  Reproducer(const Options &Opts, StringRef Program)
      : Opts(Opts), Program(Program) {}
  int run();

private:
  int addSources(const CommandList &List, const std::string &Resource);
  int addSettings(StringRef Source);
  int compare(const std::vector<std::string> &Sources);
  std::optional<std::vector<std::string>>
  findings(llvm::ArrayRef<StringRef> Args, StringRef In);
  std::string readme() const;

  const Options &Opts;
  StringRef Program;
  std::map<std::string, std::string> Files; // content by name
  llvm::StringSet<> Stems;
  std::vector<std::string> Models; // names in the archive
  std::string Outcome;             // what a run over the archive gives
  std::string Folder;              // where it is tried
};

} // namespace

/// The base name of `File`, unlike all before.
static std::string freshName(StringRef File, llvm::StringSet<> &Taken) {
  StringRef Stem = path::stem(File), Ending = path::extension(File);
  std::string Name = (Stem + Ending).str();
  for (unsigned N = 2; !Taken.insert(Name).second; ++N)
    Name = (Stem + "-" + llvm::Twine(N) + Ending).str();
  return Name;
}

int Reproducer::addSources(const CommandList &List,
                           const std::string &Resource) {
  WorkerOptions Pool;
  Pool.TimeoutSeconds = Opts.Timeout;
  Pool.MemoryMegabytes = Opts.MemoryLimit;
  std::vector<unsigned> Jobs;
  for (unsigned I = 0; I < List.Commands.size(); ++I)
    Jobs.push_back(I);
  PoolOutcome Pooled = runJobs(
      Jobs, Pool,
      [&](unsigned I, llvm::raw_ostream &OS) -> llvm::Error {
        const Command &C = List.Commands[I];
        if (!C.Problem.empty())
          return llvm::createStringError(C.Problem);
        std::vector<std::string> Dropped;
        return inlineIncludes(C, Resource, Dropped, OS);
      },
      [](unsigned, const JobResult &) {});
  if (Pooled.Signal)
    return 128 + Pooled.Signal;
  std::string Database;
  llvm::raw_string_ostream OS(Database);
  llvm::json::OStream J(OS, 2);
  int Status = ExitClean;
  J.array([&] {
    for (unsigned I = 0; I < List.Commands.size(); ++I) {
      const Command &C = List.Commands[I];
      const JobResult &R = Pooled.Results[I];
      if (!R.Output) {
        llvm::errs() << "tocsin: error: " << C.File << ": " << R.Error << '\n';
        Status = ExitIncomplete;
        continue;
      }
      std::string Name = freshName(C.File, Stems);
      Files[Name] = R.Output->getBuffer().str();
      J.object([&] {
        J.attribute("directory", ".");
        J.attribute("file", Name);
        J.attributeArray("arguments", [&] {
          for (const std::string &A : withoutIncludes(C.Args))
            J.value(A);
          J.value("-c");
          J.value(Name);
        });
      });
    }
  });
  OS << '\n';
  Files["compile_commands.json"] = OS.str();
  return Status;
}

int Reproducer::addSettings(StringRef Source) {
  Config Configs(Opts);
  auto Set = Configs.forFile(Source);
  if (!Set)
    return fail(Set.takeError());
  Settings Mine = *Set;
  auto Add = [&](const std::string &File) -> llvm::Expected<std::string> {
    auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
    if (!Buffer)
      return llvm::createStringError("model file " + File + ": " +
                                     Buffer.getError().message());
    std::string Name = freshName(File, Stems);
    Files[Name] = (*Buffer)->getBuffer().str();
    return Name;
  };
  std::string &Named = Mine.File.CheckOptions["tocsin-model.File"];
  std::string Model =
      path::is_absolute(Named)
          ? Named
          : findUpwards(Source, Named.empty() ? ".tocsin-model.yaml" : Named);
  if (Model.empty() && !Named.empty())
    return fail("tocsin-model.File: no '" + Named + "' beside or above " +
                Source);
  Named.clear();
  if (!Model.empty()) {
    auto Name = Add(Model);
    if (!Name)
      return fail(Name.takeError());
    Named = *Name;
  }
  for (const std::string &File : Opts.Models) {
    auto Name = Add(File);
    if (!Name)
      return fail(Name.takeError());
    Models.push_back(*Name);
  }
  llvm::raw_string_ostream OS(Files[".clang-tidy"]);
  dumpConfig(Mine, OS);
  OS.flush();
  return ExitClean;
}

/// What a run of this program with `Args` in the folder `In` reports, as
/// "MESSAGE [CHECK]"; nothing if it broke down.
std::optional<std::vector<std::string>>
Reproducer::findings(llvm::ArrayRef<StringRef> Args, StringRef In) {
  static int Anchor;
  std::string Self =
      llvm::sys::fs::getMainExecutable(Program.str().c_str(), &Anchor);
  llvm::SmallString<128> Json(Folder);
  path::append(Json, "findings.json");
  auto Remove = llvm::make_scope_exit([&] { llvm::sys::fs::remove(Json); });
  std::string Document = ("--json=" + Json).str();
  std::vector<StringRef> All{Self, "check", "--no-cache", "--exit-zero"};
  llvm::append_range(
      All, std::initializer_list<StringRef>{"--quiet", "--progress=never",
                                            "--run-config=", Document});
  llvm::append_range(All, Args);
  llvm::SmallString<128> Before;
  llvm::sys::fs::current_path(Before);
  if (llvm::sys::fs::set_current_path(In))
    return std::nullopt;
  int Code = llvm::sys::ExecuteAndWait(
      Self, All, std::nullopt, {StringRef(), StringRef(""), StringRef("")});
  llvm::sys::fs::set_current_path(Before);
  auto Buffer = llvm::MemoryBuffer::getFile(Json);
  if (Code < 0 || Code == ExitUsage || !Buffer)
    return std::nullopt;
  auto Parsed = llvm::json::parse((*Buffer)->getBuffer());
  if (!Parsed) {
    llvm::consumeError(Parsed.takeError());
    return std::nullopt;
  }
  std::vector<std::string> Found;
  if (const auto *Object = Parsed->getAsObject())
    if (const auto *List = Object->getArray("findings"))
      for (const llvm::json::Value &V : *List)
        if (const auto *F = V.getAsObject())
          Found.push_back((F->getString("message").value_or("") + " [" +
                           F->getString("check").value_or("") + "]")
                              .str());
  llvm::sort(Found);
  return Found;
}

/// Runs both, and writes down whether they say the same.
int Reproducer::compare(const std::vector<std::string> &Sources) {
  for (const auto &[Name, Content] : Files) {
    llvm::SmallString<128> File(Folder);
    path::append(File, Name);
    std::error_code EC;
    llvm::raw_fd_ostream OS(File, EC);
    if (!EC) {
      OS << Content;
      OS.close();
      EC = OS.error();
      OS.clear_error();
    }
    if (EC)
      return fail("cannot write " + File + ": " + EC.message());
  }
  std::vector<std::string> There, Here;
  for (const std::string &M : Models)
    There.push_back("--model=" + M);
  There.push_back("-p=.");
  for (const std::string &M : Opts.Models)
    Here.push_back("--model=" + M);
  auto Take = [&](StringRef Name, const std::optional<std::string> &Value) {
    if (Value)
      Here.push_back(("--" + Name + "=" + *Value).str());
  };
  Take("checks", Opts.Checks);
  Take("config", Opts.Config);
  Take("config-file", Opts.ConfigFile);
  if (!Opts.ResourceDir.empty())
    for (auto *Args : {&There, &Here})
      Args->push_back("--resource-dir=" + Opts.ResourceDir);
  for (const std::string &A : Opts.ExtraArgs)
    Here.push_back("--extra-arg=" + A);
  for (const std::string &A : Opts.ExtraArgsBefore)
    Here.push_back("--extra-arg-before=" + A);
  if (!Opts.Database.empty())
    Here.push_back("-p=" + Opts.Database);
  llvm::append_range(Here, Sources);
  if (Opts.Flags) {
    Here.push_back("--");
    llvm::append_range(Here, *Opts.Flags);
  }
  auto Run = [&](const std::vector<std::string> &Args, StringRef In) {
    return findings(llvm::SmallVector<StringRef>(Args.begin(), Args.end()), In);
  };
  auto Original = Run(Here, ".");
  auto Copy = Run(There, Folder);
  auto Count = [](const auto &Found) {
    return Found ? llvm::utostr(Found->size()) +
                       (Found->size() == 1 ? " finding" : " findings")
                 : std::string("a breakdown");
  };
  if (Original == Copy)
    Outcome = Count(Copy) + ", as the original";
  else
    Outcome = Count(Copy) + "; the original gives " + Count(Original) +
              (Original && Copy && Original->size() == Copy->size()
                   ? " that read otherwise"
                   : "");
  return ExitClean;
}

std::string Reproducer::readme() const {
  std::string Command;
  llvm::raw_string_ostream OS(Command);
  OS << "tocsin -p .";
  for (const std::string &M : Models) {
    OS << ' ';
    llvm::sys::printArg(OS, "--model=" + M, /*Quote=*/false);
  }
  OS.flush();
  return "Written by tocsin " TOCSIN_VERSION " (" + clangVersion() +
         ").\n\nEach source stands here with its headers inside. To repeat the "
         "run, in this\nfolder:\n\n  " +
         Command + "\n\nIt gave " + Outcome +
         ".\nWhat differs from this is what the report should say.\n";
}

int Reproducer::run() {
  if (Opts.Files.empty())
    return fail("repro needs a source: tocsin repro FILE... [-- FLAGS]");
  auto List = commandsFor(Opts);
  if (!List)
    return fail(List.takeError());
  for (const std::string &M : List->Missing)
    return fail(M);
  if (List->Commands.empty())
    return fail("there is no C or C++ source to put in");
  auto Resource = findResourceDir(Opts.ResourceDir, Program);
  if (!Resource)
    return fail(Resource.takeError());
  for (StringRef Own : {"compile_commands.json", "README.txt", ".clang-tidy"})
    Stems.insert(Own);
  int Status = addSources(*List, *Resource);
  if (Stems.size() == 3) // not one source
    return Status ? Status : int(ExitIncomplete);
  if (int Code = addSettings(List->Commands.front().File))
    return Code;
  TemporaryFolder Trial("tocsin-repro");
  if (!Trial.problem().empty())
    return fail(Trial.problem());
  Folder = Trial.path();
  std::vector<std::string> Sources;
  for (const std::string &S : Opts.Files)
    Sources.push_back(absolutePath(S));
  if (int Code = compare(Sources))
    return Code;
  if (int Signal = TemporaryFolder::signal())
    return 128 + Signal;
  Files["README.txt"] = readme();

  std::string Stem = path::stem(List->Commands.front().File).str();
  std::string Out = Opts.Text.empty() ? Stem + ".repro.tar" : Opts.Text;
  // LLVM's writer ends the process when the disk is full.
  llvm::SmallString<128> Made(Folder);
  path::append(Made, "archive");
  auto Tar = llvm::TarWriter::create(Made, Stem + ".repro");
  if (!Tar)
    return fail("cannot write " + Made + ": " +
                llvm::toString(Tar.takeError()));
  for (const auto &[Name, Content] : Files)
    (*Tar)->append(Name, Content);
  Tar->reset();
  if (std::error_code EC = llvm::sys::fs::copy_file(Made, Out))
    return fail("cannot write " + Out + ": " + EC.message());
  llvm::outs() << Out << ": " << List->Commands.size()
               << (List->Commands.size() == 1 ? " source; " : " sources; ")
               << Outcome << '\n';
  int Closed = closeStdout();
  return Status ? Status : Closed;
}

int tool::runRepro(const Options &Opts, StringRef Program) {
  return Reproducer(Opts, Program).run();
}
