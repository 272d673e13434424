//===- WorkersTest.cpp - Children that fail in every way ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A child's end costs its own job and is told in words.
//
//===----------------------------------------------------------------------===//

#include "Workers.h"
#include "Options.h"
#include "gtest/gtest.h"
#include <csignal>
#include <unistd.h>

using namespace tocsin::tool;

namespace {

PoolOutcome
run(unsigned Count, const WorkerOptions &Opts,
    llvm::function_ref<llvm::Error(unsigned, llvm::raw_ostream &)> Work) {
  std::vector<unsigned> Order;
  for (unsigned I = 0; I < Count; ++I)
    Order.push_back(Count - 1 - I);
  unsigned Done = 0;
  PoolOutcome O =
      runJobs(Order, Opts, Work, [&](unsigned, const JobResult &) { ++Done; });
  EXPECT_TRUE(O.Signal || Done == Count);
  return O;
}

TEST(Workers, ResultsComeBackByJobNotByOrder) {
  WorkerOptions Opts;
  Opts.Jobs = 3;
  PoolOutcome O = run(20, Opts, [](unsigned I, llvm::raw_ostream &OS) {
    OS << "job " << I << std::string(I * 10000, 'x');
    return llvm::Error::success();
  });
  for (unsigned I = 0; I < 20; ++I) {
    ASSERT_TRUE(O.Results[I].Output);
    EXPECT_EQ(("job " + std::to_string(I)).size() + I * 10000,
              O.Results[I].Output->getBufferSize());
    EXPECT_TRUE(O.Results[I].Output->getBuffer().starts_with(
        "job " + std::to_string(I)));
  }
}

TEST(Workers, ErrorCrashAndExitAreTold) {
  WorkerOptions Opts;
  Opts.Jobs = 2;
  PoolOutcome O =
      run(4, Opts, [](unsigned I, llvm::raw_ostream &OS) -> llvm::Error {
        OS << "half a result";
        if (I == 0)
          return llvm::createStringError("no such thing");
        if (I == 1)
          raise(SIGSEGV);
        if (I == 2)
          _exit(7);
        return llvm::Error::success();
      });
  EXPECT_EQ("no such thing", O.Results[0].Error);
  EXPECT_EQ("the parser crashed: Segmentation fault", O.Results[1].Error);
  EXPECT_EQ("the parser left with status 7", O.Results[2].Error);
  for (unsigned I : {0, 1, 2})
    EXPECT_FALSE(O.Results[I].Output);
  ASSERT_TRUE(O.Results[3].Output);
}

TEST(Workers, AHangEndsAtItsTimeLimit) {
  WorkerOptions Opts;
  Opts.Jobs = 2;
  Opts.TimeoutSeconds = 1;
  PoolOutcome O = run(2, Opts, [](unsigned I, llvm::raw_ostream &OS) {
    while (I == 0)
      pause();
    return llvm::Error::success();
  });
  EXPECT_EQ("took longer than 1 s (--timeout)", O.Results[0].Error);
  EXPECT_TRUE(O.Results[1].Output);
}

#ifndef TOCSIN_SANITIZE
TEST(Workers, TheMemoryLimitHolds) {
  WorkerOptions Opts;
  Opts.Jobs = 1;
  Opts.MemoryMegabytes = 1024;
  PoolOutcome O = run(2, Opts, [](unsigned I, llvm::raw_ostream &OS) {
    std::vector<std::string> Hoard;
    while (I == 0)
      Hoard.emplace_back(1 << 20, 'x');
    return llvm::Error::success();
  });
  EXPECT_EQ("needs more than 1024 MB (--memory-limit)", O.Results[0].Error);
  EXPECT_TRUE(O.Results[1].Output);
}
#endif

TEST(Workers, TheDefaultMemoryLimitSuitsTheBuild) {
#ifdef TOCSIN_SANITIZE
  EXPECT_EQ(0u, Options().MemoryLimit);
#else
  EXPECT_EQ(4096u, Options().MemoryLimit);
#endif
  EXPECT_EQ(Options().MemoryLimit, WorkerOptions().MemoryMegabytes);
}

TEST(Workers, AnInterruptEndsTheRun) {
  WorkerOptions Opts;
  Opts.Jobs = 1;
  Opts.TimeoutSeconds = 60;
  pid_t Self = getpid();
  PoolOutcome O = run(2, Opts, [=](unsigned, llvm::raw_ostream &) {
    kill(Self, SIGINT);
    for (;;)
      pause();
    return llvm::Error::success();
  });
  EXPECT_EQ(SIGINT, O.Signal);
}

TEST(Workers, GuardedWorkReturnsOrIsTold) {
  auto Code = runGuarded([] { return 3; });
  ASSERT_TRUE(bool(Code));
  EXPECT_EQ(3, *Code);
  Code = runGuarded([]() -> int {
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
    return 0;
  });
  ASSERT_FALSE(bool(Code));
  EXPECT_EQ("Segmentation fault", llvm::toString(Code.takeError()));
}

TEST(Workers, AtLeastOneCpu) { EXPECT_GE(usableCpus(), 1u); }

} // namespace
