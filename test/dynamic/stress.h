//===- stress.h - Runs guilty code and its corrected twin in two threads --===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A driver includes a lit test and this, and lists its proofs in PROOFS. Each
// round of a proof starts from a fresh state, lets two threads take their steps
// at the same time, and looks at the result. C and C++.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_DYNAMIC_STRESS_H
#define TOCSIN_TEST_DYNAMIC_STRESS_H

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

/// What a proof is about: code that loses something in at least one round, or
/// code that never does.
enum Kind { LOSES, KEEPS };

struct Proof {
  const char *Name;
  enum Kind Kind;
  /// As many rounds nothing is lost in; code that loses has until the time is
  /// up.
  long Rounds;
  /// Steps of each of the two threads in a round.
  long Steps;
  void (*Reset)(void);
  void (*Step)(int Thread);
  /// Whether something was lost in this round.
  int (*Wrong)(long Steps);
};

static const struct Proof *Running;
static pthread_barrier_t Begin, End;
/// Zero once no more rounds follow; changed only between End and Begin.
static int MoreRounds;

#define UNDISTURBED __attribute__((no_instrument_function))

/// Called at the entry of every function, inline ones too: gives the other
/// thread a chance to run there, now and then. The code under proof needs no
/// change for it.
#ifdef __cplusplus
extern "C"
#endif
    UNDISTURBED void
    __cyg_profile_func_enter(void *Function, void *Caller) {
  static __thread unsigned Random = 1;
  (void)Function;
  (void)Caller;
  Random = Random * 1103515245u + 12345u;
  if ((Random >> 16) % 32 == 0)
    sched_yield();
}

#ifdef __cplusplus
extern "C"
#endif
    UNDISTURBED void
    __cyg_profile_func_exit(void *Function, void *Caller) {
  (void)Function;
  (void)Caller;
}

/// Stops whichever thread gets it, between any two of its instructions, for
/// long enough that the other can take a few steps.
UNDISTURBED static void stopForAWhile(int Signal) {
  struct timespec While = {0, 20000};
  (void)Signal;
  nanosleep(&While, 0);
}

/// A signal every so many microseconds for the threads under proof; none for 0.
UNDISTURBED static void disturb(long Microseconds) {
  struct itimerval Every;
  struct sigaction Action;
  memset(&Action, 0, sizeof Action);
  Action.sa_handler = stopForAWhile;
  Action.sa_flags = SA_RESTART;
  sigaction(SIGALRM, &Action, 0);
  memset(&Every, 0, sizeof Every);
  Every.it_value.tv_usec = Every.it_interval.tv_usec = Microseconds;
  setitimer(ITIMER_REAL, &Every, 0);
}

/// Whether signals of that kind may come to this thread.
UNDISTURBED static void undisturbed(int How) {
  sigset_t Alarm;
  sigemptyset(&Alarm);
  sigaddset(&Alarm, SIGALRM);
  pthread_sigmask(How, &Alarm, 0);
}

UNDISTURBED static void *takeSteps(void *Thread) {
  for (;;) {
    pthread_barrier_wait(&Begin);
    if (!MoreRounds)
      return 0;
    for (long I = 0; I < Running->Steps; I++)
      Running->Step((int)(long)Thread);
    pthread_barrier_wait(&End);
  }
}

/// Runs the rounds; stops early once the loss is shown, or after Seconds.
UNDISTURBED static long prove(const struct Proof *P, long *Rounds,
                              long Seconds) {
  pthread_t Threads[2];
  long Wrong = 0;
  time_t Until = time(0) + Seconds;
  Running = P;
  MoreRounds = 1;
  pthread_barrier_init(&Begin, 0, 3);
  pthread_barrier_init(&End, 0, 3);
  for (long I = 0; I < 2; I++)
    pthread_create(&Threads[I], 0, takeSteps, (void *)I);
  undisturbed(SIG_BLOCK);
  disturb(200);
  for (*Rounds = 0; time(0) <= Until;) {
    if (P->Kind == LOSES ? Wrong != 0 : *Rounds == P->Rounds)
      break;
    P->Reset();
    pthread_barrier_wait(&Begin);
    pthread_barrier_wait(&End);
    Wrong += P->Wrong(P->Steps) != 0;
    ++*Rounds;
  }
  MoreRounds = 0;
  disturb(0);
  undisturbed(SIG_UNBLOCK);
  pthread_barrier_wait(&Begin);
  for (int I = 0; I < 2; I++)
    pthread_join(Threads[I], 0);
  pthread_barrier_destroy(&Begin);
  pthread_barrier_destroy(&End);
  return Wrong;
}

/// One line for each proof: kind, name, how many rounds of how many went wrong.
UNDISTURBED static int proveAll(const struct Proof *All, int N, long Seconds) {
  int Failed = 0;
  for (int I = 0; I < N; I++) {
    long Rounds;
    long Wrong = prove(&All[I], &Rounds, Seconds);
    int AsSaid = (Wrong != 0) == (All[I].Kind == LOSES);
    printf("%s %s %s %ld %ld\n", AsSaid ? "ok" : "FAILED",
           All[I].Kind == LOSES ? "loses" : "keeps", All[I].Name, Wrong,
           Rounds);
    fflush(stdout);
    Failed += !AsSaid;
  }
  return Failed != 0;
}

#define PROVE(PROOFS)                                                          \
  int main(int Argc, char **Argv) {                                            \
    return proveAll(PROOFS, (int)(sizeof(PROOFS) / sizeof(*PROOFS)),           \
                    Argc > 1 ? atol(Argv[1]) : 20);                            \
  }

#endif // TOCSIN_TEST_DYNAMIC_STRESS_H
