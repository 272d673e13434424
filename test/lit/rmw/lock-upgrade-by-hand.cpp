// RUN: %tocsin %s
// Reader's lock given up, writer's lock taken: two sections, one stale answer.
#include <mutex>
#include <shared_mutex>
#include <vector>

class Cache {
  std::shared_mutex M;
  std::vector<int> Rows;
  int Count = 0;

public:
  void reset() {
    std::unique_lock<std::shared_mutex> L(M);
    Rows.clear();
    Count = 0;
  }
  int count() {
    std::unique_lock<std::shared_mutex> L(M);
    return Count;
  }
  void guilty() {
    M.lock_shared();
    bool Missing = Rows.empty();
    M.unlock_shared();
    if (!Missing)
      return;
    M.lock();
    Rows.push_back(1); // EXPECT: check-then-act
    M.unlock();
  }
  void guiltyCount() {
    M.lock_shared();
    int Seen = Count;
    M.unlock_shared();
    M.lock();
    Count = Seen + 1; // EXPECT: lost-update
    M.unlock();
  }
  void correctedCount() {
    std::unique_lock<std::shared_mutex> L(M);
    ++Count;
  }
  void corrected() {
    M.lock_shared();
    bool Missing = Rows.empty();
    M.unlock_shared();
    if (!Missing)
      return;
    M.lock();
    if (Rows.empty())
      Rows.push_back(1);
    M.unlock();
  }
};
