// RUN: %tocsin %s
// STD: c++20
// Order book snapshot depot: clients page through a frozen book.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace md {

using Mono = std::chrono::steady_clock;

struct Level {
  int64_t px;
  int64_t qty;
};

struct BookSnapshot {
  uint64_t id;
  std::string symbol;
  Mono::time_point created;
  int cursors = 0;
  std::vector<Level> bids, asks;
};

class SnapshotDepot {
 public:
  uint64_t publish(std::string symbol, std::vector<Level> bids, std::vector<Level> asks) {
    auto* s = new BookSnapshot{0, std::move(symbol), Mono::now(), 0, std::move(bids), std::move(asks)};
    std::lock_guard<std::mutex> g(lock_);
    s->id = ++seq_;
    snaps_.emplace(s->id, s);
    return s->id;
  }

  // The cursor keeps reading the levels outside the depot lock.
  const BookSnapshot* openCursor(uint64_t id) {
    std::lock_guard<std::mutex> g(lock_);
    auto it = snaps_.find(id);
    if (it == snaps_.end()) return nullptr;
    ++it->second->cursors;
    return it->second;
  }

  void closeCursor(const BookSnapshot* s) {
    std::lock_guard<std::mutex> g(lock_);
    if (auto it = snaps_.find(s->id); it != snaps_.end()) --it->second->cursors;
  }

  int expireSoft(Mono::duration ttl) {
    std::lock_guard<std::mutex> g(lock_);
    int n = 0;
    const auto now = Mono::now();
    for (auto it = snaps_.begin(); it != snaps_.end();) {
      BookSnapshot* s = it->second;
      if (s->cursors == 0 && now - s->created > ttl) {
        it = snaps_.erase(it);
        delete s;
        ++n;
      } else {
        ++it;
      }
    }
    return n;
  }

  int expireHard(Mono::duration ttl, Mono::duration ceiling) {
    std::lock_guard<std::mutex> g(lock_);
    int n = 0;
    const auto now = Mono::now();
    for (auto it = snaps_.begin(); it != snaps_.end();) {
      BookSnapshot* s = it->second;
      const auto age = now - s->created;
      const bool abandoned = s->cursors > 0 && age > ceiling;
      if (abandoned || (s->cursors == 0 && age > ttl)) {
        it = snaps_.erase(it);
        delete s; // EXPECT: timestamp-cleanup
        ++n;
      } else {
        ++it;
      }
    }
    return n;
  }

 private:
  std::mutex lock_;
  uint64_t seq_ = 0;
  std::map<uint64_t, BookSnapshot*> snaps_;
};

int64_t sumNotional(SnapshotDepot& depot, uint64_t id) {
  const BookSnapshot* s = depot.openCursor(id);
  if (!s) return 0;
  int64_t total = 0;
  for (const auto& l : s->bids) total += l.px * l.qty;
  for (const auto& l : s->asks) total += l.px * l.qty;
  depot.closeCursor(s);
  return total;
}

}  // namespace md
