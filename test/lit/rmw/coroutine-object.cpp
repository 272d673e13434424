// RUN: %tocsin %s
// STD: c++20
// A coroutine has the object of its caller while others run, although only the
// caller knows it otherwise.
#include <coroutine>
#include <mutex>
#include <thread>

struct Fire {
  struct promise_type {
    Fire get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
struct Hop {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> H);
  void await_resume() const noexcept {}
};

class Wallet {
public:
  Fire guilty(long N) {
    long Before;
    {
      std::lock_guard<std::mutex> L(M);
      Before = Balance;
    }
    co_await Hop();
    std::lock_guard<std::mutex> L(M);
    Balance = Before - N; // EXPECT: lost-update
  }

  Fire corrected(long N) {
    co_await Hop();
    std::lock_guard<std::mutex> L(M);
    Balance -= N;
  }

private:
  std::mutex M;
  long Balance = 0;
};

void work();

int main() {
  std::thread Worker(work);
  Wallet W;
  for (int I = 0; I < 100; ++I) {
    W.guilty(I);
    W.corrected(I);
  }
  Worker.join();
}
