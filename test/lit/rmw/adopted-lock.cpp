// RUN: %tocsin %s
// STD: c++17
// Tried on one object, else taken of another: the guard adopts whichever it is.
#include <atomic>
#include <mutex>

struct Shard {
  std::mutex M;
  std::atomic<long> Left{0};
};

class Pool {
public:
  long take(long N, int Cpu) {
    Shard *S = at(Cpu);
    if (!S->M.try_lock()) {
      S = other();
      S->M.lock();
    }
    std::unique_lock<std::mutex> G(S->M, std::adopt_lock);
    long Now = S->Left.load(std::memory_order_relaxed);
    S->Left.store(Now - N, std::memory_order_relaxed);
    return Now;
  }
  long takeFast(long N, int Cpu) {
    Shard *S = at(Cpu);
    long Now = S->Left.load(std::memory_order_relaxed);
    S->Left.store(Now - N, std::memory_order_relaxed); // EXPECT: split-atomic
    return Now;
  }

private:
  Shard *at(int Cpu);
  Shard *other();
};

long run(Pool &P) { return P.take(1, 2) + P.takeFast(1, 2); }
