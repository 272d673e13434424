// RUN: %tocsin %s
// STD: c++20
// A limit that was read before decides how far a locked method goes: it looks
// at what is there itself. The same number written back is stale.
#include <map>
#include <mutex>
#include <thread>
class Shelf {
  std::mutex mu_;
  std::map<int, int> jars_;
  int best_ = 0;

public:
  int first() {
    std::lock_guard<std::mutex> g(mu_);
    return jars_.empty() ? 0 : jars_.begin()->first;
  }
  void put(int id, int n) {
    std::lock_guard<std::mutex> g(mu_);
    jars_[id] += n;
  }
  void clearBelow(int id) {
    std::lock_guard<std::mutex> g(mu_);
    while (!jars_.empty() && jars_.begin()->first < id)
      jars_.erase(jars_.begin());
  }
  int best() {
    std::lock_guard<std::mutex> g(mu_);
    return best_;
  }
  void setBest(int n) {
    std::lock_guard<std::mutex> g(mu_);
    best_ = n;
  }
};
int main() {
  Shelf s;
  auto work = [&](int id) {
    for (int i = 0; i < 100; ++i) {
      s.put(id + i, 1);
      s.clearBelow(s.first() + 5);
      s.setBest(s.best() + 1); // EXPECT: lost-update
    }
  };
  std::thread a(work, 1), b(work, 2);
  a.join();
  b.join();
}
