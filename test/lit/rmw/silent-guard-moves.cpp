// RUN: %tocsin %s
// A guard can be returned, moved, passed on and kept in a member.
#include <mutex>
#include <utility>

class Meter {
  std::mutex M;
  long Total = 0;

  std::unique_lock<std::mutex> acquire() {
    return std::unique_lock<std::mutex>(M);
  }
  std::unique_lock<std::mutex> acquireNamed() {
    std::unique_lock<std::mutex> L(M);
    return L;
  }
  void addUnder(std::unique_lock<std::mutex> L, long N) { Total += N; }

public:
  void reset() {
    std::lock_guard<std::mutex> L(M);
    Total = 0;
  }
  void returned(long N) {
    auto L = acquire();
    Total += N;
  }
  void returnedNamed(long N) {
    auto L = acquireNamed();
    Total += N;
  }
  void moved(long N) {
    std::unique_lock<std::mutex> First(M);
    std::unique_lock<std::mutex> Second = std::move(First);
    Total += N;
  }
  void passed(long N) {
    std::unique_lock<std::mutex> L(M);
    addUnder(std::move(L), N);
  }
  void assigned(long N) {
    std::unique_lock<std::mutex> L;
    L = std::unique_lock<std::mutex>(M);
    Total += N;
  }
  void guiltyMovedAway(long N) {
    std::unique_lock<std::mutex> First(M);
    { std::unique_lock<std::mutex> Second = std::move(First); }
    Total += N; // EXPECT: lost-update
  }
};

class Transaction {
  std::unique_lock<std::mutex> L;
  long &Value;

public:
  Transaction(std::mutex &M, long &Value) : L(M), Value(Value) {}
  void add(long N) { Value += N; }
};
