// RUN: %tocsin %s
// STD: c++17
// A load and a store under a lock, and somebody who adds in one step without
// it.
#include <atomic>
#include <mutex>

class Blocks {
public:
  void grow(long N) {
    std::lock_guard<std::mutex> G(M);
    Free.store(Free.load() + N); // EXPECT: split-atomic
  }
  void take() { Free.fetch_sub(1); }
  void give() { Free.fetch_add(1); }

private:
  std::mutex M;
  std::atomic<long> Free{0};
};

// Every change is under the lock; who only looks does without.
class Quota {
public:
  void grow(long N) {
    std::lock_guard<std::mutex> G(M);
    Left.store(Left.load() + N);
  }
  void take() {
    std::lock_guard<std::mutex> G(M);
    Left.fetch_sub(1);
  }
  long left() const { return Left.load(); }

private:
  std::mutex M;
  std::atomic<long> Left{0};
};

// Either this way or that one, for the object's whole life.
class Budget {
public:
  explicit Budget(std::mutex *M) : M(M) {}
  void take(long N) {
    if (M) {
      std::lock_guard<std::mutex> G(*M);
      Used.store(Used.load() + N);
    } else {
      Used.fetch_add(N);
    }
  }

private:
  std::mutex *M;
  std::atomic<long> Used{0};
};

void use(Blocks &B, Quota &Q, Budget &U) {
  B.grow(1);
  B.take();
  B.give();
  Q.grow(1);
  Q.take();
  Q.left();
  U.take(1);
}
