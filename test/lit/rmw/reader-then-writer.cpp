// RUN: %tocsin %s
// STD: c++20
// What the reader did not find, the writer does not look for again.
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>
class Cache {
  std::shared_mutex mu_;
  std::unordered_map<std::string, int> m_;
  int loads_ = 0;

public:
  int get(const std::string &k) {
    {
      std::shared_lock<std::shared_mutex> r(mu_);
      auto it = m_.find(k);
      if (it != m_.end())
        return it->second;
    }
    std::unique_lock<std::shared_mutex> w(mu_);
    ++loads_;
    m_.insert_or_assign(k, 7); // EXPECT: check-then-act
    return 7;
  }
  int getRight(const std::string &k) {
    {
      std::shared_lock<std::shared_mutex> r(mu_);
      auto it = m_.find(k);
      if (it != m_.end())
        return it->second;
    }
    std::unique_lock<std::shared_mutex> w(mu_);
    auto [it, fresh] = m_.try_emplace(k, 7);
    if (fresh)
      ++loads_;
    return it->second;
  }
  void touch(const std::string &k) {
    std::shared_lock<std::shared_mutex> r(mu_);
    m_[k]++; // EXPECT: lost-update
  }
  void touchRight(const std::string &k) {
    std::unique_lock<std::shared_mutex> r(mu_);
    m_[k]++;
  }
};
int main() {
  Cache c;
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back([&c] {
      c.get("a");
      c.getRight("b");
      c.touch("a");
      c.touchRight("b");
    });
  for (auto &t : v)
    t.join();
}
