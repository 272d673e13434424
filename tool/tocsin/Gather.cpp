//===- Gather.cpp - All units of a run ------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Gather.h"
#include "Capture.h"
#include "Output.h"
#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <sys/resource.h>

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

/// Costs of files that were never captured, in the same unit as those that
/// were: seconds. Only their order matters, and roughly.
static constexpr double SecondsPerByte = 2e-6;

std::string tool::cacheFolder(const Options &Opts, StringRef DatabaseFile) {
  if (Opts.NoCache)
    return {};
  if (!Opts.CacheDir.empty())
    return absolutePath(Opts.CacheDir);
  auto Given = llvm::sys::Process::GetEnv("TOCSIN_CACHE_DIR");
  if (Given && !Given->empty())
    return absolutePath(*Given);
  if (DatabaseFile.empty())
    return {};
  llvm::SmallString<256> Folder(llvm::sys::path::parent_path(DatabaseFile));
  llvm::sys::path::append(Folder, ".cache", "tocsin");
  return std::string(Folder);
}

static double processSeconds() {
  rusage Usage = {};
  getrusage(RUSAGE_SELF, &Usage);
  return Usage.ru_utime.tv_sec + Usage.ru_stime.tv_sec +
         (Usage.ru_utime.tv_usec + Usage.ru_stime.tv_usec) * 1e-6;
}

llvm::Error tool::captureEntry(const Command &C, const std::string &ResourceDir,
                               llvm::raw_ostream &OS) {
  if (!C.Problem.empty())
    return llvm::createStringError(C.Problem);
  CapturedUnit Info;
  std::vector<std::string> Dropped;
  auto Unit = capture(C, ResourceDir, Dropped, &Info.Facts);
  if (!Unit)
    return Unit.takeError();
  Info.Dropped = llvm::join(Dropped, " ");
  Info.Seconds = processSeconds();
  writeCaptured(captureKey(C, ResourceDir), *Unit, Info, OS);
  return llvm::Error::success();
}

GatherOutcome tool::gather(llvm::ArrayRef<Command> Commands,
                           const Options &Opts, const std::string &ResourceDir,
                           Cache &Store) {
  GatherOutcome Outcome;
  Outcome.Units.resize(Commands.size());
  std::vector<Digest> Keys(Commands.size());
  std::vector<double> Costs(Commands.size());
  std::vector<unsigned> Order;
  FactChecker Disk;
  for (unsigned I = 0; I < Commands.size(); ++I) {
    const Command &C = Commands[I];
    Gathered &G = Outcome.Units[I];
    if (!C.Problem.empty()) {
      G.Error = C.Problem;
      continue;
    }
    Keys[I] = captureKey(C, ResourceDir);
    Costs[I] = C.Size * SecondsPerByte;
    if (auto Bytes = Store.load(Keys[I])) {
      auto Entry = readCaptured(Keys[I], std::move(Bytes));
      if (!Entry) {
        std::string Why = llvm::toString(Entry.takeError());
        if (!Opts.Quiet)
          llvm::errs() << "tocsin: note: " << C.File
                       << ": its cache entry is discarded, " << Why << '\n';
        Store.discard(Keys[I]);
      } else {
        auto Changed = llvm::find_if(
            Entry->Facts, [&](const FileFact &F) { return !Disk.holds(F); });
        if (Changed == Entry->Facts.end()) {
          G.Unit = std::move(*Entry);
          G.Reused = true;
          continue;
        }
        if (Opts.Verbose)
          llvm::errs() << "tocsin: note: " << C.File
                       << ": captured again: " << Changed->Path
                       << (Changed->Kind == FactKind::Absent
                               ? " is new\n"
                               : " has changed\n");
        Costs[I] = Entry->Seconds;
      }
    }
    Order.push_back(I);
  }
  // The longest first, so that none of them is left for the end.
  llvm::sort(Order, [&](unsigned A, unsigned B) {
    return std::pair(Costs[B], A) < std::pair(Costs[A], B);
  });

  WorkerOptions Pool;
  Pool.Jobs = Opts.Jobs;
  Pool.TimeoutSeconds = Opts.Timeout;
  Pool.MemoryMegabytes = Opts.MemoryLimit;
  ProgressLine Progress(Opts.Progress, Opts.Quiet, Order.size());
  PoolOutcome Ran = runJobs(
      Order, Pool,
      [&](unsigned I, llvm::raw_ostream &OS) {
        return captureEntry(Commands[I], ResourceDir, OS);
      },
      [&](unsigned I, const JobResult &R) {
        if (R.Output)
          Store.store(Keys[I], R.Output->getBuffer());
        Progress.step(Commands[I].File);
      });
  Progress.clear();
  Outcome.Signal = Ran.Signal;
  if (Outcome.Signal)
    return Outcome;
  for (unsigned I : Order) {
    JobResult &R = Ran.Results[I];
    Gathered &G = Outcome.Units[I];
    G.PeakKilobytes = R.PeakKilobytes;
    if (!R.Output) {
      G.Error = R.Error;
      G.Unit.Seconds = R.Seconds;
      continue;
    }
    auto Entry = readCaptured(Keys[I], std::move(R.Output));
    if (Entry)
      G.Unit = std::move(*Entry);
    else
      G.Error = "internal error: " + llvm::toString(Entry.takeError());
    G.Unit.Seconds = R.Seconds;
  }
  return Outcome;
}
