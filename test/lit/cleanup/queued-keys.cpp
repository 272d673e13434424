// RUN: %tocsin %s
// STD: c++20
// The keys of old entries go into a queue, and a worker throws out what they
// lead to: whether that came into use since must be asked again.
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unistd.h>

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct Link {
  explicit Link(int fd) : fd(fd) {}
  ~Link() { ::close(fd); }
  int fd;
  int users = 0;
  Clock::time_point opened = Clock::now();
};

class Links {
public:
  Link *get(int key) {
    std::lock_guard g(mu_);
    auto it = all_.find(key);
    if (it == all_.end())
      return nullptr;
    ++it->second->users;
    return it->second.get();
  }
  void put(Link *l) {
    std::lock_guard g(mu_);
    --l->users;
  }
  void add(int key, int fd) {
    std::lock_guard g(mu_);
    all_.try_emplace(key, std::make_unique<Link>(fd));
  }

  void judge() {
    std::lock_guard g(mu_);
    for (auto &[key, link] : all_)
      if (Clock::now() - link->opened > 1h) {
        old_.push_back(key);
        checked_.push_back(key);
      }
  }
  void closeNext() {
    std::lock_guard g(mu_);
    if (old_.empty())
      return;
    int key = old_.front();
    old_.pop_front();
    all_.erase(key); // EXPECT: timestamp-cleanup
  }
  void closeNextUnused() {
    std::lock_guard g(mu_);
    if (checked_.empty())
      return;
    auto it = all_.find(checked_.front());
    checked_.pop_front();
    if (it != all_.end() && it->second->users == 0)
      all_.erase(it);
  }

private:
  std::mutex mu_;
  std::map<int, std::unique_ptr<Link>> all_;
  std::deque<int> old_, checked_;
};

int main() {
  Links links;
  links.add(1, ::dup(0));
  std::thread user([&] {
    if (Link *l = links.get(1))
      links.put(l);
  });
  std::thread closer([&] {
    links.judge();
    links.closeNext();
    links.closeNextUnused();
  });
  user.join();
  closer.join();
}
