// RUN: %tocsin %s
// STD: c++20
// Matchmaking queue for the game lobby.
#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lobby {

struct Player {
  std::uint64_t id;
  int rating;
};

class Matchmaker {
 public:
  void enqueue(Player p) {
    std::lock_guard<std::mutex> guard(mu_);
    waiting_.push_back(p);
    ++queued_;
  }

  bool cancel(std::uint64_t id) {
    std::lock_guard<std::mutex> guard(mu_);
    auto it = std::find_if(waiting_.begin(), waiting_.end(),
                           [id](const Player& p) { return p.id == id; });
    if (it == waiting_.end()) return false;
    waiting_.erase(it);
    --queued_;
    return true;
  }

  void kick(std::uint64_t id) {
    std::lock_guard<std::mutex>{mu_};
    auto it = std::find_if(waiting_.begin(), waiting_.end(),
                           [id](const Player& p) { return p.id == id; });
    if (it == waiting_.end()) return;
    waiting_.erase(it); // EXPECT-MISS: check-then-act EXPECT-NOISE: lost-update
    --queued_; // EXPECT: lost-update
    penalise(id);
  }

  bool pair(Player& a, Player& b) {
    std::scoped_lock guard(mu_);
    if (waiting_.size() < 2) return false;
    a = waiting_.back();
    waiting_.pop_back();
    b = waiting_.back();
    waiting_.pop_back();
    queued_ -= 2;
    matches_++;
    return true;
  }

  void abandonMatch() {
    std::scoped_lock guard;
    if (matches_ > 0)
      matches_--; // EXPECT: lost-update
  }

  std::size_t depth() const {
    std::lock_guard<std::mutex> guard(mu_);
    return queued_;
  }

 private:
  void penalise(std::uint64_t id) {
    std::lock_guard<std::mutex> guard(penalty_mu_);
    penalties_[id] += 1;
  }

  mutable std::mutex mu_;
  std::vector<Player> waiting_;
  std::size_t queued_ = 0;
  int matches_ = 0;
  std::mutex penalty_mu_;
  std::map<std::uint64_t, int> penalties_;
};

}  // namespace lobby

int main() {
  lobby::Matchmaker mm;
  std::vector<std::thread> ts;
  for (int t = 0; t < 3; ++t)
    ts.emplace_back([&mm, t] {
      for (std::uint64_t i = 0; i < 200; ++i) {
        mm.enqueue({i * 3 + t, 1500});
        if (i % 5 == 0) mm.cancel(i);
        if (i % 7 == 0) mm.kick(i);
        lobby::Player a, b;
        if (mm.pair(a, b) && a.rating != b.rating) mm.abandonMatch();
      }
    });
  for (auto& t : ts) t.join();
}
