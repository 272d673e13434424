// RUN: %tocsin %s
// The helper is private and every caller holds the lock, at any depth.
#include <map>
#include <mutex>

class Table {
  std::mutex M;
  std::map<int, int> Rows;
  long Changes = 0;

  void count() { ++Changes; }
  void putLocked(int Key, int N) {
    if (Rows.find(Key) == Rows.end())
      Rows[Key] = N;
    count();
  }
  // The caller shows its lock.
  void dropLocked(int Key, const std::unique_lock<std::mutex> &) {
    Rows.erase(Key);
    ++Changes;
  }

public:
  void put(int Key, int N) {
    std::lock_guard<std::mutex> L(M);
    putLocked(Key, N);
  }
  void putBoth(int A, int B) {
    std::unique_lock<std::mutex> L(M);
    putLocked(A, 1);
    putLocked(B, 2);
  }
  void drop(int Key) {
    std::unique_lock<std::mutex> L(M);
    dropLocked(Key, L);
  }
  long changes() {
    std::lock_guard<std::mutex> L(M);
    return Changes;
  }
};
