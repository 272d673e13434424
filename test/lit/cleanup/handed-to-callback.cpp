// RUN: %tocsin %s
// STD: c++20
// One walks and judges, the function it was given puts aside, a worker destroys.
#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>

using Clock = std::chrono::steady_clock;

struct Reel {
  std::filesystem::path File;
  Clock::time_point Made;
  int Viewers = 0;
};

class Reels {
  std::mutex M;
  std::map<int, Reel> All;

public:
  void view(int Id) {
    std::lock_guard L(M);
    ++All[Id].Viewers;
  }
  void leave(int Id) {
    std::lock_guard L(M);
    --All[Id].Viewers;
  }
  void eachOld(Clock::duration Keep, const std::function<void(int)> &Do) {
    std::lock_guard L(M);
    for (auto &[Id, R] : All)
      if (Clock::now() - R.Made > Keep)
        Do(Id);
  }
  bool take(int Id, Reel &Into) {
    std::lock_guard L(M);
    auto It = All.find(Id);
    if (It == All.end())
      return false;
    Into = It->second;
    All.erase(It);
    return true;
  }
  bool takeUnseen(int Id, Reel &Into) {
    std::lock_guard L(M);
    auto It = All.find(Id);
    if (It == All.end() || It->second.Viewers > 0)
      return false;
    Into = It->second;
    All.erase(It);
    return true;
  }
};

class Cutter {
  Reels &Of;
  std::mutex M;
  std::deque<int> Due, DueLater;

public:
  explicit Cutter(Reels &Of) : Of(Of) {}

  void collect(Clock::duration Keep) {
    Of.eachOld(Keep, [this](int Id) {
      std::lock_guard L(M);
      Due.push_back(Id);
    });
  }
  void cut() {
    std::lock_guard L(M);
    while (!Due.empty()) {
      Reel R;
      if (Of.take(Due.front(), R))
        std::filesystem::remove(R.File); // EXPECT: timestamp-cleanup
      Due.pop_front();
    }
  }

  void collectLater(Clock::duration Keep) {
    Of.eachOld(Keep, [this](int Id) {
      std::lock_guard L(M);
      DueLater.push_back(Id);
    });
  }
  void cutUnseen() {
    std::lock_guard L(M);
    while (!DueLater.empty()) {
      Reel R;
      if (Of.takeUnseen(DueLater.front(), R))
        std::filesystem::remove(R.File);
      DueLater.pop_front();
    }
  }
};
