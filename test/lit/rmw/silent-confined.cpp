// RUN: %tocsin %s
// What a thread has to itself needs no lock.
#include <memory>
#include <thread>
#include <utility>
#include <vector>

static thread_local long Mine;

long next() { return ++Mine; }

struct Batch {
  long Total = 0;
  std::vector<long> Rows;
};

void byValue(Batch B) {
  std::thread T([B = std::move(B)]() mutable {
    B.Total += 1;
    if (B.Rows.empty())
      B.Rows.push_back(next());
  });
  T.detach();
}

void byOwner(std::unique_ptr<Batch> B) {
  std::thread T([B = std::move(B)] {
    B->Total += 1;
    B->Rows.push_back(next());
  });
  T.detach();
}

void ownParts(std::vector<long> &Sums) {
  std::vector<std::thread> Threads;
  for (unsigned I = 0; I < Sums.size(); ++I)
    Threads.emplace_back([I] {
      long Local = 0;
      for (unsigned K = 0; K < I; ++K)
        Local += next();
      (void)Local;
    });
  for (std::thread &T : Threads)
    T.join();
}

// One thread, joined before the owner goes on.
long oneAtATime() {
  long Sum = 0;
  std::thread T([&Sum] { Sum += 1; });
  T.join();
  Sum += 1;
  return Sum;
}
