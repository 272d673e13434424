// RUN: %tocsin %s
// STD: c++20
// Who erases what fits has looked at each element itself; who clears has not.
#include <map>
#include <mutex>
#include <string>

class Cache {
  std::mutex mu_;
  std::map<std::string, int> entries_;

public:
  bool has(const std::string &k) {
    std::lock_guard<std::mutex> g(mu_);
    return entries_.count(k) != 0;
  }
  void add(const std::string &k) {
    std::lock_guard<std::mutex> g(mu_);
    entries_[k] = 1;
  }
  void sweep() {
    std::lock_guard<std::mutex> g(mu_);
    std::erase_if(entries_, [](const auto &e) { return e.second == 0; });
  }
  void clear() {
    std::lock_guard<std::mutex> g(mu_);
    entries_.clear();
  }
};

void corrected(Cache &c) {
  if (c.has("stale"))
    c.sweep();
}

void guilty(Cache &c) {
  if (!c.has("kept"))
    c.clear(); // EXPECT: check-then-act
}
