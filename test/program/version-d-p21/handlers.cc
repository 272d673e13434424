// STD: c++20
#include <functional>
#include <thread>
#include <vector>

#include "profile_store.h"

namespace profiles {

class Election {
 public:
  explicit Election(std::function<uint64_t()> term) : term_(std::move(term)) {}
  bool IsLeader() const { return term_() != 0; }
  uint64_t Epoch() const { return term_(); }

 private:
  std::function<uint64_t()> term_;
};

class Handlers {
 public:
  Handlers(ProfileStore& store, Election& election) : store_(store), election_(election) {}

  bool SetSetting(const std::string& id, const std::string& k, const std::string& v) {
    auto p = store_.Load(id);
    if (!p) return false;
    p->settings[k] = v;
    store_.Save(*p); // EXPECT: unversioned-write
    return true;
  }

  bool AddCredits(const std::string& id, int64_t n) {
    for (;;) {
      auto p = store_.Load(id);
      if (!p) return store_.Insert(Profile{id, {}, n, 1});
      p->credits += n;
      if (store_.SaveIf(*p, p->revision)) return true;
    }
  }

  void Import(const std::vector<Profile>& dump) {
    for (const Profile& p : dump) store_.Save(p);
  }

  // Duplicates a profile for the sandbox environment.
  bool Clone(const std::string& from, const std::string& to) {
    auto p = store_.Load(from);
    if (!p) return false;
    p->id = to;
    return store_.Insert(*p);
  }

  void Rebalance(const std::string& shard, const std::string& host) {
    if (!election_.IsLeader()) return;
    store_.PutRoute(shard, host); // EXPECT: unversioned-write
  }

  void Failover(const std::string& shard, const std::string& host) {
    const uint64_t epoch = election_.Epoch();
    if (epoch == 0) return;
    try {
      store_.PutRouteFenced(shard, host, epoch);
    } catch (const ConflictError&) {
      ++lost_terms_;
    }
  }

 private:
  ProfileStore& store_;
  Election& election_;
  int lost_terms_ = 0;
};

void Serve(ProfileStore& store, Election& e, int n) {
  std::vector<std::thread> pool;
  for (int i = 0; i < n; ++i)
    pool.emplace_back([&store, &e, i] {
      Handlers h(store, e);
      h.SetSetting("u1", "lang", i % 2 ? "de" : "en");
      h.AddCredits("u1", 5);
      h.Rebalance("s1", "host-a");
    });
  for (auto& t : pool) t.join();
}

}  // namespace profiles
