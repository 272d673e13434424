// RUN: %tocsin %s
// STD: c++20
// Session cache of the gateway: entries carry a generation, edits name the one they saw.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gateway {

enum class Verdict { kStored, kGone, kConflict, kShutdown };

struct Session {
  std::string user;
  std::string claims;
  uint64_t generation = 1;
};

class SessionCache {
 public:
  std::string Open(const std::string& user) {
    std::lock_guard<std::mutex> g(mu_);
    std::string id = user + "-" + std::to_string(++serial_);
    sessions_.emplace(id, Session{user, "", 1});
    return id;
  }

  std::optional<Session> Peek(const std::string& id) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = sessions_.find(id);
    return it == sessions_.end() ? std::nullopt : std::optional<Session>(it->second);
  }

  // The early look spares the signing work when the edit is already late.
  Verdict Amend(const std::string& id, const std::string& claim, uint64_t seen_generation) {
    std::string base;
    {
      std::lock_guard<std::mutex> g(mu_);
      Session* s = Match(id, seen_generation);
      if (s == nullptr) return sessions_.count(id) ? Verdict::kConflict : Verdict::kGone;
      base = s->claims;
    }
    std::string signed_claims = Sign(base + claim + ";");
    std::lock_guard<std::mutex> g(mu_);
    if (Session* s = Match(id, seen_generation)) {
      s->claims = std::move(signed_claims);
      s->generation++;
      return Verdict::kStored;
    }
    return Verdict::kConflict;
  }

  // Waits until a freeze is over.
  Verdict Clear(const std::string& id, uint64_t seen_generation) {
    std::unique_lock<std::mutex> lk(mu_);
    if (!Match(id, seen_generation)) return Verdict::kConflict;
    while (frozen_ && !stopping_) {
      thaw_.wait(lk);
      if (!Match(id, seen_generation)) return Verdict::kConflict;
    }
    if (stopping_) return Verdict::kShutdown;
    Session& s = sessions_.at(id);
    s.claims.clear();
    ++s.generation;
    return Verdict::kStored;
  }

  void SetFrozen(bool on) {
    {
      std::lock_guard<std::mutex> g(mu_);
      frozen_ = on;
    }
    thaw_.notify_all();
  }

  void Stop() {
    {
      std::lock_guard<std::mutex> g(mu_);
      stopping_ = true;
    }
    thaw_.notify_all();
  }

 private:
  Session* Match(const std::string& id, uint64_t seen_generation) {
    auto it = sessions_.find(id);
    if (it == sessions_.end() || it->second.generation != seen_generation) return nullptr;
    return &it->second;
  }

  static std::string Sign(std::string text) {
    uint32_t h = 2166136261u;
    for (unsigned char c : text) h = (h ^ c) * 16777619u;
    return text + "#" + std::to_string(h) + ";";
  }

  mutable std::mutex mu_;
  std::condition_variable thaw_;
  std::unordered_map<std::string, Session> sessions_;
  uint64_t serial_ = 0;
  bool frozen_ = false;
  bool stopping_ = false;
};

}  // namespace gateway

int main() {
  gateway::SessionCache cache;
  const std::string id = cache.Open("ines");
  std::atomic<int> stored{0};
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i) {
    ts.emplace_back([&, i] {
      for (int n = 0; n < 50; ++n) {
        auto s = cache.Peek(id);
        if (!s) return;
        gateway::Verdict v = n % 10 == 9 ? cache.Clear(id, s->generation)
                                         : cache.Amend(id, "c" + std::to_string(i), s->generation);
        if (v == gateway::Verdict::kStored) ++stored;
      }
    });
  }
  cache.SetFrozen(true);
  cache.SetFrozen(false);
  for (auto& t : ts) t.join();
  cache.Stop();
  return stored.load() > 0 ? 0 : 1;
}
