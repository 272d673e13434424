// RUN: %tocsin %s
// STD: c++20
// Puzzle-hunt scoreboard: optimistic edits and waits around a shared round state.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hunt {

using Clock = std::chrono::steady_clock;

struct Team {
  int score = 0;
  int hints = 3;
  uint32_t version = 0;
};

static int grade(const std::string& answer, int base) {
  int v = base;
  for (char c : answer) v = (v * 33 + c) % 1009;
  return v % 100;
}

class Board {
 public:
  explicit Board(int teams) : teams_(size_t(teams)) {}

  void submit(size_t id, const std::string& answer) {
    std::unique_lock lk(mu_);
    for (;;) {
      const Team before = teams_[id];
      lk.unlock();
      const int gained = grade(answer, before.score);
      lk.lock();
      if (teams_[id].version == before.version) {
        teams_[id].score = before.score + gained;
        teams_[id].version++;
        return;
      }
    }
  }

  bool take_hint(size_t id, Clock::duration patience) {
    std::unique_lock lk(mu_);
    int left = teams_[id].hints;
    if (left == 0) return false;
    if (!cv_.wait_for(lk, patience, [&] { return open_; })) return false;
    left = teams_[id].hints;
    if (left == 0) return false;
    teams_[id].hints = left - 1;
    teams_[id].version++;
    return true;
  }

  void penalise(size_t id, int points) {
    std::unique_lock lk(mu_);
    const int at_call = teams_[id].score;
    lk.unlock();
    std::string note = "team had " + std::to_string(at_call);
    lk.lock();
    teams_[id].score = std::max(0, teams_[id].score - points);
    teams_[id].version++;
    log_.push_back(std::move(note));
  }

  void set_open(bool open) {
    {
      std::lock_guard lk(mu_);
      open_ = open;
    }
    cv_.notify_all();
  }

  void award_round(int bonus) {
    std::unique_lock lk(mu_, std::defer_lock);
    std::unique_lock plk(prize_mu_, std::defer_lock);
    std::lock(lk, plk);
    for (Team& t : teams_)
      if (t.score > 500) {
        t.score += bonus;
        t.version++;
        prizes_++;
      }
  }

  int prizes() {
    std::lock_guard lk(prize_mu_);
    return prizes_;
  }

  // drains without holding the lock while printing
  void flush_log() {
    std::vector<std::string> out;
    {
      std::lock_guard lk(mu_);
      out.swap(log_);
    }
    for (const auto& s : out) std::puts(s.c_str());
  }

 private:
  std::mutex mu_;
  std::mutex prize_mu_;
  std::condition_variable cv_;
  std::vector<Team> teams_;
  std::vector<std::string> log_;
  bool open_ = false;
  int prizes_ = 0;
};

}  // namespace hunt

int main() {
  hunt::Board board(6);
  std::vector<std::thread> judges;
  for (size_t j = 0; j < 3; ++j)
    judges.emplace_back([&board, j] {
      for (size_t i = 0; i < 300; ++i) {
        board.submit((i + j) % 6, "answer" + std::to_string(i));
        if (i % 20 == 0) board.take_hint(i % 6, std::chrono::milliseconds(2));
        if (i % 33 == 0) board.penalise(i % 6, 5);
      }
    });
  for (int r = 0; r < 5; ++r) {
    board.set_open(r % 2 == 0);
    board.award_round(25);
    board.flush_log();
  }
  for (auto& t : judges) t.join();
  std::printf("%d prizes\n", board.prizes());
}
