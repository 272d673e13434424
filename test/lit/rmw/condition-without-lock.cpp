// RUN: %tocsin %s
// The waiter looks at the flag under the lock; who sets it must hold it too,
// or the wake-up falls between the look and the sleep.
#include <condition_variable>
#include <mutex>

class Gate {
  std::mutex M;
  std::condition_variable Opened;
  bool Open = false;

public:
  void pass() {
    std::unique_lock<std::mutex> L(M);
    while (!Open)
      Opened.wait(L);
    Open = false;
  }
  void guilty() {
    Open = true; // EXPECT: lost-update
    Opened.notify_one();
  }
  void corrected() {
    {
      std::lock_guard<std::mutex> L(M);
      Open = true;
    }
    Opened.notify_one();
  }
};
