// RUN: %tocsin %s
// STD: c++20
// How many use a thing stands in a table, under its name.
#include <chrono>
#include <filesystem>
#include <mutex>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

using Clock = std::chrono::steady_clock;

struct Due {
  Clock::time_point Deadline;
  std::filesystem::path Dir;
};
struct Later {
  bool operator()(const Due &A, const Due &B) const {
    return A.Deadline > B.Deadline;
  }
};

class Spaces {
  std::mutex M;
  std::priority_queue<Due, std::vector<Due>, Later> All;
  std::unordered_map<std::string, int> Users;

public:
  void enter(const std::string &Dir) {
    std::lock_guard L(M);
    ++Users[Dir];
  }
  void tick() {
    std::lock_guard L(M);
    while (!All.empty() && All.top().Deadline <= Clock::now()) {
      std::filesystem::remove_all(All.top().Dir); // EXPECT: timestamp-cleanup
      All.pop();
    }
  }
  void tickUnused() {
    std::lock_guard L(M);
    while (!All.empty() && All.top().Deadline <= Clock::now()) {
      Due D = All.top();
      All.pop();
      if (Users[D.Dir.string()] > 0)
        continue;
      std::filesystem::remove_all(D.Dir);
    }
  }
  void tickOther(const std::string &Other) {
    std::lock_guard L(M);
    while (!All.empty() && All.top().Deadline <= Clock::now()) {
      Due D = All.top();
      All.pop();
      if (Users[Other] > 0)
        continue;
      std::filesystem::remove_all(D.Dir); // EXPECT: timestamp-cleanup
    }
  }
};
