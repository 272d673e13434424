//===- UnitFiles.cpp - Units as files of a build --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source that cannot be captured gives a unit that says so: a build engine
// goes on, and `link` tells which files are incomplete.
//
//===----------------------------------------------------------------------===//

#include "UnitFiles.h"
#include "Capture.h"
#include "Check.h"
#include "IR/Forms.h"
#include "Report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <set>
#include <tuple>

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

llvm::Error tool::writeIfChanged(StringRef Path, StringRef Bytes) {
  auto Old = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                         /*RequiresNullTerminator=*/false);
  if (Old && (*Old)->getBuffer() == Bytes)
    return llvm::Error::success();
  llvm::Error E = llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    OS << Bytes;
    return llvm::Error::success();
  });
  if (!E)
    return E;
  return llvm::createStringError("cannot write " + Path + ": " +
                                 llvm::toString(std::move(E)));
}

bool tool::inShard(StringRef File, std::pair<unsigned, unsigned> Shard) {
  return llvm::xxh3_64bits(File) % Shard.second == Shard.first - 1;
}

/// A unit that only says why there is none.
static std::string failedUnit(const Command &C, std::string Why) {
  ir::Unit U;
  auto Intern = [&](std::string S) {
    for (size_t At = 0; (At = S.find(C.Root + "/", At)) != S.npos;)
      S.erase(At, C.Root.size() + 1);
    U.Strings.push_back(std::move(S));
    return ir::StrId(U.Strings.size() - 1);
  };
  U.MainFile = Intern(C.File);
  U.Key = Intern(llvm::toHex(captureKey(C, ""), /*LowerCase=*/true));
  U.Files.push_back({U.MainFile, 0, /*System=*/false, /*Main=*/true});
  U.Info.Errors = 1;
  U.Info.FirstError = Intern(std::move(Why));
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  ir::writeBinary(U, OS);
  return Bytes;
}

/// Make's and Ninja's spelling of a file name.
static std::string quoted(StringRef Name) {
  std::string Out;
  for (char C : Name) {
    if (C == ' ' || C == '#')
      Out += '\\';
    if (C == '$')
      Out += '$';
    Out += C;
  }
  return Out;
}

/// What the units were made from. Names are relative if the source's was.
static llvm::Error writeDepfile(const Options &Opts,
                                const GatherOutcome &Outcome) {
  bool Absolute = !Opts.Files.empty() && path::is_absolute(Opts.Files.front());
  std::string Here = absolutePath(".");
  std::set<std::string> Names;
  for (const Gathered &G : Outcome.Units)
    for (const FileFact &F : G.Unit.Facts)
      if (F.Kind == FactKind::Content)
        Names.insert(
            Absolute ? F.Path
                     : report::relativeTo(Here, absolutePath(F.Path)).str());
  std::string Text = quoted(Opts.Text) + ":";
  for (const std::string &Name : Names)
    Text += " \\\n  " + quoted(Name);
  return writeIfChanged(Opts.Depfile, Text + "\n");
}

int tool::runCapture(const Options &Opts, StringRef Program) {
  if (Opts.Text.empty())
    return fail("capture needs -o FILE");
  auto List = commandsFor(Opts);
  if (!List)
    return fail(List.takeError());
  for (const std::string &M : List->Missing)
    return fail(M);
  auto Resource = findResourceDir(Opts.ResourceDir, Program);
  if (!Resource)
    return fail(Resource.takeError());
  std::string Root = absolutePath(Opts.Root.empty() ? "." : Opts.Root);
  llvm::erase_if(List->Commands, [&](const Command &C) {
    return !inShard(report::relativeTo(Root, C.File), Opts.Shard);
  });
  for (Command &C : List->Commands)
    C.Root = Root;

  Cache Store(cacheFolder(Opts, List->DatabaseFile));
  GatherOutcome Outcome = gather(List->Commands, Opts, *Resource, Store);
  if (Outcome.Signal)
    return 128 + Outcome.Signal;
  if (llvm::Error E = Store.prune(Opts.CachePolicy))
    return fail("--cache-policy: " + llvm::toString(std::move(E)));
  bool Incomplete = false;
  std::vector<std::string> Units;
  for (size_t I = 0; I < Outcome.Units.size(); ++I) {
    const Gathered &G = Outcome.Units[I];
    const Command &C = List->Commands[I];
    std::string Why = G.Unit.Bytes ? G.Unit.FirstError : G.Error;
    Incomplete |= !Why.empty();
    if (!Why.empty() && !Opts.Quiet)
      llvm::errs() << "tocsin: note: " << C.File << ": incomplete: " << Why
                   << '\n';
    Units.push_back(G.Unit.Bytes ? G.Unit.Binary.str() : failedUnit(C, Why));
  }
  llvm::sort(Units);
  if (llvm::Error E = writeIfChanged(Opts.Text, llvm::join(Units, "")))
    return fail(std::move(E));
  if (!Opts.Depfile.empty())
    if (llvm::Error E = writeDepfile(Opts, Outcome))
      return fail(std::move(E));
  return Opts.Strict && Incomplete ? ExitIncomplete : ExitClean;
}

int tool::runAsCompiler(int Argc, char **Argv) {
  Options Opts;
  Opts.Do = Options::Command::Capture;
  Opts.NoCache = true;
  std::vector<std::string> Words(Argv + 1, Argv + Argc);
  CompilerCall Call = readCompilerCall(Words);
  if (Call.Input.empty())
    return fail("called as a compiler without one source file; write: " +
                path::filename(Argv[0]) + " -c FILE -o OUT [FLAGS]");
  Opts.Files = {Call.Input};
  Opts.Text = Call.Output;
  Opts.Depfile = Call.Depfile;
  Opts.Flags = std::move(Words);
  return runCapture(Opts, Argv[0]);
}

/// Names in `U` as the rest of the program has them.
static void makeAbsolute(ir::Unit &U, StringRef Root) {
  auto Name = [&](ir::StrId &S) {
    StringRef Old = U.str(S);
    if (Old.empty() || Old.starts_with("<") || path::is_absolute(Old))
      return;
    std::string New = absolutePath(Old, Root);
    S = U.Strings.size();
    U.Strings.push_back(std::move(New));
  };
  Name(U.MainFile);
  for (ir::File &F : U.Files)
    Name(F.Path);
}

llvm::Expected<UnitSet> tool::readUnitFiles(llvm::ArrayRef<std::string> Paths,
                                            StringRef Root) {
  UnitSet Set;
  struct Piece {
    std::string File, Key; // of the unit
    StringRef Bytes, From;
    std::unique_ptr<ir::Unit> Unit;
  };
  std::vector<Piece> Pieces;
  for (const std::string &Path : Paths) {
    auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false);
    if (!Buffer)
      return llvm::createStringError(Path + ": " + Buffer.getError().message());
    // A shard may have no file at all.
    if ((*Buffer)->getBufferSize())
      for (StringRef Bytes : ir::splitBinary((*Buffer)->getBuffer())) {
        auto Unit = ir::readBinary({Bytes, Path});
        if (!Unit)
          return Unit.takeError();
        auto Read = std::make_unique<ir::Unit>(std::move(*Unit));
        makeAbsolute(*Read, Root);
        Pieces.push_back({Read->str(Read->MainFile).str(),
                          Read->str(Read->Key).str(), Bytes, Path,
                          std::move(Read)});
      }
    Set.Files.push_back(std::move(*Buffer));
  }
  llvm::sort(Pieces, [](const Piece &A, const Piece &B) {
    return std::tie(A.File, A.Key, A.Bytes) < std::tie(B.File, B.Key, B.Bytes);
  });
  for (size_t I = 0; I < Pieces.size(); ++I) {
    Piece &P = Pieces[I];
    if (I && P.File == Pieces[I - 1].File && P.Key == Pieces[I - 1].Key) {
      if (P.Bytes == Pieces[I - 1].Bytes)
        continue;
      return llvm::createStringError(
          P.File + ": two units of one command differ, in " +
          Pieces[I - 1].From + " and " + P.From +
          "; leave the older one out, or capture again");
    }
    Gathered G;
    G.Unit.Bytes = llvm::MemoryBuffer::getMemBuffer(
        P.Bytes, P.From, /*RequiresNullTerminator=*/false);
    G.Unit.Binary = P.Bytes;
    G.Unit.Errors = P.Unit->Info.Errors;
    G.Unit.FirstError = P.Unit->str(P.Unit->Info.FirstError).str();
    for (const ir::File &F : P.Unit->Files)
      G.Unit.Files.push_back({P.Unit->str(F.Path).str(), F.System});
    G.Unit.Read = std::move(P.Unit);
    Set.Commands.emplace_back().File = P.File;
    Set.Units.push_back(std::move(G));
  }
  return std::move(Set);
}
