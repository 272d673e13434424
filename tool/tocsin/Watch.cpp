//===- Watch.cpp - tocsin --watch: again when a source is saved -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// inotify(7) itself: LLVM's DirectoryWatcher takes one instance for each
// folder, of which a user has 128.
//
//===----------------------------------------------------------------------===//

#include "Watch.h"
#include "Check.h"
#include "Report/Baseline.h"
#include "TemporaryFolder.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace path = llvm::sys::path;

/// Editors write a file in several steps, and `git checkout` many files.
static constexpr int QuietMilliseconds = 100, MaxQuiets = 50;
/// A signal may come just before the wait begins.
static constexpr int LookUpMilliseconds = 1000;

namespace {

class Watcher {
public:
  Watcher() : Descriptor(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {}
  ~Watcher() {
    if (Descriptor >= 0)
      ::close(Descriptor);
  }
  Watcher(const Watcher &) = delete;
  Watcher &operator=(const Watcher &) = delete;

  /// From now on these files count. What was changed after `Since`, before its
  /// folder was watched, counts as a change.
  llvm::Error follow(llvm::ArrayRef<std::string> Names,
                     llvm::sys::TimePoint<> Since);
  /// Returns when one of them has changed and all have been left alone since.
  llvm::Error wait();

private:
  bool counts(StringRef Folder, StringRef Name) const;
  bool drain();

  int Descriptor;
  /// By watch: links may lead to one folder under several names.
  llvm::DenseMap<int, std::vector<std::string>> Folders;
  llvm::StringSet<> Watched; // folders
  llvm::StringSet<> Files;
  bool Changed = false; // before anybody waited
};

} // namespace

llvm::Error Watcher::follow(llvm::ArrayRef<std::string> Names,
                            llvm::sys::TimePoint<> Since) {
  for (const std::string &Name : Names) {
    StringRef Folder = path::parent_path(Name);
    if (!Watched.contains(Folder)) {
      int Watch =
          inotify_add_watch(Descriptor, Folder.str().c_str(),
                            IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM |
                                IN_DELETE | IN_MOVE_SELF | IN_ONLYDIR);
      if (Watch < 0 && errno != ENOENT)
        return llvm::createStringError(
            "cannot watch " + Folder + ": " + llvm::sys::StrError() +
            (errno == ENOSPC ? "; raise fs.inotify.max_user_watches" : ""));
      if (Watch >= 0) {
        Folders[Watch].push_back(Folder.str());
        Watched.insert(Folder);
      }
    }
    llvm::sys::fs::file_status Status;
    if (Files.insert(Name).second && !llvm::sys::fs::status(Name, Status))
      Changed |= Status.getLastModificationTime() >= Since;
  }
  return llvm::Error::success();
}

bool Watcher::counts(StringRef Folder, StringRef Name) const {
  if (Name == ".clang-tidy" || Name == ".tocsin.yaml" ||
      Name == ".tocsin-model.yaml")
    return true;
  return Files.contains((Folder + "/" + Name).str());
}

/// Reads what is there; whether anything of it counts.
bool Watcher::drain() {
  bool Any = false;
  alignas(inotify_event) char Buffer[16384];
  for (;;) {
    ssize_t Size = ::read(Descriptor, Buffer, sizeof(Buffer));
    if (Size <= 0)
      return Any;
    for (const char *At = Buffer; At < Buffer + Size;) {
      const auto &E = *reinterpret_cast<const inotify_event *>(At);
      At += sizeof(E) + E.len;
      // Too many at once: something of ours may be among them.
      Any |= (E.mask & IN_Q_OVERFLOW) != 0;
      for (const std::string &Folder : Folders[E.wd]) {
        Any |= E.len && counts(Folder, E.name);
        // It is gone; should it come back, the next run follows it again.
        if (E.mask & (IN_IGNORED | IN_MOVE_SELF))
          Watched.erase(Folder);
      }
      if (E.mask & IN_MOVE_SELF)
        inotify_rm_watch(Descriptor, E.wd);
      if (E.mask & (IN_IGNORED | IN_MOVE_SELF))
        Folders.erase(E.wd);
    }
  }
}

llvm::Error Watcher::wait() {
  pollfd Ready{Descriptor, POLLIN, 0};
  bool Any = std::exchange(Changed, false);
  for (unsigned Quiets = 0; Quiets < MaxQuiets;) {
    int N = ::poll(&Ready, 1, Any ? QuietMilliseconds : LookUpMilliseconds);
    if (N < 0 && errno != EINTR)
      return llvm::createStringError("cannot wait for changes: " +
                                     llvm::sys::StrError());
    if (TemporaryFolder::signal() || (N == 0 && Any))
      break;
    if (N > 0)
      Any |= drain();
    Quiets += Any;
  }
  return llvm::Error::success();
}

static std::vector<std::string> linesOf(StringRef File) {
  std::vector<std::string> Lines;
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return Lines;
  llvm::SmallVector<StringRef, 0> Split;
  (*Buffer)->getBuffer().split(Split, '\n', -1, /*KeepEmpty=*/false);
  return {Split.begin(), Split.end()};
}

int tool::runWatch(llvm::ArrayRef<const char *> Argv) {
  TemporaryFolder Folder("tocsin-watch");
  if (!Folder.problem().empty())
    return fail("--watch: " + Folder.problem());
  std::string State = Folder.path() + "/state";
  std::string Option = "--watch-state=" + State;

  static int Anchor;
  std::string Self = llvm::sys::fs::getMainExecutable(Argv[0], &Anchor);
  std::vector<StringRef> Args(Argv.begin(), Argv.end());
  Args.insert(llvm::find(Args, "--"), Option);

  Watcher Changes;
  for (;;) {
    llvm::sys::TimePoint<> Start = std::chrono::system_clock::now();
    std::string Why;
    int Code =
        llvm::sys::ExecuteAndWait(Self, Args, std::nullopt, {}, 0, 0, &Why);
    if (int Signal = TemporaryFolder::signal())
      return 128 + Signal;
    // Only a run that came to its end has said what to watch.
    std::vector<std::string> Files = linesOf(State + ".files");
    if (Files.empty())
      return Code < 0 ? fail("--watch: " + Why) : Code;
    if (Code < 0 || Code >= 128)
      llvm::errs() << "tocsin: this run was ended"
                   << (Why.empty() ? "" : ": " + Why) << '\n';
    if (llvm::Error E = Changes.follow(Files, Start))
      return fail(std::move(E));
    llvm::errs() << "tocsin: watching; Ctrl-C ends\n";
    if (llvm::Error E = Changes.wait())
      return fail(std::move(E));
    if (int Signal = TemporaryFolder::signal())
      return 128 + Signal;
  }
}

llvm::Expected<std::vector<std::string>>
tool::compareWithLastRun(StringRef State, bool MarkTold,
                         llvm::ArrayRef<std::string> Files, report::Report &R) {
  report::Baseline Last;
  if (auto Buffer = llvm::MemoryBuffer::getFile(State, /*IsText=*/true)) {
    auto Read = report::Baseline::parse(**Buffer);
    if (!Read)
      return Read.takeError();
    Last = std::move(*Read);
    if (MarkTold)
      Last.apply(R, &report::Entry::Told);
  }
  // What the user's baseline hides was never told.
  report::Report Shown;
  Shown.Root = R.Root;
  llvm::copy_if(R.Entries, std::back_inserter(Shown.Entries),
                [](const report::Entry &E) { return !E.hidden(); });
  auto Change = Last.update(Shown, /*KeepOld=*/!R.Files.empty());
  auto Write = [](StringRef File,
                  llvm::function_ref<void(llvm::raw_ostream &)> Content) {
    return llvm::writeToOutput(File, [&](llvm::raw_ostream &OS) {
      Content(OS);
      return llvm::Error::success();
    });
  };
  if (llvm::Error E =
          Write(State, [&](llvm::raw_ostream &OS) { Last.write(OS); }))
    return std::move(E);
  if (llvm::Error E =
          Write((State + ".files").str(), [&](llvm::raw_ostream &OS) {
            for (const std::string &F : Files)
              OS << F << '\n';
          }))
    return std::move(E);
  return std::move(Change.Removed);
}
