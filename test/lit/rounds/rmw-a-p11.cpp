// RUN: %tocsin %s
// STD: c++20
// Chat room: members are owned by their connection threads, the room keeps weak references.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Member {
 public:
  explicit Member(int id) : id_(id) {}
  void deliver(const std::string& text) {
    std::lock_guard<std::mutex> g(mu_);
    inbox_.push_back(text);
  }
  std::size_t received() const {
    std::lock_guard<std::mutex> g(mu_);
    return inbox_.size();
  }
  int id() const { return id_; }

 private:
  const int id_;
  mutable std::mutex mu_;
  std::vector<std::string> inbox_;
};

class Room {
 public:
  void join(const std::shared_ptr<Member>& m) {
    std::lock_guard<std::mutex> g(mu_);
    members_.push_back(m);
  }

  void broadcast(const std::string& text) {
    std::lock_guard<std::mutex> g(mu_);
    members_.erase(std::remove_if(members_.begin(), members_.end(),
                                  [](const std::weak_ptr<Member>& w) { return w.expired(); }),
                   members_.end());
    for (auto& w : members_) {
      if (auto m = w.lock()) m->deliver(text);
    }
    ++broadcasts_;
  }

  bool whisper(std::size_t index, const std::string& text) {
    std::lock_guard<std::mutex> g(mu_);
    if (index >= members_.size()) return false;
    auto& target = members_[index];
    if (target.expired()) return false;
    target.lock()->deliver(text); // EXPECT: check-then-act
    return true;
  }

  void shutdown() {
    if (closed_.load()) return;
    closed_.store(true); // EXPECT: split-atomic
    broadcast("room is closing");
  }

  bool closed() const { return closed_.load(); }

  unsigned broadcasts() const {
    std::lock_guard<std::mutex> g(mu_);
    return broadcasts_;
  }

 private:
  mutable std::mutex mu_;
  std::vector<std::weak_ptr<Member>> members_;
  std::atomic<bool> closed_{false};
  unsigned broadcasts_ = 0;
};

static void connection(Room& room, int id) {
  auto self = std::make_shared<Member>(id);
  room.join(self);
  for (int i = 0; i < 50; ++i) {
    room.broadcast("hello from " + std::to_string(id));
    room.whisper(static_cast<std::size_t>(i % 4), "psst");
  }
  if (self->received() > 100) room.shutdown();
}

int main() {
  Room room;
  std::vector<std::thread> ts;
  for (int i = 0; i < 6; ++i) ts.emplace_back(connection, std::ref(room), i);
  for (auto& t : ts) t.join();
  std::printf("%u broadcasts, closed %d\n", room.broadcasts(), room.closed());
}
