// RUN: %tocsin %s
// Compare-exchanges whose comparison is in vain, each beside one that works.
#include <algorithm>
#include <atomic>

std::atomic<int> count, state;
std::atomic<bool> flag;
enum { Idle, Running };

void ignored() {
  int old = count.load();
  count.compare_exchange_strong(old, old + 1); // EXPECT: ignored-conflict
}

void repeated() {
  int old = count.load();
  while (!count.compare_exchange_weak(old, old + 1)) {
  }
}

// Whoever is first has done it; nothing is lost.
void transition() {
  int old = Idle;
  state.compare_exchange_strong(old, Running);
}

void stale() {
  int old = count.load();
  int next = old * 2;
  while (!count.compare_exchange_weak(old, next)) { // EXPECT: unchecked-version
  }
}

void anew() {
  int old = count.load(), next;
  do {
    next = old * 2;
  } while (!count.compare_exchange_weak(old, next));
}

void clobbered() {
  bool taken = false;
  while (!flag.compare_exchange_weak(taken, true)) { // EXPECT: unchecked-version
  }
}

void reset() {
  bool taken = false;
  while (!flag.compare_exchange_weak(taken, true))
    taken = false;
}

bool give_up(int expected, int next) {
  while (!state.compare_exchange_weak(expected, next))
    if (expected != Idle)
      return false;
  return true;
}

// What the library chooses among values is computed from them.
void guiltyBounded(std::atomic<long> &Level, long More) {
  long Now = Level.load();
  Level.compare_exchange_strong(Now, std::min(Now + More, 100L)); // EXPECT: ignored-conflict
}

void correctedBounded(std::atomic<long> &Level, long More) {
  long Now = Level.load();
  while (!Level.compare_exchange_weak(Now, std::min(Now + More, 100L)))
    ;
}

// What goes on a list is put before what was its head: it is lost with it.
struct Link {
  Link *Next;
};
std::atomic<Link *> First;
std::atomic<long> Sum;

void guiltyPush(Link *New) {
  Link *Head = First.load();
  New->Next = Head;
  First.compare_exchange_strong(Head, New); // EXPECT: ignored-conflict
}

void correctedPush(Link *New) {
  New->Next = First.load();
  while (!First.compare_exchange_weak(New->Next, New))
    ;
}

void guiltyKept(long Bits) {
  long Now = Sum.load();
  const bool Done =
      Sum.compare_exchange_strong(Now, Now ^ Bits); // EXPECT: ignored-conflict
  (void)Done;
}

bool correctedKept(long Bits) {
  long Now = Sum.load();
  const bool Done = Sum.compare_exchange_strong(Now, Now ^ Bits);
  return Done;
}
