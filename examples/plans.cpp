// Plans for the name service. One worker applies them, another removes the old
// ones, and never asks whether the first one is done.
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Plan {
  fs::path Dir;
  Clock::time_point Generated;
  int Appliers = 0;
};

class Plans {
public:
  fs::path begin(const std::string &Id) {
    std::lock_guard<std::mutex> Hold(Lock);
    Plan &P = All[Id];
    ++P.Appliers;
    return P.Dir;
  }

  void end(const std::string &Id) {
    std::lock_guard<std::mutex> Hold(Lock);
    --All[Id].Appliers;
  }

  void removeOld(std::chrono::hours Keep) {
    std::lock_guard<std::mutex> Hold(Lock);
    for (auto &[Id, P] : All)
      if (Clock::now() - P.Generated > Keep)
        fs::remove_all(P.Dir);
  }

private:
  std::mutex Lock;
  std::map<std::string, Plan> All;
};

void removeOldPlans(Plans &Store) { Store.removeOld(std::chrono::hours(24)); }
