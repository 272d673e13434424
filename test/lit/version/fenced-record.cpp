// RUN: %tocsin %s
// STD: c++17
// A record that carries its key: saved as it is, with a version, with an epoch.
#include <cstdint>
#include <optional>
#include <string>

struct Route {
  std::string net, via;
  uint64_t revision = 0;
};

class Routes {
public:
  virtual ~Routes() = default;
  virtual std::optional<Route> Find(const std::string &net) = 0;
  virtual bool Store(const Route &r) = 0;
  virtual bool StoreIf(const Route &r, uint64_t expected_revision) = 0;
  virtual bool StoreFenced(const Route &r, uint64_t epoch) = 0;
};

class Election {
public:
  virtual ~Election() = default;
  virtual bool isLeader() const = 0;
  virtual uint64_t epoch() const = 0;
};

bool plain(Routes &routes, Election &e, const std::string &net) {
  if (!e.isLeader())
    return false;
  Route r;
  r.net = net;
  return routes.Store(r); // EXPECT: unversioned-write
}

bool fenced(Routes &routes, Election &e, const std::string &net) {
  if (!e.isLeader())
    return false;
  Route r;
  r.net = net;
  return routes.StoreFenced(r, e.epoch());
}

bool nobodyLeads(Routes &routes, const std::string &net) {
  Route r;
  r.net = net;
  return routes.Store(r);
}
