// RUN: %tocsin %s
// STD: c++17
// Upstream connection pool of a reverse proxy.
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace upstream {

struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
};

struct Conn {
  std::uint64_t id = 0;
  int fd = -1;
};

using Dialer = std::function<int(const Endpoint&)>;

class ConnPool {
 public:
  ConnPool(Endpoint ep, std::size_t max, Dialer dial)
      : ep_(std::move(ep)), max_(max), dial_(std::move(dial)) {
    idle_.reserve(max_);
  }

  std::optional<Conn> acquire() {
    std::unique_lock<std::mutex> lk(mu_);
    if (coolingDown()) return std::nullopt;
    if (!idle_.empty()) {
      Conn c = idle_.back();
      idle_.pop_back();
      busy_[c.id] = c.fd;
      return c;
    }
    if (busy_.size() + dialing_ >= max_) return std::nullopt;
    ++dialing_;
    const std::uint64_t id = nextId_;

    lk.unlock();
    const int fd = dial_(ep_);
    if (fd < 0) {
      onDialFailed(); // EXPECT-NOISE: lost-update
      return std::nullopt;
    }
    lk.lock();

    --dialing_;
    failures_ = 0;
    nextId_ = id + 1; // EXPECT: lost-update
    busy_[id] = fd; // EXPECT: check-then-act
    return Conn{id, fd};
  }

  void release(const Conn& c, bool reusable) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = busy_.find(c.id);
    if (it == busy_.end()) return;
    if (reusable) idle_.push_back(Conn{it->first, it->second});
    busy_.erase(it);
  }

  void noteProbe(bool ok) {
    std::lock_guard<std::mutex> g(mu_);
    if (ok)
      failures_ = 0;
    else
      ++failures_;
  }

  std::size_t drain(std::vector<Conn>& out) {
    std::lock_guard<std::mutex> g(mu_);
    const std::size_t n = idle_.size();
    out.insert(out.end(), idle_.begin(), idle_.end());
    idle_.clear();
    return n;
  }

 private:
  static constexpr unsigned kMaxFailures = 5;

  // mu_ is held by acquire().
  bool coolingDown() const { return failures_ >= kMaxFailures; }

  void onDialFailed() {
    {
      std::lock_guard<std::mutex> g(mu_);
      --dialing_;
    }
    failures_ += 1; // EXPECT: lost-update
  }

  const Endpoint ep_;
  const std::size_t max_;
  const Dialer dial_;
  std::mutex mu_;
  std::vector<Conn> idle_;
  std::unordered_map<std::uint64_t, int> busy_;
  std::size_t dialing_ = 0;
  std::uint64_t nextId_ = 1;
  unsigned failures_ = 0;
};

}  // namespace upstream
