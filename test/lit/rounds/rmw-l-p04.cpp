// RUN: %tocsin %s
// STD: c++20
// Session directory of the chat frontend.
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace chat {

struct Session {
  std::string user;
  int connections = 0;
};
using SessionPtr = std::shared_ptr<Session>;

class SessionTable {
 public:
  bool contains(const std::string& user) const {
    std::lock_guard<std::mutex> g(mu_);
    return map_.count(user) != 0;
  }
  void insert(const std::string& user, SessionPtr s) {
    std::lock_guard<std::mutex> g(mu_);
    map_[user] = std::move(s);
  }
  SessionPtr find(const std::string& user) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = map_.find(user);
    return it == map_.end() ? nullptr : it->second;
  }
  SessionPtr findOrCreate(const std::string& user) {
    std::lock_guard<std::mutex> g(mu_);
    auto& slot = map_[user];
    if (!slot) slot = std::make_shared<Session>(Session{user, 0});
    return slot;
  }
  int quota() const {
    std::lock_guard<std::mutex> g(mu_);
    return quota_;
  }
  void setQuota(int q) {
    std::lock_guard<std::mutex> g(mu_);
    quota_ = q;
  }

 private:
  mutable std::mutex mu_;
  std::unordered_map<std::string, SessionPtr> map_;
  int quota_ = 100;
};

class Frontend {
 public:
  void start(int n) {
    for (int i = 0; i < n; ++i) acceptors_.emplace_back(&Frontend::acceptLoop, this, i);
  }
  void stop() {
    for (auto& t : acceptors_) t.join();
  }

 private:
  void acceptLoop(int id) {
    for (int i = 0; i < 1000; ++i) {
      const std::string user = "u" + std::to_string((i * 7 + id) % 50);
      if (i % 3 == 0)
        login(user);
      else
        table_.findOrCreate(user);
      if (i % 100 == 0) growQuota();
    }
  }

  void login(const std::string& user) {
    if (!table_.contains(user)) {
      auto s = std::make_shared<Session>();
      s->user = user;
      table_.insert(user, std::move(s)); // EXPECT: check-then-act
    }
  }

  void growQuota() {
    const int q = table_.quota();
    if (q > 100000) return;
    table_.setQuota(q + q / 10); // EXPECT: lost-update
  }

  SessionTable table_;
  std::vector<std::thread> acceptors_;
};

}  // namespace chat

int main() {
  chat::Frontend f;
  f.start(4);
  f.stop();
}
