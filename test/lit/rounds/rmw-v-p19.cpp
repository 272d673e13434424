// RUN: %tocsin %s
// STD: c++20
// Membership of a multicast group with heartbeat ageing.
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

class Group {
 public:
  Group() = default;

  void join(const std::string& name) {
    std::scoped_lock lk{mutex_};
    if (members_.try_emplace(name, Member{}).second) epoch_ += 1;
  }

  void beat(const std::string& name) {
    std::scoped_lock<std::mutex> lk{mutex_};
    auto it = members_.find(name);
    if (it != members_.end()) it->second.missed = 0;
  }

  void relax(unsigned by) {
    std::scoped_lock<std::mutex>{mutex_};
    tolerance_ += by; // EXPECT: lost-update
  }

  void tighten() {
    std::scoped_lock<std::mutex> lk{mutex_};
    if (tolerance_ > 1) --tolerance_;
  }

  void tick() {
    std::lock_guard<std::mutex> lk{mutex_};
    for (auto& [name, m] : members_) m.missed++;
  }

  std::vector<std::string> sweep() {
    std::vector<std::string> gone;
    std::scoped_lock lk;
    for (auto it = members_.begin(); it != members_.end();) {
      if (it->second.missed <= tolerance_) {
        ++it;
        continue;
      }
      gone.push_back(it->first);
      it = members_.erase(it); // EXPECT: lost-update
    }
    return gone;
  }

  bool leave(const std::string& name) {
    if (std::scoped_lock lk{mutex_}; members_.erase(name) != 0) {
      epoch_ += 1;
      return true;
    }
    return false;
  }

  std::uint64_t bump() {
    std::unique_lock<std::mutex>(mutex_);
    return ++epoch_; // EXPECT: lost-update
  }

  std::uint64_t epoch() const {
    std::unique_lock lk{mutex_};
    return epoch_;
  }

 private:
  struct Member {
    unsigned missed = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Member> members_;
  unsigned tolerance_ = 3;
  std::uint64_t epoch_ = 0;
};

int main() {
  Group g;
  std::jthread ager([&g](std::stop_token st) {
    while (!st.stop_requested()) {
      g.tick();
      g.tighten();
      g.sweep();
      g.bump();
      std::this_thread::sleep_for(1ms);
    }
  });
  std::jthread rx([&g](std::stop_token st) {
    for (int i = 0; !st.stop_requested(); ++i) g.beat("node" + std::to_string(i % 8));
  });
  for (int i = 0; i < 8; ++i) g.join("node" + std::to_string(i));
  std::this_thread::sleep_for(20ms);
  g.relax(2);
  g.leave("node3");
  return g.epoch() > 0 ? 0 : 1;
}
