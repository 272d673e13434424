// RUN: %tocsin %s
// A function static that two threads count with.
#include <atomic>
#include <thread>

static int nextLost() {
  static int Last = 0;
  return ++Last; // EXPECT: lost-update
}

static int nextKept() {
  static std::atomic<int> Last{0};
  return ++Last;
}

static void work(int &Guilty, int &Corrected) {
  Guilty = nextLost();
  Corrected = nextKept();
}

void run(int (&Guilty)[2], int (&Corrected)[2]) {
  std::thread A(work, std::ref(Guilty[0]), std::ref(Corrected[0]));
  std::thread B(work, std::ref(Guilty[1]), std::ref(Corrected[1]));
  A.join();
  B.join();
}
