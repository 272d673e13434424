// RUN: %tocsin %s
// The one that took the place of the others says nothing of who still has one.
#include <mutex>
#include <vector>

struct Rules {
  unsigned long revision = 0;
  int users = 0;
};

class Firewall {
public:
  Rules *take() {
    std::lock_guard<std::mutex> g(mu);
    ++current->users;
    return current;
  }
  void give(Rules *r) {
    std::lock_guard<std::mutex> g(mu);
    --r->users;
  }
  void dropOlder() {
    std::lock_guard<std::mutex> g(mu);
    for (auto it = all.begin(); it != all.end();) {
      Rules *r = *it;
      if (r->revision < current->revision) {
        it = all.erase(it);
        delete r; // EXPECT: timestamp-cleanup
      } else
        ++it;
    }
  }
  void dropOlderUnused() {
    std::lock_guard<std::mutex> g(mu);
    for (auto it = all.begin(); it != all.end();) {
      Rules *r = *it;
      if (r->revision < current->revision && r->users == 0) {
        it = all.erase(it);
        delete r;
      } else
        ++it;
    }
  }

private:
  std::mutex mu;
  std::vector<Rules *> all;
  Rules *current = nullptr;
};
