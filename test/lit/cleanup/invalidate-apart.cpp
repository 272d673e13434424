// RUN: %tocsin %s
// Between the look and the removal the lock is free: what goes may be newer
// than what was looked at.
#include <map>
#include <mutex>
#include <string>
#include <vector>

class Routes {
public:
  void put(const std::string &net, unsigned long generation) {
    std::lock_guard<std::mutex> g(mu);
    known[net].generation = generation;
  }
  unsigned long generation(const std::string &net) {
    std::lock_guard<std::mutex> g(mu);
    auto it = known.find(net);
    return it == known.end() ? 0 : it->second.generation;
  }
  unsigned long lastGeneration(const std::string &net) const {
    std::lock_guard<std::mutex> g(mu);
    auto it = known.find(net);
    return it == known.end() ? 0 : it->second.generation;
  }
  void erase(const std::string &net) {
    std::lock_guard<std::mutex> g(mu);
    known.erase(net);
  }
  std::vector<std::string> nets() const {
    std::lock_guard<std::mutex> g(mu);
    std::vector<std::string> all;
    for (auto &r : known)
      all.push_back(r.first);
    return all;
  }
  void eraseBefore(const std::string &net, unsigned long generation) {
    std::lock_guard<std::mutex> g(mu);
    auto it = known.find(net);
    if (it != known.end() && it->second.generation < generation)
      known.erase(it);
  }

private:
  struct Route {
    int hops = 0;
    unsigned long generation = 0;
  };
  mutable std::mutex mu;
  std::map<std::string, Route> known;
};

void withdraw(Routes &r, const std::string &net, unsigned long generation) {
  if (r.generation(net) < generation)
    r.erase(net); // EXPECT: timestamp-cleanup
}

void withdrawAtOnce(Routes &r, const std::string &net,
                    unsigned long generation) {
  r.eraseBefore(net, generation);
}

// The same through a const look-up.
void withdrawByConst(Routes &r, const std::string &net,
                     unsigned long generation) {
  if (r.lastGeneration(net) < generation)
    r.erase(net); // EXPECT: timestamp-cleanup
}

void withdrawEach(Routes &r, unsigned long published) {
  for (const auto &net : r.nets())
    if (r.generation(net) < published)
      r.erase(net); // EXPECT: timestamp-cleanup
}

void withdrawEachAtOnce(Routes &r, unsigned long published) {
  for (const auto &net : r.nets())
    r.eraseBefore(net, published);
}
