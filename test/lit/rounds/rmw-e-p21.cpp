// RUN: %tocsin %s
// STD: c++20
// Chat broker: topic subscribers are held weakly, sessions come and go.
#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace chat {

class Session {
 public:
  explicit Session(std::string nick) : nick_(std::move(nick)) {}
  void deliver(const std::string& text) {
    std::lock_guard<std::mutex> lk(m_);
    inbox_.push_back(text);
  }
  bool ping() const { return !nick_.empty(); }

 private:
  std::mutex m_;
  std::string nick_;
  std::vector<std::string> inbox_;
};

class Broker {
 public:
  void subscribe(const std::string& topic, const std::shared_ptr<Session>& s) {
    std::lock_guard<std::mutex> lk(m_);
    topics_[topic].push_back(s);
  }

  void publish(const std::string& topic, const std::string& text) {
    for (auto& w : snapshot(topic)) {
      if (w.expired()) continue;
      w.lock()->deliver(text); // EXPECT: check-then-act
    }
  }

  void announce(const std::string& topic, const std::string& text) {
    for (auto& w : snapshot(topic))
      if (auto s = w.lock()) s->deliver(text);
  }

  int probe(const std::string& topic, unsigned nthreads) {
    auto subs = snapshot(topic);
    int unreachable = 0;
    std::vector<std::thread> pool;
    const std::size_t share = subs.size() / nthreads + 1;
    for (unsigned t = 0; t < nthreads; ++t) {
      const auto from = std::min(subs.size(), t * share);
      const auto to = std::min(subs.size(), from + share);
      pool.emplace_back([&, from, to] {
        for (auto i = from; i < to; ++i) {
          auto s = subs[i].lock();
          if (!s || !s->ping())
            unreachable++; // EXPECT: lost-update
        }
      });
    }
    for (auto& th : pool) th.join();
    if (unreachable > 0) compact(topic);
    return unreachable;
  }

 private:
  std::vector<std::weak_ptr<Session>> snapshot(const std::string& topic) {
    std::lock_guard<std::mutex> lk(m_);
    auto it = topics_.find(topic);
    if (it == topics_.end()) return {};
    return it->second;
  }

  void compact(const std::string& topic) {
    std::lock_guard<std::mutex> lk(m_);
    auto it = topics_.find(topic);
    if (it == topics_.end()) return;
    auto& v = it->second;
    v.erase(std::remove_if(v.begin(), v.end(), [](const auto& w) { return w.expired(); }), v.end());
    if (v.empty()) topics_.erase(it);
  }

  std::mutex m_;
  std::map<std::string, std::vector<std::weak_ptr<Session>>> topics_;
};

void runBroker(Broker& b) {
  std::thread churn([&b] {
    for (int i = 0; i < 1000; ++i) {
      auto s = std::make_shared<Session>("u" + std::to_string(i));
      b.subscribe("lobby", s);
    }
  });
  std::thread talk([&b] {
    for (int i = 0; i < 1000; ++i) {
      b.publish("lobby", "hi");
      b.announce("lobby", "motd");
    }
  });
  b.probe("lobby", 4);
  churn.join();
  talk.join();
}

}  // namespace chat
