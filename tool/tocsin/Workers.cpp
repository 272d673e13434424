//===- Workers.cpp - Capture in child processes ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parent learns that a child has ended from the end of a pipe that only
// the child holds open, so one poll() waits for children, time limits and
// signals alike.
//
//===----------------------------------------------------------------------===//

#include "Workers.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/thread.h"
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <malloc.h>
#include <new>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tocsin::tool;
using llvm::StringRef;
using Clock = std::chrono::steady_clock;

/// The analysis follows expressions and calls by recursion.
static constexpr unsigned GuardedStack = 256u << 20;
/// Address space that the heap begins with; only what is touched costs memory.
static constexpr int FirstHeap = 256 << 20;

namespace {

/// How a child ends; anything else is a crash.
enum ExitCode { ExitDone = 0, ExitError = 101, ExitMemory = 102 };

struct Child {
  unsigned Job;
  pid_t Pid;
  int Alive;  // read end of the pipe
  int Output; // nameless file
  Clock::time_point Deadline;
  bool TimedOut = false;
};

volatile sig_atomic_t Interrupted = 0;
extern "C" void onInterrupt(int Signal) { Interrupted = Signal; }

/// SIGINT, SIGTERM and SIGHUP only set a flag, and only inside ppoll().
class SignalScope {
public:
  SignalScope() {
    sigset_t Block;
    sigemptyset(&Block);
    struct sigaction Action = {};
    Action.sa_handler = onInterrupt;
    for (unsigned I = 0; I < std::size(Signals); ++I) {
      sigaddset(&Block, Signals[I]);
      sigaction(Signals[I], &Action, &Old[I]);
    }
    sigprocmask(SIG_BLOCK, &Block, &OldMask);
  }
  ~SignalScope() { restore(); }
  void restore() {
    for (unsigned I = 0; I < std::size(Signals); ++I)
      sigaction(Signals[I], &Old[I], nullptr);
    sigprocmask(SIG_SETMASK, &OldMask, nullptr);
  }
  const sigset_t *waiting() const { return &OldMask; }

private:
  static constexpr int Signals[3] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction Old[3];
  sigset_t OldMask;
};

} // namespace

static llvm::Expected<int> openNameless() {
  llvm::SmallString<128> Path;
  int FD;
  if (std::error_code EC =
          llvm::sys::fs::createTemporaryFile("tocsin", "unit", FD, Path))
    return llvm::createStringError(EC, "cannot make a temporary file: " +
                                           EC.message());
  llvm::sys::fs::remove(Path);
  return FD;
}

[[noreturn]] static void
runChild(unsigned Job, int Output, const WorkerOptions &Opts,
         llvm::function_ref<llvm::Error(unsigned, llvm::raw_ostream &)> Work) {
  // Die with the parent, even if it is killed.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (int S : {SIGINT, SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGBUS, SIGILL})
    signal(S, SIG_DFL);
  rlimit NoCore = {0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);
  if (Opts.MemoryMegabytes) {
    rlim_t Bytes = rlim_t(Opts.MemoryMegabytes) << 20;
    rlimit Limit = {Bytes, Bytes};
    setrlimit(RLIMIT_AS, &Limit);
  }
  std::set_new_handler([] { _exit(ExitMemory); });
  llvm::install_bad_alloc_error_handler(
      [](void *, const char *, bool) { _exit(ExitMemory); });
  // What Clang or the C library prints when it dies is not for the user.
  int Null = open("/dev/null", O_RDWR);
  if (Null >= 0) {
    dup2(Null, STDIN_FILENO);
    dup2(Null, STDOUT_FILENO);
    dup2(Null, STDERR_FILENO);
  }
  llvm::raw_fd_ostream OS(Output, /*shouldClose=*/false);
  int Code = ExitDone;
  if (llvm::Error E = Work(Job, OS)) {
    OS.flush();
    if (ftruncate(Output, 0) == 0)
      lseek(Output, 0, SEEK_SET);
    OS << llvm::toString(std::move(E));
    Code = ExitError;
  }
  OS.flush();
  if (OS.has_error()) {
    std::string Why = OS.error().message();
    OS.clear_error();
    if (ftruncate(Output, 0) == 0)
      lseek(Output, 0, SEEK_SET);
    Why = "cannot write the result: " + Why;
    (void)!write(Output, Why.data(), Why.size());
    Code = ExitError;
  }
  // No destructors: the tree of a large unit takes long to free.
  _exit(Code);
}

static std::string describe(int Status, const Child &C,
                            const WorkerOptions &Opts) {
  if (C.TimedOut)
    return "took longer than " + llvm::utostr(Opts.TimeoutSeconds) +
           " s (--timeout)";
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == ExitMemory)
    return "needs more than " + llvm::utostr(Opts.MemoryMegabytes) +
           " MB (--memory-limit)";
  if (WIFSIGNALED(Status)) {
    const char *Name = strsignal(WTERMSIG(Status));
    return std::string("the parser crashed: ") + (Name ? Name : "signal");
  }
  return "the parser left with status " + llvm::itostr(WEXITSTATUS(Status));
}

static JobResult reap(Child &C, const WorkerOptions &Opts) {
  JobResult R;
  int Status = 0;
  rusage Usage = {};
  while (wait4(C.Pid, &Status, 0, &Usage) < 0 && errno == EINTR)
    ;
  close(C.Alive);
  R.Seconds = Usage.ru_utime.tv_sec + Usage.ru_stime.tv_sec +
              (Usage.ru_utime.tv_usec + Usage.ru_stime.tv_usec) * 1e-6;
  R.PeakKilobytes = Usage.ru_maxrss;
  int Code = WIFEXITED(Status) ? WEXITSTATUS(Status) : -1;
  if (!C.TimedOut && (Code == ExitDone || Code == ExitError)) {
    auto Buffer = llvm::MemoryBuffer::getOpenFile(
        C.Output, "unit", /*FileSize=*/-1, /*RequiresNullTerminator=*/false);
    if (!Buffer)
      R.Error = "cannot read the result: " + Buffer.getError().message();
    else if (Code == ExitDone)
      R.Output = std::move(*Buffer);
    else
      R.Error = (*Buffer)->getBuffer().str();
  } else {
    R.Error = describe(Status, C, Opts);
  }
  close(C.Output);
  return R;
}

PoolOutcome tocsin::tool::runJobs(
    const std::vector<unsigned> &Order, const WorkerOptions &Opts,
    llvm::function_ref<llvm::Error(unsigned, llvm::raw_ostream &)> Work,
    llvm::function_ref<void(unsigned, const JobResult &)> Done) {
  PoolOutcome Outcome;
  if (!Order.empty())
    Outcome.Results.resize(*std::max_element(Order.begin(), Order.end()) + 1);
  unsigned Jobs = Opts.Jobs ? Opts.Jobs : usableCpus();
  std::vector<Child> Running;
  size_t Next = 0;
  Interrupted = 0;
  SignalScope Scope;

  auto Start = [&](unsigned Job) {
    auto Fail = [&](std::string Why) {
      Outcome.Results[Job].Error = std::move(Why);
      Done(Job, Outcome.Results[Job]);
    };
    llvm::Expected<int> Output = openNameless();
    if (!Output)
      return Fail(llvm::toString(Output.takeError()));
    int Ends[2];
    if (pipe2(Ends, O_CLOEXEC) < 0) {
      close(*Output);
      return Fail(std::string("cannot make a pipe: ") + strerror(errno));
    }
    llvm::outs().flush();
    pid_t Pid = fork();
    if (Pid == 0) {
      Scope.restore();
      close(Ends[0]);
      runChild(Job, *Output, Opts, Work);
    }
    close(Ends[1]);
    if (Pid < 0) {
      close(Ends[0]);
      close(*Output);
      return Fail(std::string("cannot start a process: ") + strerror(errno));
    }
    Child C{Job, Pid, Ends[0], *Output, Clock::time_point::max()};
    if (Opts.TimeoutSeconds)
      C.Deadline = Clock::now() + std::chrono::seconds(Opts.TimeoutSeconds);
    Running.push_back(C);
  };

  while (!Interrupted && (Next < Order.size() || !Running.empty())) {
    while (Running.size() < Jobs && Next < Order.size())
      Start(Order[Next++]);
    if (Running.empty())
      continue;
    std::vector<pollfd> Polls;
    auto Deadline = Clock::time_point::max();
    for (const Child &C : Running) {
      Polls.push_back({C.Alive, POLLIN, 0});
      if (!C.TimedOut)
        Deadline = std::min(Deadline, C.Deadline);
    }
    timespec Wait, *Timeout = nullptr;
    if (Deadline != Clock::time_point::max()) {
      auto Left = std::max(Clock::duration::zero(), Deadline - Clock::now());
      auto Nanos =
          std::chrono::duration_cast<std::chrono::nanoseconds>(Left).count();
      Wait = {time_t(Nanos / 1000000000), long(Nanos % 1000000000)};
      Timeout = &Wait;
    }
    ppoll(Polls.data(), Polls.size(), Timeout, Scope.waiting());
    for (size_t I = Running.size(); I-- > 0;) {
      Child &C = Running[I];
      if (Polls[I].revents) {
        Outcome.Results[C.Job] = reap(C, Opts);
        Done(C.Job, Outcome.Results[C.Job]);
        Running.erase(Running.begin() + I);
      } else if (!C.TimedOut && Clock::now() >= C.Deadline) {
        C.TimedOut = true;
        kill(C.Pid, SIGKILL);
      }
    }
  }
  for (Child &C : Running)
    kill(C.Pid, SIGKILL);
  for (Child &C : Running)
    reap(C, Opts);
  // One that came together with the end of the last process waits still.
  struct timespec NoTime = {};
  ppoll(nullptr, 0, &NoTime, Scope.waiting());
  Outcome.Signal = Interrupted;
  return Outcome;
}

/// A thread's own heap grows by single pages, and both heaps are given back and
/// asked for again with every function that is analysed. There is one thread
/// only, and the process ends with it. The kernel hands out what most programs
/// need by large pages, if it does that at all: a tenth of the time went into
/// small ones.
static void keepHeap() {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TOP_PAD, FirstHeap);
  char *Before = static_cast<char *>(sbrk(0));
  void *volatile Grow = malloc(FirstHeap / 16);
  free(Grow);
  uintptr_t Page = sysconf(_SC_PAGESIZE);
  uintptr_t From = llvm::alignTo(uintptr_t(Before), Page);
  if (uintptr_t To = uintptr_t(sbrk(0)); To > From)
    madvise(reinterpret_cast<void *>(From), To - From, MADV_HUGEPAGE);
  mallopt(M_TOP_PAD, 16 << 20);
#endif
}

llvm::Expected<int> tocsin::tool::runGuarded(llvm::function_ref<int()> Work) {
  llvm::outs().flush();
  pid_t Pid = fork();
  if (Pid < 0)
    return llvm::createStringError(std::string("cannot start a process: ") +
                                   strerror(errno));
  if (Pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    keepHeap();
    int Code = 0;
    llvm::thread Thread(std::optional<unsigned>(GuardedStack),
                        [&] { Code = Work(); });
    Thread.join();
    llvm::outs().flush();
    // Another failure than those the work has told is not to be told twice.
    llvm::outs().clear_error();
    _exit(Code);
  }
  int Status = 0;
  while (waitpid(Pid, &Status, 0) < 0 && errno == EINTR)
    ;
  if (WIFEXITED(Status))
    return WEXITSTATUS(Status);
  int Signal = WTERMSIG(Status);
  if (Signal == SIGINT || Signal == SIGTERM || Signal == SIGPIPE)
    return 128 + Signal;
  const char *Name = strsignal(Signal);
  return llvm::createStringError(std::string(Name ? Name : "signal"));
}

/// "QUOTA PERIOD" or "max PERIOD"; 0 if there is no limit.
static unsigned quotaOf(StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return 0;
  auto [Quota, Period] = (*Buffer)->getBuffer().trim().split(' ');
  uint64_t Q, P;
  if (Quota.getAsInteger(10, Q) || Period.getAsInteger(10, P) || !P)
    return 0;
  return std::max<uint64_t>(1, (Q + P - 1) / P);
}

unsigned tocsin::tool::usableCpus() {
  unsigned Cpus =
      std::max(1u, llvm::hardware_concurrency().compute_thread_count());
  // "0::/PATH" names our group; every group above it may set a quota too.
  auto Buffer = llvm::MemoryBuffer::getFile("/proc/self/cgroup");
  if (!Buffer)
    return Cpus;
  llvm::SmallVector<StringRef, 8> Lines;
  (*Buffer)->getBuffer().split(Lines, '\n');
  for (StringRef Line : Lines) {
    if (!Line.consume_front("0::"))
      continue;
    for (StringRef Group = Line.rtrim('/');; Group = Group.rsplit('/').first) {
      std::string File = ("/sys/fs/cgroup" + Group + "/cpu.max").str();
      if (unsigned Quota = quotaOf(File))
        Cpus = std::min(Cpus, Quota);
      if (Group.empty())
        break;
    }
  }
  return Cpus;
}
