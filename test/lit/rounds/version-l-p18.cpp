// RUN: %tocsin %s
// STD: c++20
// Routing policies of the SD-WAN controller: held in memory, edited by operators and by probes.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

namespace sdwan {

enum class Outcome { Applied, NotFound, VersionMismatch, Rejected };

struct Policy {
  uint64_t version = 1;
  std::vector<std::string> uplinks;
  int jitterLimitMs = 30;
  bool enabled = true;
};

// Asks the edge devices whether they can carry a change; takes seconds.
class EdgeProbe {
 public:
  virtual ~EdgeProbe() = default;
  virtual bool canCarry(const std::string& site, const std::vector<std::string>& uplinks) = 0;
};

class PolicyTable {
 public:
  explicit PolicyTable(EdgeProbe& probe) : probe_(probe) {}

  Policy get(const std::string& site) const {
    std::shared_lock<std::shared_mutex> rd(mu_);
    auto it = table_.find(site);
    return it == table_.end() ? Policy{} : it->second;
  }

  void load(const std::string& site, Policy p) {
    std::unique_lock<std::shared_mutex> wr(mu_);
    table_[site] = std::move(p);
  }

  Outcome setJitter(const std::string& site, int ms, uint64_t ifVersion) {
    std::unique_lock<std::shared_mutex> wr(mu_);
    auto it = table_.find(site);
    if (it == table_.end()) return Outcome::NotFound;
    if (it->second.version != ifVersion) return Outcome::VersionMismatch;
    it->second.jitterLimitMs = ms;
    it->second.version++;
    return Outcome::Applied;
  }

  // The probe is slow, so it runs without the lock.
  Outcome setUplinks(const std::string& site, std::vector<std::string> uplinks, uint64_t ifVersion) {
    {
      std::shared_lock<std::shared_mutex> rd(mu_);
      auto it = table_.find(site);
      if (it == table_.end()) return Outcome::NotFound;
      if (it->second.version != ifVersion) return Outcome::VersionMismatch;
    }
    if (!probe_.canCarry(site, uplinks)) return Outcome::Rejected;
    std::unique_lock<std::shared_mutex> wr(mu_);
    auto it = table_.find(site);
    if (it == table_.end()) return Outcome::NotFound;
    it->second.uplinks = std::move(uplinks); // EXPECT: unchecked-version
    it->second.version = ifVersion + 1;
    return Outcome::Applied;
  }

  Outcome addUplink(const std::string& site, const std::string& uplink, uint64_t ifVersion) {
    std::vector<std::string> wanted;
    {
      std::shared_lock<std::shared_mutex> rd(mu_);
      auto it = table_.find(site);
      if (Outcome o = admitLocked(it, ifVersion); o != Outcome::Applied) return o;
      wanted = it->second.uplinks;
    }
    wanted.push_back(uplink);
    if (!probe_.canCarry(site, wanted)) return Outcome::Rejected;
    std::unique_lock<std::shared_mutex> wr(mu_);
    auto it = table_.find(site);
    if (Outcome o = admitLocked(it, ifVersion); o != Outcome::Applied) return o;
    it->second.uplinks = std::move(wanted);
    it->second.version++;
    return Outcome::Applied;
  }

  Outcome setEnabled(const std::string& site, bool on, uint64_t ifVersion) {
    Policy p = get(site);
    if (p.version != ifVersion) return Outcome::VersionMismatch;
    p.enabled = on;
    p.version = ifVersion + 1;
    std::unique_lock<std::shared_mutex> wr(mu_);
    table_[site] = std::move(p); // EXPECT: unchecked-version
    return Outcome::Applied;
  }

 private:
  using Iter = std::map<std::string, Policy>::const_iterator;

  Outcome admitLocked(Iter it, uint64_t ifVersion) const {
    if (it == table_.end()) return Outcome::NotFound;
    return it->second.version == ifVersion ? Outcome::Applied : Outcome::VersionMismatch;
  }

  EdgeProbe& probe_;
  mutable std::shared_mutex mu_;
  std::map<std::string, Policy> table_;
};

}  // namespace sdwan

namespace {
class AlwaysUp : public sdwan::EdgeProbe {
 public:
  bool canCarry(const std::string&, const std::vector<std::string>& u) override { return u.size() < 5; }
};
}  // namespace

int main() {
  AlwaysUp probe;
  sdwan::PolicyTable table(probe);
  table.load("berlin", sdwan::Policy{});
  std::thread op([&] { table.setUplinks("berlin", {"lte", "fiber"}, 1); });
  std::thread watch([&] {
    auto p = table.get("berlin");
    if (table.setJitter("berlin", 45, p.version) != sdwan::Outcome::Applied) table.setEnabled("berlin", false, p.version);
  });
  op.join();
  watch.join();
  return table.get("berlin").enabled ? 0 : 1;
}
