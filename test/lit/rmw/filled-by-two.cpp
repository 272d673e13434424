// RUN: %tocsin %s
// STD: c++20
// A private helper looks again, under the lock of the method that calls it.
#include <map>
#include <mutex>
#include <string>
#include <thread>
class Pantry {
  std::mutex mu_;
  std::map<std::string, int> jars_;
  int total_ = 0;
  void trim() {
    auto it = jars_.find("old");
    if (it != jars_.end()) {
      total_ -= it->second;
      jars_.erase(it);
    }
  }
  void add(const std::string &k) { jars_[k] = 1; }

public:
  int get(const std::string &k) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = jars_.find(k);
    return it == jars_.end() ? 0 : it->second;
  }
  void tidy(const std::string &k) {
    if (get(k))
      return;
    std::lock_guard<std::mutex> g(mu_);
    total_ += 1;
    trim();
  }
  void fill(const std::string &k) {
    if (get(k))
      return;
    std::lock_guard<std::mutex> g(mu_);
    add(k); // EXPECT: check-then-act
  }
};
int main() {
  Pantry p;
  auto work = [&] {
    p.tidy("rye");
    p.fill("oat");
  };
  std::thread a(work), b(work);
  a.join();
  b.join();
}
