// RUN: %tocsin %s
// STD: c++17
// One thread takes out of the queue, and the others add at its far end: what
// it has seen at the front is there after the lock was let go. Two threads that
// take are another matter.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

class Sweeper {
public:
  Sweeper() : Worker(&Sweeper::run, this) {}
  ~Sweeper() {
    {
      std::lock_guard<std::mutex> G(M);
      Closing = true;
    }
    More.notify_all();
    Worker.join();
  }
  void add(std::string File) {
    std::lock_guard<std::mutex> G(M);
    Files.push_back(std::move(File));
    More.notify_one();
  }

private:
  void remove(const std::string &File);
  void run() {
    std::unique_lock<std::mutex> L(M);
    while (!Closing) {
      while (Files.empty() && !Closing)
        More.wait(L);
      while (!Files.empty() && !Closing) {
        std::string File = Files.front();
        L.unlock();
        remove(File);
        L.lock();
        Files.pop_front();
      }
    }
  }
  std::mutex M;
  std::condition_variable More;
  std::deque<std::string> Files;
  bool Closing = false;
  std::thread Worker;
};

// What was added since the look goes with the rest.
class Hasty {
public:
  Hasty() : Worker(&Hasty::run, this) {}
  ~Hasty() { Worker.join(); }
  void add(std::string File) {
    std::lock_guard<std::mutex> G(M);
    Files.push_back(std::move(File));
  }

private:
  void remove(const std::string &File);
  void run() {
    std::unique_lock<std::mutex> L(M);
    while (!Files.empty()) {
      std::string File = Files.front();
      L.unlock();
      remove(File);
      L.lock();
      Files.clear(); // EXPECT: check-then-act
    }
  }
  std::mutex M;
  std::deque<std::string> Files;
  std::thread Worker;
};

class Crew {
public:
  void start() {
    for (std::thread &T : Workers)
      T = std::thread(&Crew::run, this);
  }
  void add(std::string File) {
    std::lock_guard<std::mutex> G(M);
    Files.push_back(std::move(File));
  }
  ~Crew() {
    for (std::thread &T : Workers)
      T.join();
  }

private:
  void remove(const std::string &File);
  void run() {
    std::unique_lock<std::mutex> L(M);
    while (!Files.empty()) {
      std::string File = Files.front();
      L.unlock();
      remove(File);
      L.lock();
      Files.pop_front(); // EXPECT: check-then-act
    }
  }
  std::mutex M;
  std::deque<std::string> Files;
  std::thread Workers[4];
};

void use(Sweeper &S, Crew &C, Hasty &H) {
  H.add("c");
  S.add("a");
  C.start();
  C.add("b");
}
