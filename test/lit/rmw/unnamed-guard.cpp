// RUN: %tocsin %s
// Guards that guard nothing: gone at the semicolon, or no guard at all.
// OPTIONS: -Wno-vexing-parse -Wno-unused-value
#include <mutex>

class Meter {
  std::mutex M;
  long Total = 0;

public:
  void add(long N) {
    std::lock_guard<std::mutex> L(M);
    Total += N;
  }
  void reset() {
    std::lock_guard<std::mutex> L(M);
    Total = 0;
  }
  long total() {
    std::lock_guard<std::mutex> L(M);
    return Total;
  }
  void guiltyTemporary() {
    std::lock_guard<std::mutex>{M};
    ++Total; // EXPECT: lost-update
  }
  void guiltyDeclaration() {
    std::unique_lock<std::mutex>(M); // declares a variable M
    ++Total; // EXPECT: lost-update
  }
  void guiltyEmpty() {
    std::scoped_lock L;
    ++Total; // EXPECT: lost-update
  }
  void guiltyDeferred() {
    std::unique_lock<std::mutex> L(M, std::defer_lock);
    ++Total; // EXPECT: lost-update
  }
  void corrected() {
    std::scoped_lock L(M);
    ++Total;
  }
};
