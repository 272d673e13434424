// RUN: %tocsin %s
// STD: c++20
// Game lobby: rooms with ready checks and a shared score board.
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Lobby {
 public:
  Lobby(size_t capacity, bool threaded) : capacity_(capacity), threaded_(threaded) {}

  bool join(const std::string& who) {
    bool room_left = false;
    {
      std::lock_guard<std::mutex> g(mu_);
      room_left = players_.size() < capacity_;
    }
    if (!room_left) return false;
    std::string tag = "[" + who + "]";
    std::lock_guard<std::mutex> g(mu_);
    players_.push_back(tag); // EXPECT: check-then-act
    return true;
  }

  bool join_as_spectator(const std::string& who) {
    std::lock_guard<std::mutex> g(mu_);
    if (spectators_.size() >= capacity_) return false;
    spectators_.push_back(who);
    return true;
  }

  void mark_ready() {
    std::lock_guard<std::mutex>{mu_};
    ++ready_; // EXPECT: lost-update
  }

  void unready() {
    std::lock_guard<std::mutex> g{mu_};
    if (ready_ > 0) --ready_;
  }

  void add_score(int points) {
    std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
    if (points > 10) lk.lock();
    score_ += points; // EXPECT: lost-update
  }

  void penalty(int points) {
    std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
    lk.lock();
    score_ -= points;
    if (score_ < 0) score_ = 0;
  }

  bool full() const {
    std::lock_guard<std::mutex> g(mu_);
    return players_.size() >= capacity_;
  }

  void summary() const {
    std::lock_guard<std::mutex> g(mu_);
    std::printf("%zu players, %zu spectators, %d ready, score %ld%s\n", players_.size(),
                spectators_.size(), ready_, score_, threaded_ ? "" : " (offline)");
  }

 private:
  mutable std::mutex mu_;
  const size_t capacity_;
  const bool threaded_;
  std::vector<std::string> players_;
  std::vector<std::string> spectators_;
  int ready_ = 0;
  long score_ = 0;
};

int main() {
  Lobby lobby(8, true);
  std::vector<std::thread> conns;
  for (int c = 0; c < 12; ++c) {
    conns.emplace_back([&lobby, c] {
      const std::string name = "p" + std::to_string(c);
      if (!lobby.join(name)) {
        lobby.join_as_spectator(name);
        return;
      }
      lobby.mark_ready();
      for (int i = 0; i < 100; ++i) lobby.add_score(i % 20);
      lobby.penalty(c);
      if (c % 3 == 0) lobby.unready();
      if (lobby.full()) std::puts("lobby is full");
    });
  }
  for (auto& t : conns) t.join();
  lobby.summary();
  return 0;
}
