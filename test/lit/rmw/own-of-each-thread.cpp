// RUN: %tocsin %s
// STD: c++17
// Each thread is given an element of its own, or an object of its own.
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Worker {
  std::thread Thread;
  long Lines = 0;
};

class Index {
  std::vector<Worker> Workers;
  Worker Only;
  long All = 0;

  void loop(Worker &W) {
    for (int I = 0; I < 10; ++I)
      W.Lines += I;
  }
  void same(Worker &W) {
    for (int I = 0; I < 10; ++I)
      W.Lines += I; // EXPECT: lost-update
  }

public:
  void start() {
    for (auto &W : Workers)
      W.Thread = std::thread([this, &W] { loop(W); });
  }
  void startSame() {
    Worker &W = Only;
    for (int I = 0; I < 4; ++I)
      std::thread([this, &W] { same(W); }).detach();
  }
  long finish() {
    for (auto &W : Workers) {
      W.Thread.join();
      All += W.Lines;
    }
    return All;
  }
};

class Wallet {
  mutable std::mutex M;
  long Cents = 0;

public:
  long cents() const {
    std::lock_guard<std::mutex> G(M);
    return Cents;
  }
  void set(long To) {
    std::lock_guard<std::mutex> G(M);
    Cents = To;
  }
};

void refund(Wallet &W, long N) {
  W.set(W.cents() + N); // EXPECT: lost-update
}
// Nobody else knows it yet.
std::unique_ptr<Wallet> migrate(long N) {
  auto W = std::make_unique<Wallet>();
  W->set(W->cents() + N);
  return W;
}
std::shared_ptr<Wallet> Known;
void published(long N) {
  auto W = std::make_shared<Wallet>();
  Known = W;
  W->set(W->cents() + N); // EXPECT: lost-update
}
