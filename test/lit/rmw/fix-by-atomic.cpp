// RUN: %tocsin %s
// The flag was made atomic, the check and the set were left apart.
#include <atomic>
#include <thread>

class Saver {
  std::atomic<bool> Running{false};
  std::atomic<int> Active{0};
  std::atomic<int> Jobs{0};

  void save() { Jobs++; }

public:
  bool guilty() {
    if (Running)
      return false;
    Running = true; // EXPECT: split-atomic
    save();
    Running = false;
    return true;
  }
  bool guiltyLimit(int Limit) {
    if (Active.load() >= Limit)
      return false;
    Active.fetch_add(1); // EXPECT: split-atomic
    save();
    Active.fetch_sub(1);
    return true;
  }
  bool corrected() {
    if (Running.exchange(true))
      return false;
    save();
    Running = false;
    return true;
  }
  bool correctedLimit(int Limit) {
    int Seen = Active.load();
    do {
      if (Seen >= Limit)
        return false;
    } while (!Active.compare_exchange_weak(Seen, Seen + 1));
    save();
    Active.fetch_sub(1);
    return true;
  }
};
