// RUN: %tocsin %s
// Before another thread can see the object, nothing needs a lock.
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Worker {
  std::mutex M;
  long Steps = 0;
  std::vector<long> Rows;
  std::thread Thread;

public:
  Worker(long First) {
    Steps += First;
    if (Rows.empty())
      Rows.push_back(First);
  }
  // The destructor joins before it looks.
  ~Worker() {
    if (Thread.joinable())
      Thread.join();
    Steps--;
  }
  void add(long N) {
    std::lock_guard<std::mutex> L(M);
    Steps += N;
    Rows.push_back(N);
  }
  // Until here the object belongs to one thread.
  void start() {
    ++Steps;
    Thread = std::thread([this] { add(1); });
  }
};

struct Meter {
  std::mutex M;
  long Total = 0;
};

void add(Meter &A, long N) {
  std::lock_guard<std::mutex> L(A.M);
  A.Total += N;
}

Meter *fresh(long N) {
  Meter *A = new Meter;
  A->Total += N;
  return A;
}

std::unique_ptr<Meter> freshOwned(long N) {
  auto A = std::make_unique<Meter>();
  A->Total += N;
  A->Total++;
  return A;
}

long onStack(long N) {
  Meter A;
  A.Total += N;
  return A.Total;
}
