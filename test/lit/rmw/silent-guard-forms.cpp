// RUN: %tocsin %s
// Deferred, adopted, released and taken again, several at once: all held.
#include <mutex>
#include <shared_mutex>

class Pair {
  std::mutex A, B;
  std::shared_mutex S;
  std::recursive_mutex R;
  long X = 0, Y = 0, Z = 0, W = 0;

public:
  void scoped() {
    std::scoped_lock L(A, B);
    ++X;
    ++Y;
  }
  void adopted() {
    std::lock(A, B);
    std::lock_guard<std::mutex> LA(A, std::adopt_lock);
    std::lock_guard<std::mutex> LB(B, std::adopt_lock);
    ++X;
    ++Y;
  }
  void deferred() {
    std::unique_lock<std::mutex> LA(A, std::defer_lock);
    std::unique_lock<std::mutex> LB(B, std::defer_lock);
    std::lock(LA, LB);
    ++X;
    ++Y;
  }
  void later() {
    std::unique_lock<std::mutex> L(A, std::defer_lock);
    L.lock();
    ++X;
    L.unlock();
    L.lock();
    ++X;
  }
  void byHand() {
    A.lock();
    ++X;
    A.unlock();
  }
  void released() {
    std::unique_lock<std::mutex> L(A);
    L.release();
    ++X;
    A.unlock();
  }
  void writer() {
    std::unique_lock<std::shared_mutex> L(S);
    ++Z;
  }
  long reader() {
    std::shared_lock<std::shared_mutex> L(S);
    return Z;
  }
  void again() {
    std::lock_guard<std::recursive_mutex> L(R);
    {
      std::lock_guard<std::recursive_mutex> Inner(R);
      ++W;
    }
    ++W;
  }
  void readBetween() {
    std::lock_guard<std::recursive_mutex> L(R);
    long Seen;
    {
      std::lock_guard<std::recursive_mutex> Inner(R);
      Seen = W;
    }
    W = Seen + 1; // the outer lock was never given up
  }
};
