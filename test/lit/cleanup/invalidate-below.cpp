// RUN: %tocsin %s
// The bound may have any name; the look and the removal are two turns of the
// lock.
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

struct Entry {
  std::uint64_t generation = 0;
  int hits = 0;
};

class Names {
public:
  void put(const std::string &key, std::uint64_t generation) {
    std::lock_guard<std::mutex> g(mu);
    all[key].generation = generation;
  }
  std::uint64_t generation(const std::string &key) const {
    std::lock_guard<std::mutex> g(mu);
    auto it = all.find(key);
    return it == all.end() ? ~std::uint64_t{0} : it->second.generation;
  }
  void erase(const std::string &key) {
    std::lock_guard<std::mutex> g(mu);
    all.erase(key);
  }
  void eraseBelow(const std::string &key, std::uint64_t bound) {
    std::lock_guard<std::mutex> g(mu);
    auto it = all.find(key);
    if (it != all.end() && it->second.generation < bound)
      all.erase(it);
  }

private:
  mutable std::mutex mu;
  std::map<std::string, Entry> all;
};

void flush(Names &n, const std::string &key, std::uint64_t below) {
  if (n.generation(key) < below)
    n.erase(key); // EXPECT: timestamp-cleanup
}

void flushAtOnce(Names &n, const std::string &key, std::uint64_t below) {
  n.eraseBelow(key, below);
}
