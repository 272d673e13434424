// RUN: %tocsin %s
// A guard of the program that tries, and keeps the answer for who asks.

#include <mutex>
#include <thread>
#include <vector>

class TryHold {
public:
  explicit TryHold(std::mutex &m) : mutex(m), held(m.try_lock()) {}
  ~TryHold() {
    if (held)
      mutex.unlock();
  }
  bool isHeld() const { return held; }

private:
  std::mutex &mutex;
  const bool held;
};

class Mixer {
public:
  void add() {
    std::lock_guard<std::mutex> l(mutex);
    ++voices;
  }
  void asked() {
    TryHold t(mutex);
    if (t.isHeld())
      --voices;
  }
  bool askedFirst() {
    TryHold t(mutex);
    if (!t.isHeld())
      return false;
    drop();
    return true;
  }
  void notAsked() {
    TryHold t(mutex);
    --voices; // EXPECT: lost-update
  }
  void after() {
    int gone = 0;
    {
      TryHold t(mutex);
      if (t.isHeld())
        gone = voices / 2;
    }
    voices -= gone; // EXPECT: lost-update
  }

private:
  void drop() { voices -= 2; }
  std::mutex mutex;
  int voices = 0;
};

void run(Mixer &m) {
  std::vector<std::thread> t;
  for (int i = 0; i < 3; ++i)
    t.emplace_back([&m] {
      m.add();
      m.asked();
      m.askedFirst();
      m.notAsked();
      m.after();
    });
  for (auto &x : t)
    x.join();
}
