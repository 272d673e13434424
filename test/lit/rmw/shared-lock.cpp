// RUN: %tocsin %s
// Readers let each other in, so a reader's lock protects no write.
#include <mutex>
#include <shared_mutex>

class Cache {
  mutable std::shared_mutex M;
  long Hits = 0;

public:
  void reset() {
    std::unique_lock<std::shared_mutex> L(M);
    Hits = 0;
  }
  long hits() const {
    std::shared_lock<std::shared_mutex> L(M);
    return Hits;
  }
  void guilty() {
    std::shared_lock<std::shared_mutex> L(M);
    ++Hits; // EXPECT: lost-update
  }
  void guiltyMethod() {
    M.lock_shared();
    Hits += 2; // EXPECT: lost-update
    M.unlock_shared();
  }
  void corrected() {
    std::unique_lock<std::shared_mutex> L(M);
    ++Hits;
  }
};
