// RUN: %tocsin %s
// Threads that read for an event loop seem to run all of its commands; a state
// that the loop sets keeps them out. One chain of calls is no evidence against
// a whole program; what the thread does close to its body still is.
#include <pthread.h>

static int Busy;
static long Reads, Handled;
static struct {
  long Get, Set, Del, Incr, Append, Expire, Hits, Misses, Keys, Bytes, Peak,
      Errors, Denied, Clients;
} Stats;

static void runCommand(int C) {
  Handled++;
  switch (C) {
  case 0: Stats.Get++; break;
  case 1: Stats.Set++; break;
  case 2: Stats.Del++; break;
  case 3: Stats.Incr++; break;
  case 4: Stats.Append++; break;
  case 5: Stats.Expire++; break;
  case 6: Stats.Hits++; break;
  case 7: Stats.Misses++; break;
  case 8: Stats.Keys++; break;
  case 9: Stats.Bytes++; break;
  case 10: Stats.Peak++; break;
  case 11: Stats.Errors++; break;
  case 12: Stats.Denied++; break;
  default: Stats.Clients++; break;
  }
}

static void process(int C) {
  if (Busy)
    return;
  runCommand(C);
}

static void readClient(int C) { process(C); }

static void *readMany(void *Arg) {
  for (int I = 0; I < 100; ++I) {
    Reads++; // EXPECT: lost-update
    readClient(I);
  }
  return Arg;
}

int main(void) {
  pthread_t T[4];
  for (int I = 0; I < 4; ++I)
    pthread_create(&T[I], 0, readMany, 0);
  readClient(1);
  for (int I = 0; I < 4; ++I)
    pthread_join(T[I], 0);
  return 0;
}
