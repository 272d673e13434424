// RUN: %tocsin %s
// STD: c++20
// A semaphore of the program's own keeps others out if it begins at one.
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Semaphore {
public:
  explicit Semaphore(int N) : N(N) {}
  void acquire() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [this] { return N > 0; });
    --N;
  }
  void release() {
    {
      std::lock_guard<std::mutex> L(M);
      ++N;
    }
    C.notify_one();
  }

private:
  std::mutex M;
  std::condition_variable C;
  int N;
};

class Places {
public:
  explicit Places(int N) : Free(N) {}
  void enter() {
    std::unique_lock<std::mutex> L(M);
    while (Free == 0)
      C.wait(L);
    Free--;
  }
  void leave() {
    std::lock_guard<std::mutex> L(M);
    Free++;
    C.notify_one();
  }

private:
  std::mutex M;
  std::condition_variable C;
  int Free;
};

static Semaphore Desk{1};
static Places Hall{8};
static long Served, Lost, Guests;

void serve(int N) {
  Desk.acquire();
  Served += N;
  Lost += N;
  Desk.release();
}

void loose(int N) {
  Desk.acquire();
  Desk.release();
  Lost += N; // EXPECT: lost-update
}

void visit(int N) {
  Hall.enter();
  Guests += N; // EXPECT: lost-update
  Hall.leave();
}

int main() {
  std::vector<std::jthread> Crew;
  for (int I = 0; I < 4; ++I)
    Crew.emplace_back([I] {
      serve(I);
      loose(I);
      visit(I);
    });
}
