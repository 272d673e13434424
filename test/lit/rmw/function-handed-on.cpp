// RUN: %tocsin %s
// A helper calls the function that it is handed, at once and on the thread of
// who hands it over; under a lock of its own it guards what that does.
#include <functional>
#include <mutex>
#include <thread>

static std::mutex M;
static long Bare, Boxed, Kept, Inner;

static void countBare() { Bare++; } // EXPECT: lost-update
static void countBoxed() { Boxed++; } // EXPECT: lost-update
static void countKept() { Kept++; }
static void countInner() {
  std::lock_guard<std::mutex> L(M);
  Inner++;
}

static void twice(void (*F)()) {
  F();
  F();
}
static void handOn(void (*F)()) { twice(F); }
static void call(const std::function<void()> &F) { F(); }
static void locked(void (*F)()) {
  std::lock_guard<std::mutex> L(M);
  F();
}

static void all() {
  handOn(countBare);
  call(countBoxed);
  locked(countKept);
  handOn(countInner);
}

int main() {
  std::thread A([] { all(); }), B([] { all(); });
  A.join();
  B.join();
  return 0;
}
