// Every server adds itself to and removes itself from the shared replica lists.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "coord_session.h"

namespace coord {

using Hosts = std::vector<std::string>;

static Hosts Split(const std::string& text) {
  Hosts out;
  std::istringstream in(text);
  for (std::string h; std::getline(in, h, ',');)
    if (!h.empty()) out.push_back(h);
  return out;
}

static std::string Join(const Hosts& hosts) {
  std::string out;
  for (const auto& h : hosts) {
    if (!out.empty()) out += ',';
    out += h;
  }
  return out;
}

class ReplicaRegistry {
 public:
  ReplicaRegistry(Session& s, std::string self) : session_(s), self_(std::move(self)) {}

  Rc Enter(const std::string& table) {
    const std::string path = PathOf(table);
    for (;;) {
      std::string text;
      NodeInfo info;
      Rc rc = session_.get(path, text, &info);
      if (rc == Rc::kNoNode) {
        rc = session_.create(path, self_);
        if (rc == Rc::kNodeExists) continue;
        return rc;
      }
      if (rc != Rc::kOk) return rc;
      Hosts hosts = Split(text);
      if (std::find(hosts.begin(), hosts.end(), self_) != hosts.end()) return Rc::kOk;
      hosts.push_back(self_);
      rc = session_.set(path, Join(hosts), info.version);
      if (rc != Rc::kBadVersion) return rc;
    }
  }

  Rc Leave(const std::string& table) {
    const std::string path = PathOf(table);
    std::string text;
    NodeInfo info;
    Rc rc = session_.get(path, text, &info);
    if (rc != Rc::kOk) return rc == Rc::kNoNode ? Rc::kOk : rc;
    Hosts hosts = Split(text);
    hosts.erase(std::remove(hosts.begin(), hosts.end(), self_), hosts.end());
    return session_.set(path, Join(hosts)); // EXPECT: unversioned-write
  }

  // Moves this server to the front so that it is preferred for reads.
  Rc Prefer(const std::string& table) {
    const std::string path = PathOf(table);
    std::string text;
    NodeInfo info;
    int32_t version = -1;
    Rc rc = session_.get(path, text, &info);
    if (rc == Rc::kOk && !text.empty()) version = info.version;
    if (rc != Rc::kOk) return rc;
    Hosts hosts = Split(text);
    hosts.erase(std::remove(hosts.begin(), hosts.end(), self_), hosts.end());
    hosts.insert(hosts.begin(), self_);
    return session_.set(path, Join(hosts), version); // EXPECT-MISS: unversioned-write
  }

  // The banner is whatever the operator typed last.
  Rc SetBanner(const std::string& table, const std::string& banner) {
    return session_.set(PathOf(table) + "/banner", banner);
  }

 private:
  std::string PathOf(const std::string& table) const { return "/replicas/" + table; }

  Session& session_;
  std::string self_;
};

}  // namespace coord

int RunRegistry(coord::Session& s, const std::string& self, const std::string& table, bool leaving) {
  coord::ReplicaRegistry reg(s, self);
  coord::Rc rc = leaving ? reg.Leave(table) : reg.Enter(table);
  if (rc == coord::Rc::kOk && !leaving) rc = reg.Prefer(table);
  if (rc == coord::Rc::kOk) rc = reg.SetBanner(table, "served by " + self);
  return rc == coord::Rc::kOk ? 0 : 1;
}
