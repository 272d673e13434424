// RUN: %tocsin %s
// An object that refers to the guard opens the lock for its own lifetime.
#include <deque>
#include <mutex>

void ring(int Bell);

class Tower {
  std::mutex M;
  std::deque<int> Bells;
  long Rung = 0;

  struct Aside {
    std::unique_lock<std::mutex> &L;
    explicit Aside(std::unique_lock<std::mutex> &L) : L(L) { L.unlock(); }
    ~Aside() { L.lock(); }
  };
  void strike(std::unique_lock<std::mutex> &L, int Bell) {
    Aside A(L);
    ring(Bell);
  }
  void strikeTwice(std::unique_lock<std::mutex> &L, int Bell) {
    strike(L, Bell);
    strike(L, Bell);
  }

public:
  void hang(int Bell) {
    std::lock_guard<std::mutex> L(M);
    Bells.push_back(Bell);
    Rung = 0;
  }
  void peal() {
    std::unique_lock<std::mutex> L(M);
    long Before = Rung;
    strikeTwice(L, 1);
    Rung = Before + 2; // EXPECT: lost-update
  }
  void pealOn() {
    std::unique_lock<std::mutex> L(M);
    strikeTwice(L, 1);
    Rung = Rung + 2;
  }
  void unhang() {
    std::unique_lock<std::mutex> L(M);
    if (Bells.empty())
      return;
    strike(L, 0);
    Bells.pop_front(); // EXPECT: check-then-act
  }
  void unhangNow() {
    std::unique_lock<std::mutex> L(M);
    strike(L, 0);
    if (!Bells.empty())
      Bells.pop_front();
  }
};
