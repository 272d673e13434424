// RUN: %tocsin %s
// What a destructor does to an object that it only refers to, others do as well.
#include <atomic>
#include <thread>
#include <vector>

class Slowest {
  std::atomic<long> Worst{0};

public:
  void guilty(long N) {
    if (N > Worst.load())
      Worst.store(N); // EXPECT: split-atomic
  }
};

class Stopwatch {
  Slowest &To;
  long Since = 3;

public:
  explicit Stopwatch(Slowest &S) : To(S) {}
  ~Stopwatch() { To.guilty(Since); }
};

// Of its own: nobody else is there.
class Owner {
  struct Part {
    std::atomic<long> Worst{0};
    void corrected(long N) {
      if (N > Worst.load())
        Worst.store(N);
    }
  } Inner;

public:
  ~Owner() { Inner.corrected(3); }
};

void serve(Slowest &S) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < 4; ++I)
    Pool.emplace_back([&S] {
      Stopwatch W(S);
      Owner O;
    });
  for (std::thread &T : Pool)
    T.join();
}
