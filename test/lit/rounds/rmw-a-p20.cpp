// RUN: %tocsin %s
// STD: c++20
// Topic hub: channels are created on demand and shared between publishers and subscribers.
#include <cstddef>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

class Channel {
 public:
  explicit Channel(std::string name) : name_(std::move(name)) {}
  void attach(std::function<void(const std::string&)> fn) {
    std::lock_guard<std::mutex> g(mu_);
    sinks_.push_back(std::move(fn));
  }
  std::size_t publish(const std::string& text) {
    std::lock_guard<std::mutex> g(mu_);
    for (auto& s : sinks_) s(text);
    return sinks_.size();
  }
  std::size_t sinks() const {
    std::lock_guard<std::mutex> g(mu_);
    return sinks_.size();
  }

 private:
  const std::string name_;
  mutable std::mutex mu_;
  std::vector<std::function<void(const std::string&)>> sinks_;
};

template <typename Key, typename Value>
class Directory {
 public:
  using Factory = std::function<std::shared_ptr<Value>(const Key&)>;
  explicit Directory(Factory f) : factory_(std::move(f)) {}

  std::shared_ptr<Value> resolve(const Key& key) {
    std::unique_lock<std::mutex> lk(mu_);
    auto it = entries_.find(key);
    if (it != entries_.end()) {
      ++hits_;
      return it->second;
    }
    lk.unlock();
    auto value = factory_(key);
    lk.lock();
    entries_.insert_or_assign(key, value); // EXPECT: check-then-act
    ++misses_;
    return value;
  }

  template <typename Pred>
  std::size_t sweep(Pred unused) {
    std::unique_lock<std::mutex> lk(mu_);
    std::size_t removed = 0;
    for (auto it = entries_.begin(); it != entries_.end();) {
      if (unused(*it->second)) {
        it = entries_.erase(it);
        ++removed;
      } else {
        ++it;
      }
    }
    lk.unlock();
    swept_ += removed; // EXPECT: lost-update
    return removed;
  }

  std::size_t resetSwept() {
    std::lock_guard<std::mutex> g(mu_);
    return std::exchange(swept_, 0);
  }

 private:
  Factory factory_;
  std::mutex mu_;
  std::unordered_map<Key, std::shared_ptr<Value>> entries_;
  std::size_t hits_ = 0;
  std::size_t misses_ = 0;
  std::size_t swept_ = 0;
};

int main() {
  Directory<std::string, Channel> hub([](const std::string& n) { return std::make_shared<Channel>(n); });
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i) {
    ts.emplace_back([&hub] {
      for (int k = 0; k < 100; ++k) {
        auto ch = hub.resolve("topic" + std::to_string(k % 10));
        if (k % 3 == 0) ch->attach([](const std::string&) {});
        ch->publish("tick");
        if (k % 25 == 0) hub.sweep([](const Channel& c) { return c.sinks() == 0; });
      }
    });
  }
  for (auto& t : ts) t.join();
  std::printf("swept %zu\n", hub.resetSwept());
}
