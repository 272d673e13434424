// RUN: %tocsin %s
// STD: c++17
// A number is drawn for each try; that the last one failed is no reason that
// another thread could take away.
#include <mutex>
#include <string>

struct Backend {
  virtual bool put(const std::string &Name, unsigned long Number) = 0;
};

class Numbers {
  std::mutex Mu;
  unsigned long Last = 0, Open = 0;

public:
  unsigned long draw(Backend &B, const std::string &Name) {
    std::unique_lock<std::mutex> L(Mu);
    for (;;) {
      const unsigned long Number = ++Last;
      L.unlock();
      bool Stored = B.put(Name, Number);
      L.lock();
      if (Stored)
        return Number;
    }
  }
  bool open(Backend &B, const std::string &Name) {
    std::unique_lock<std::mutex> L(Mu);
    if (Open >= 16)
      return false;
    L.unlock();
    B.put(Name, 0);
    L.lock();
    ++Open; // EXPECT: check-then-act
    return true;
  }
  void close() {
    std::lock_guard<std::mutex> L(Mu);
    --Open;
  }
};
