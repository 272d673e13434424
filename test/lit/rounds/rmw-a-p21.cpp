// RUN: %tocsin %s
// STD: c++20
// DNS answer cache; upstream queries run without the lock.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

struct Answer {
  std::string address;
  Clock::time_point expires;
  std::uint64_t version = 0;
};

static Answer queryUpstream(const std::string& name) {
  return Answer{"10.0.0." + std::to_string(name.size()), Clock::now() + std::chrono::seconds(30), 0};
}

class AnswerCache {
 public:
  std::string lookup(const std::string& name) {
    std::unique_lock<std::mutex> lk(mu_);
    ++queries_;
    auto it = answers_.find(name);
    if (it != answers_.end() && it->second.expires > Clock::now()) return it->second.address;
    const std::uint64_t seen = it == answers_.end() ? 0 : it->second.version;
    ++in_flight_;
    lk.unlock();

    Answer fresh = queryUpstream(name);

    lk.lock();
    --in_flight_;
    Answer& slot = answers_[name];
    if (slot.version == seen) {
      fresh.version = seen + 1;
      slot = fresh;
    }
    return slot.address;
  }

  void charge(std::size_t bytes) {
    std::size_t padded;
    {
      std::lock_guard<std::mutex> g(mu_);
      padded = bytes + overhead_;
    }
    padded = (padded + 63) & ~std::size_t{63};
    std::lock_guard<std::mutex> g(mu_);
    charged_ += padded;
  }

  bool markPinned(const std::string& name) {
    bool known;
    {
      std::lock_guard<std::mutex> g(mu_);
      known = answers_.count(name) != 0;
    }
    if (!known) lookup(name);
    std::lock_guard<std::mutex> g(mu_);
    auto it = answers_.find(name);
    if (it == answers_.end()) return false;
    it->second.expires = Clock::time_point::max();
    ++it->second.version;
    return true;
  }

  std::optional<Answer> peek(const std::string& name) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = answers_.find(name);
    if (it == answers_.end()) return std::nullopt;
    return it->second;
  }

  std::uint64_t queries() const {
    std::lock_guard<std::mutex> g(mu_);
    return queries_;
  }

 private:
  mutable std::mutex mu_;
  std::map<std::string, Answer> answers_;
  const std::size_t overhead_ = 48;
  std::size_t charged_ = 0;
  std::uint64_t queries_ = 0;
  int in_flight_ = 0;
};

int main() {
  AnswerCache cache;
  std::vector<std::jthread> ts;
  for (int i = 0; i < 4; ++i) {
    ts.emplace_back([&cache] {
      for (int k = 0; k < 200; ++k) {
        const std::string name = "svc" + std::to_string(k % 17);
        cache.charge(cache.lookup(name).size());
        if (k % 40 == 0) cache.markPinned(name);
      }
    });
  }
  ts.clear();
  if (auto a = cache.peek("svc1")) std::printf("%s\n", a->address.c_str());
  std::printf("%llu queries\n", (unsigned long long)cache.queries());
}
