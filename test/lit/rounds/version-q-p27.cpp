// RUN: %tocsin %s
// STD: c++20
// Shared whiteboard: strokes and the title of a board carry a revision.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace board {

class Executor {
 public:
  explicit Executor(int n) {
    for (int i = 0; i < n; ++i) crew_.emplace_back([this] { Run(); });
  }
  ~Executor() {
    {
      std::lock_guard<std::mutex> g(mu_);
      closing_ = true;
    }
    cv_.notify_all();
    for (auto& t : crew_) t.join();
  }
  void Post(std::function<void()> fn) {
    {
      std::lock_guard<std::mutex> g(mu_);
      queue_.push_back(std::move(fn));
    }
    cv_.notify_one();
  }

 private:
  void Run() {
    std::unique_lock<std::mutex> g(mu_);
    for (;;) {
      cv_.wait(g, [this] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      auto fn = std::move(queue_.front());
      queue_.pop_front();
      g.unlock();
      fn();
      g.lock();
    }
  }
  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::thread> crew_;
  bool closing_ = false;
};

enum class Result { kAccepted, kStale, kQuota };
using Reply = std::function<void(Result)>;

class Board {
 public:
  explicit Board(Executor& ex) : ex_(ex) {}

  uint64_t Revision() const {
    std::lock_guard<std::mutex> g(mu_);
    return revision_;
  }

  // Waits for room in the stroke list; the viewer thread trims it.
  Result ReplaceLast(const std::string& stroke, uint64_t base_revision) {
    std::unique_lock<std::mutex> g(mu_);
    if (revision_ != base_revision) return Result::kStale;
    room_.wait(g, [this] { return strokes_.size() < kMax; });
    if (strokes_.empty()) strokes_.emplace_back(); // EXPECT: unchecked-version
    strokes_.back() = stroke;
    ++revision_;
    return Result::kAccepted;
  }

  Result Append(const std::string& stroke, uint64_t base_revision) {
    std::unique_lock<std::mutex> g(mu_);
    room_.wait(g, [this] { return strokes_.size() < kMax; });
    if (revision_ != base_revision) return Result::kStale;
    strokes_.push_back(stroke);
    ++revision_;
    return Result::kAccepted;
  }

  // Titles are spell-checked on the executor before they are shown.
  void Retitle(std::string title, uint64_t base_revision, Reply reply) {
    {
      std::lock_guard<std::mutex> g(mu_);
      if (revision_ != base_revision) return reply(Result::kStale);
    }
    ex_.Post([this, title = std::move(title), reply = std::move(reply)] {
      std::string checked = Spell(title);
      {
        std::lock_guard<std::mutex> g(mu_);
        title_ = checked; // EXPECT: unchecked-version
        ++revision_;
      }
      reply(Result::kAccepted);
    });
  }

  void Recolour(std::string colour, uint64_t base_revision, Reply reply) {
    ex_.Post([this, colour = std::move(colour), base_revision, reply = std::move(reply)] {
      Result r = Result::kStale;
      {
        std::lock_guard<std::mutex> g(mu_);
        if (revision_ == base_revision) {
          colour_ = colour;
          ++revision_;
          r = Result::kAccepted;
        }
      }
      reply(r);
    });
  }

  void Trim() {
    {
      std::lock_guard<std::mutex> g(mu_);
      if (strokes_.size() > kMax / 2) {
        strokes_.erase(strokes_.begin(), strokes_.begin() + kMax / 4);
        ++revision_;
      }
    }
    room_.notify_all();
  }

 private:
  static constexpr size_t kMax = 64;
  static std::string Spell(const std::string& s) { return s.empty() ? "untitled" : s; }

  Executor& ex_;
  mutable std::mutex mu_;
  std::condition_variable room_;
  std::vector<std::string> strokes_;
  std::string title_, colour_;
  uint64_t revision_ = 1;
};

}  // namespace board
