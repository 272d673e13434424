// RUN: %tocsin %s
// STD: c++20
// Put aside for another thread while nobody used it; a mark that only the one
// who puts aside looks at keeps no user away.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

template <class T> class Line {
  std::mutex Mu;
  std::condition_variable Some;
  std::deque<T> Items;

public:
  void push(T X) {
    std::lock_guard G(Mu);
    Items.push_back(std::move(X));
    Some.notify_one();
  }
  T pop() {
    std::unique_lock G(Mu);
    Some.wait(G, [&] { return !Items.empty(); });
    T X = std::move(Items.front());
    Items.pop_front();
    return X;
  }
};

struct Volume {
  fs::path Where;
  int Readers = 0;
  Clock::time_point ClosedAt{};
  bool Listed = false, Doomed = false;
};

class Guilty {
  std::mutex Mu;
  std::map<int, Volume> Volumes;
  Line<fs::path> Old;

public:
  bool open(int Id) {
    std::lock_guard G(Mu);
    ++Volumes.at(Id).Readers;
    return true;
  }
  void judge() {
    std::lock_guard G(Mu);
    for (auto &[Id, V] : Volumes)
      if (!V.Listed && V.Readers == 0 && Clock::now() - V.ClosedAt > 5min) {
        V.Listed = true;
        Old.push(V.Where);
      }
  }
  void remove() {
    for (;;)
      fs::remove_all(Old.pop()); // EXPECT-MISS: timestamp-cleanup
  }
};

class Corrected {
  std::mutex Mu;
  std::map<int, Volume> Volumes;
  Line<fs::path> Old;

public:
  bool open(int Id) {
    std::lock_guard G(Mu);
    Volume &V = Volumes.at(Id);
    if (V.Doomed)
      return false;
    ++V.Readers;
    return true;
  }
  void judge() {
    std::lock_guard G(Mu);
    for (auto &[Id, V] : Volumes)
      if (!V.Doomed && V.Readers == 0 && Clock::now() - V.ClosedAt > 5min) {
        V.Doomed = true;
        Old.push(V.Where);
      }
  }
  void remove() {
    for (;;)
      fs::remove_all(Old.pop());
  }
};

int main() {
  static Guilty A;
  static Corrected B;
  std::thread([] { A.remove(); }).detach();
  std::thread([] { B.remove(); }).detach();
  for (int I = 0;; ++I) {
    A.judge();
    B.judge();
    A.open(I);
    B.open(I);
  }
}
