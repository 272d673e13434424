// RUN: %tocsin %s
// That an object is atomic says that others have it, whoever hands it over.
#include <atomic>

void takeAway(std::atomic<int> &Left, int N) {
  Left.store(Left.load() - N); // EXPECT: split-atomic
}

void takeAwayBelow(std::atomic<int> *Left, int N) {
  int Seen = Left->load();
  Left->store(Seen - N); // EXPECT: split-atomic
}

void corrected(std::atomic<int> &Left, int N) { Left.fetch_sub(N); }

void setOnce(std::atomic<int> &Left, int N) { Left.store(N); }

// Each thread hands over a counter of its own.
struct Slot {
  std::atomic<int> Seen{0};
};
thread_local Slot Mine;
void bump(std::atomic<int> &Counter, int By) {
  Counter.store(Counter.load() + By);
}
void seen(int By) { bump(Mine.Seen, By); }
