// RUN: %tocsin %s
// STD: c++20
// Reservation book of the hotel channel manager.
#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct Room {
  int free = 0;
  int64_t price_cents = 0;
  uint32_t version = 0;
  std::vector<std::string> notes;
};

struct RateUpdate {
  std::string room;
  int64_t price_cents;
  uint32_t version;
};

enum class Outcome { Done, Conflict, NotFound };

class RoomRepository {
 public:
  std::optional<Room> get(const std::string& id) const {
    std::shared_lock lk(mx_);
    auto it = rooms_.find(id);
    if (it == rooms_.end()) return std::nullopt;
    return it->second;
  }

  void put(const std::string& id, const Room& r) {
    std::unique_lock lk(mx_);
    rooms_[id] = r;
  }

  Outcome update_rate(const RateUpdate& u) {
    Room copy;
    {
      std::shared_lock lk(mx_);
      auto it = rooms_.find(u.room);
      if (it == rooms_.end()) return Outcome::NotFound;
      copy = it->second;
    }
    if (copy.version != u.version) return Outcome::Conflict;
    copy.price_cents = u.price_cents;
    copy.version++;
    copy.notes.push_back("rate " + std::to_string(u.price_cents));

    std::unique_lock lk(mx_);
    rooms_[u.room] = std::move(copy); // EXPECT: unchecked-version
    return Outcome::Done;
  }

  // The copy saves work under the lock: most updates fail validation.
  Outcome adjust_free(const std::string& id, int delta, uint32_t base_version) {
    Room copy;
    {
      std::shared_lock lk(mx_);
      auto it = rooms_.find(id);
      if (it == rooms_.end()) return Outcome::NotFound;
      copy = it->second;
    }
    if (copy.version != base_version || copy.free + delta < 0) return Outcome::Conflict;
    copy.free += delta;
    copy.version++;
    std::unique_lock lk(mx_);
    Room& cur = rooms_[id];
    if (cur.version != base_version) return Outcome::Conflict;
    cur = copy;
    return Outcome::Done;
  }

 private:
  mutable std::shared_mutex mx_;
  std::unordered_map<std::string, Room> rooms_;
};

class ChannelFeed {
 public:
  explicit ChannelFeed(RoomRepository& repo) : repo_(repo) {}

  Outcome book(const std::string& id, uint32_t seen_version) {
    std::optional<Room> room = repo_.get(id);
    if (!room) return Outcome::NotFound;
    if (room->version != seen_version || room->free == 0) return Outcome::Conflict;
    room->free--;
    room->version++;
    repo_.put(id, *room); // EXPECT: unchecked-version
    return Outcome::Done;
  }

  Outcome cancel(const std::string& id) {
    for (int i = 0; i < 10; ++i) {
      auto room = repo_.get(id);
      if (!room) return Outcome::NotFound;
      if (repo_.adjust_free(id, 1, room->version) == Outcome::Done) return Outcome::Done;
    }
    return Outcome::Conflict;
  }

 private:
  RoomRepository& repo_;
};

int main() {
  RoomRepository repo;
  repo.put("101", Room{3, 9900, 1, {}});
  std::vector<std::thread> channels;
  for (int i = 0; i < 3; ++i)
    channels.emplace_back([&repo] {
      ChannelFeed f(repo);
      auto r = repo.get("101");
      if (r && f.book("101", r->version) == Outcome::Conflict) f.cancel("101");
      if (r) repo.update_rate({"101", r->price_cents + 100, r->version}); // EXPECT: ignored-conflict
    });
  for (auto& t : channels) t.join();
}
