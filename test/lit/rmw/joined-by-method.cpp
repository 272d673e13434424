// RUN: %tocsin %s
// A destructor that has yet to stop the object's thread is not alone.
#include <mutex>
#include <thread>

class Worker {
  std::thread T;

public:
  virtual ~Worker() = default;
  void start() {
    T = std::thread([this] { run(); });
  }
  void stop() {
    if (T.joinable())
      T.join();
  }
  virtual void run() = 0;
};

class Guilty : public Worker {
  std::mutex M;
  long Sent = 0;

public:
  ~Guilty() override {
    Sent += 1; // EXPECT: lost-update
    stop();
  }
  void run() override {
    std::lock_guard<std::mutex> L(M);
    Sent += 2;
  }
  void add() {
    std::lock_guard<std::mutex> L(M);
    Sent += 3;
  }
};

class GuiltyByMethod : public Worker {
  std::mutex M;
  long Sent = 0;

  void count(long N) {
    Sent += N;
  }

public:
  ~GuiltyByMethod() override {
    count(1); // EXPECT: lost-update
    stop();
  }
  void run() override {
    std::lock_guard<std::mutex> L(M);
    count(2);
  }
  void add() {
    std::lock_guard<std::mutex> L(M);
    count(3);
  }
};

class Corrected : public Worker {
  std::mutex M;
  long Sent = 0;

public:
  ~Corrected() override {
    stop();
    Sent += 1;
  }
  void run() override {
    std::lock_guard<std::mutex> L(M);
    Sent += 2;
  }
  void add() {
    std::lock_guard<std::mutex> L(M);
    Sent += 3;
  }
};
