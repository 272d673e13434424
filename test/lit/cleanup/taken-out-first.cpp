// RUN: %tocsin %s
// STD: c++20
// A copy is put aside; whether the thing itself was taken out under the lock
// tells if somebody can still come to use it.
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

using Clock = std::chrono::steady_clock;

struct Share {
  std::filesystem::path Dir;
  Clock::time_point Made;
  int Mounts = 0;
  bool Spare = false;
};

class Shares {
  std::mutex M;
  std::map<std::string, Share> All;

public:
  void mount(const std::string &N) {
    std::lock_guard L(M);
    ++All[N].Mounts;
  }
  void unmount(const std::string &N) {
    std::lock_guard L(M);
    --All[N].Mounts;
  }

  void dropTaken(Clock::duration Keep) {
    std::vector<Share> Due;
    {
      std::lock_guard L(M);
      for (auto It = All.begin(); It != All.end();) {
        const Share &S = It->second;
        if (S.Spare && S.Mounts == 0 && Clock::now() - S.Made > Keep) {
          Due.push_back(S);
          It = All.erase(It);
        } else {
          ++It;
        }
      }
    }
    for (const Share &S : Due)
      std::filesystem::remove_all(S.Dir);
  }

  void drop(Clock::duration Keep) {
    std::vector<Share> Due;
    {
      std::lock_guard L(M);
      for (auto &[N, S] : All)
        if (S.Spare && S.Mounts == 0 && Clock::now() - S.Made > Keep)
          Due.push_back(S);
    }
    for (const Share &S : Due)
      std::filesystem::remove_all(S.Dir); // EXPECT: timestamp-cleanup
  }
};
