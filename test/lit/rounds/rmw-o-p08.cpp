// RUN: %tocsin %s
// STD: c++20
// Zone process of the game server: inventories, scripted loot, pets.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace zone {

using ItemId = uint32_t;

class Inventory {
public:
  int count(ItemId id) const {
    std::scoped_lock l(mu_);
    auto it = slots_.find(id);
    return it == slots_.end() ? 0 : it->second;
  }
  void take(ItemId id, int n) {
    std::scoped_lock l(mu_);
    slots_[id] -= n;
  }
  void give(ItemId id, int n) {
    std::scoped_lock l(mu_);
    slots_[id] += n;
  }
  bool takeIfPresent(ItemId id, int n) {
    std::scoped_lock l(mu_);
    auto it = slots_.find(id);
    if (it == slots_.end() || it->second < n)
      return false;
    if ((it->second -= n) == 0)
      slots_.erase(it);
    return true;
  }

private:
  mutable std::mutex mu_;
  std::unordered_map<ItemId, int> slots_;
};

class Player {
public:
  explicit Player(std::string name) : name(std::move(name)) {}
  void grantXp(uint64_t n) {
    std::scoped_lock l(mu_);
    xp_ += n;
    while (xp_ >= 1000ull * level_)
      ++level_;
  }
  const std::string name;
  Inventory bag;

private:
  std::mutex mu_;
  uint64_t xp_ = 0;
  unsigned level_ = 1;
};

struct LootTable {
  std::map<std::string, std::vector<ItemId>> drops;
};

class LootScripts {
public:
  const LootTable &table() {
    if (!table_) {
      std::scoped_lock l(loadMu_);
      if (!table_)
        table_ = load(); // EXPECT: check-then-act
    }
    return *table_;
  }

private:
  static LootTable *load() {
    auto *t = new LootTable;
    t->drops["wolf"] = {101, 102};
    t->drops["boar"] = {103};
    return t;
  }
  std::mutex loadMu_;
  LootTable *table_ = nullptr;
};

class Pet {
public:
  explicit Pet(std::weak_ptr<Player> owner) : owner_(std::move(owner)) {}

  void onKill(uint64_t xp) {
    if (owner_.expired())
      return;
    owner_.lock()->grantXp(xp / 2); // EXPECT: check-then-act
  }

  std::string ownerName() const {
    if (auto p = owner_.lock())
      return p->name;
    return {};
  }

private:
  std::weak_ptr<Player> owner_;
};

class Zone {
public:
  std::shared_ptr<Player> enter(const std::string &name) {
    std::scoped_lock l(mu_);
    auto &p = players_[name];
    if (!p)
      p = std::make_shared<Player>(name);
    return p;
  }

  void leave(const std::string &name) {
    std::scoped_lock l(mu_);
    players_.erase(name);
  }

  bool sell(Player &from, Player &to, ItemId id, int n) {
    if (from.bag.count(id) < n)
      return false;
    from.bag.take(id, n); // EXPECT: check-then-act
    to.bag.give(id, n);
    return true;
  }

  bool mail(Player &from, Player &to, ItemId id, int n) {
    if (!from.bag.takeIfPresent(id, n))
      return false;
    to.bag.give(id, n);
    return true;
  }

  void kill(Player &p, Pet &pet, const std::string &mob) {
    auto &drops = scripts_.table().drops;
    if (auto it = drops.find(mob); it != drops.end())
      for (ItemId id : it->second)
        p.bag.give(id, 1);
    pet.onKill(40);
  }

private:
  std::mutex mu_;
  std::map<std::string, std::shared_ptr<Player>> players_;
  LootScripts scripts_;
};

void serve(Zone &z, unsigned threads) {
  std::vector<std::thread> ts;
  for (unsigned i = 0; i < threads; ++i)
    ts.emplace_back([&z] {
      auto a = z.enter("ana"), b = z.enter("bo");
      Pet pet(a);
      z.kill(*a, pet, "wolf");
      z.sell(*a, *b, 101, 1);
      z.mail(*b, *a, 101, 1);
      z.leave("bo");
    });
  for (auto &t : ts)
    t.join();
}

} // namespace zone
