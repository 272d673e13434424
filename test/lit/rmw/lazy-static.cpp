// RUN: %tocsin %s
// A static made on first use, by whichever threads come first.
#include <thread>

struct Names {
  int Count = 0;
};

Names &guilty() {
  static Names *N;
  if (!N)
    N = new Names; // EXPECT: check-then-act
  return *N;
}

Names &guiltyNull() {
  static Names *N = nullptr;
  if (N == nullptr)
    N = new Names; // EXPECT: check-then-act
  return *N;
}

Names &corrected() {
  static Names *N = new Names;
  return *N;
}

static void work(int *Sum) {
  *Sum = guilty().Count + guiltyNull().Count + corrected().Count;
}

int run() {
  int A = 0, B = 0;
  std::thread First(work, &A), Second(work, &B);
  First.join();
  Second.join();
  return A + B;
}
