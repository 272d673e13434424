//===- Workers.h - Capture in child processes -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One child per translation unit, forked from this process so that Clang is
// loaded once. A child that crashes, hangs or eats the memory costs its own
// unit and no other. Results come back through files without a name, so an
// interrupted run leaves nothing behind.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_WORKERS_H
#define TOCSIN_TOOL_WORKERS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tocsin::tool {

/// Sanitizers reserve terabytes of address space that they never touch.
#ifdef TOCSIN_SANITIZE
constexpr unsigned DefaultMemoryMegabytes = 0;
#else
constexpr unsigned DefaultMemoryMegabytes = 4096;
#endif

struct WorkerOptions {
  unsigned Jobs = 0;                                 // 0: usable CPUs
  unsigned TimeoutSeconds = 300;                     // 0: none
  unsigned MemoryMegabytes = DefaultMemoryMegabytes; // 0: no limit
};

/// What became of one job.
struct JobResult {
  std::unique_ptr<llvm::MemoryBuffer> Output; // null: see Error
  std::string Error;
  double Seconds = 0; // CPU time of the child
  uint64_t PeakKilobytes = 0;
};

struct PoolOutcome {
  std::vector<JobResult> Results; // by job, up to the last one named
  int Signal =
      0; // not 0: interrupted, later jobs have neither result nor error
};

/// Runs the jobs named in `Order`, in that order. `Work` runs in the child: it
/// writes to the stream, or returns an error that the parent gets as text.
/// `Done` runs in the parent after each job.
PoolOutcome
runJobs(const std::vector<unsigned> &Order, const WorkerOptions &Opts,
        llvm::function_ref<llvm::Error(unsigned, llvm::raw_ostream &)> Work,
        llvm::function_ref<void(unsigned, const JobResult &)> Done);

/// Runs `Work` in a child with a large stack, with this process's streams, and
/// gives what it returns, or nothing and what happened if it did not return.
llvm::Expected<int> runGuarded(llvm::function_ref<int()> Work);

/// CPUs this process may use: affinity, then the cgroup's quota.
unsigned usableCpus();

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_WORKERS_H
