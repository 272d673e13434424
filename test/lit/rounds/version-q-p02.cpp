// RUN: %tocsin %s
// STD: c++20
// Player profile service: request threads share one document store.
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace lobby {

enum class Status { kOk, kNotFound, kConflict };

struct Profile {
  std::string id;
  std::string display_name;
  std::vector<std::string> badges;
  int64_t coins = 0;
  uint64_t revision = 0;
};

class ProfileStore {
 public:
  std::optional<Profile> Load(const std::string& id) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(id);
    if (it == docs_.end()) return std::nullopt;
    return it->second;
  }

  Status Save(const Profile& p) {
    std::lock_guard<std::mutex> g(mu_);
    Commit(p);
    return Status::kOk;
  }

  Status SaveIf(const Profile& p, uint64_t expected_revision) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(p.id);
    if (it == docs_.end()) return Status::kNotFound;
    if (it->second.revision != expected_revision) return Status::kConflict;
    Commit(p);
    return Status::kOk;
  }

 private:
  void Commit(const Profile& p) {
    Profile& slot = docs_[p.id];
    uint64_t rev = slot.revision;
    slot = p;
    slot.revision = rev + 1;
  }

  mutable std::mutex mu_;
  std::unordered_map<std::string, Profile> docs_;
};

class ProfileService {
 public:
  explicit ProfileService(ProfileStore& store) : store_(store) {}

  Status Register(const std::string& id, const std::string& name) {
    Profile p;
    p.id = id;
    p.display_name = name;
    return store_.Save(p);
  }

  Status AwardBadge(const std::string& id, const std::string& badge) {
    return Mutate(id, [&](Profile& p) { p.badges.push_back(badge); });
  }

  Status GrantCoins(const std::string& id, int64_t amount) {
    return Mutate(id, [&](Profile& p) { p.coins += amount; });
  }

  Status Rename(const std::string& id, const std::string& name) {
    auto p = store_.Load(id);
    if (!p) return Status::kNotFound;
    if (p->display_name == name) return Status::kOk;
    p->display_name = name;
    return store_.Save(*p); // EXPECT: unversioned-write
  }

 private:
  Status Mutate(const std::string& id, const std::function<void(Profile&)>& fn) {
    for (;;) {
      auto p = store_.Load(id);
      if (!p) return Status::kNotFound;
      uint64_t rev = p->revision;
      fn(*p);
      Status s = store_.SaveIf(*p, rev);
      if (s != Status::kConflict) return s;
    }
  }

  ProfileStore& store_;
};

}  // namespace lobby

int main() {
  lobby::ProfileStore store;
  lobby::ProfileService svc(store);
  if (svc.Register("u-17", "crow") != lobby::Status::kOk) return 1;
  std::atomic<int> failures{0};
  std::vector<std::thread> workers;
  for (int i = 0; i < 4; ++i) {
    workers.emplace_back([&svc, &failures, i] {
      if (svc.GrantCoins("u-17", 10) != lobby::Status::kOk) failures++;
      if (svc.AwardBadge("u-17", "season-" + std::to_string(i)) != lobby::Status::kOk) failures++;
      if (svc.Rename("u-17", "crow" + std::to_string(i)) != lobby::Status::kOk) failures++;
    });
  }
  for (auto& w : workers) w.join();
  return failures.load() == 0 ? 0 : 1;
}
