// RUN: %tocsin %s
// STD: c++20
// Session table: reapers of several kinds next to users that pin.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unistd.h>

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
class Session {
  int fd_;

public:
  const Clock::time_point created = Clock::now();
  Clock::time_point last_seen = created;
  int refs = 0;
  explicit Session(int fd) : fd_(fd) {}
  virtual ~Session() { ::close(fd_); }
  int fd() const { return fd_; }
  virtual bool outlived(Clock::time_point now) const { return now - last_seen > 5min; }
};
class IdleSession : public Session {
public:
  using Session::Session;
  bool outlived(Clock::time_point now) const override { return refs == 0 && now - last_seen > 5min; }
};
class Table {
  std::mutex mu_;
  std::condition_variable cv_;
  std::map<int, std::unique_ptr<Session>> all_;
  std::map<int, std::unique_ptr<IdleSession>> idle_;
  std::deque<int> doomed_, doomed2_;

  template <class M> static Session *take(M &m, int id) { // mu_ held
    auto it = m.find(id);
    return it == m.end() ? nullptr : (it->second->refs++, it->second.get());
  }

public:
  Session *pin(int id) { std::lock_guard g(mu_); return take(all_, id); }
  Session *pinIdle(int id) { std::lock_guard g(mu_); return take(idle_, id); }
  void unpin(Session *s) { std::lock_guard g(mu_); s->refs--, s->last_seen = Clock::now(); }
  // age in the loop
  void reap() {
    std::lock_guard g(mu_);
    auto now = Clock::now();
    for (auto it = all_.begin(); it != all_.end();)
      if (now - it->second->created > 1h) it = all_.erase(it); // EXPECT: timestamp-cleanup
      else ++it;
  }
  void reapUnused() {
    std::lock_guard g(mu_);
    auto now = Clock::now();
    for (auto it = all_.begin(); it != all_.end();)
      if (now - it->second->created > 1h && it->second->refs == 0) it = all_.erase(it);
      else ++it;
  }
  // predicate of the element
  size_t prune() {
    std::lock_guard g(mu_);
    return std::erase_if(all_, [now = Clock::now()](auto &e) { return e.second->outlived(now); }); // EXPECT-MISS: timestamp-cleanup
  }
  size_t pruneIdle() {
    std::lock_guard g(mu_);
    return std::erase_if(idle_, [now = Clock::now()](auto &e) { return e.second->outlived(now); });
  }
  // use count read in one section, erase in the next
  void closeOld(int id) {
    bool old = false;
    {
      std::lock_guard g(mu_);
      if (auto it = all_.find(id); it != all_.end())
        old = it->second->refs == 0 && Clock::now() - it->second->last_seen > 1h;
    }
    if (!old) return;
    std::lock_guard g(mu_);
    all_.erase(id); // EXPECT: timestamp-cleanup
  }
  void closeOldChecked(int id) {
    std::lock_guard g(mu_);
    auto it = all_.find(id);
    if (it == all_.end() || it->second->refs != 0) return;
    if (Clock::now() - it->second->last_seen > 1h) all_.erase(it);
  }
  // either condition is enough
  void trim() {
    std::lock_guard g(mu_);
    auto now = Clock::now();
    for (auto it = all_.begin(); it != all_.end();) {
      Session &s = *it->second;
      if (s.refs == 0 || now - s.last_seen > 24h) it = all_.erase(it); // EXPECT: timestamp-cleanup
      else ++it;
    }
  }
  // ids queued by age, worker erases
  void mark() {
    std::lock_guard g(mu_);
    for (auto &[id, s] : all_)
      if (Clock::now() - s->created > 1h) doomed_.push_back(id), doomed2_.push_back(id);
    cv_.notify_all();
  }
  void worker() {
    std::unique_lock lk(mu_);
    cv_.wait(lk, [&] { return !doomed_.empty(); });
    int id = doomed_.front();
    doomed_.pop_front();
    all_.erase(id); // EXPECT: timestamp-cleanup
  }
  void workerChecked() {
    std::unique_lock lk(mu_);
    cv_.wait(lk, [&] { return !doomed2_.empty(); });
    auto it = all_.find(doomed2_.front());
    doomed2_.pop_front();
    if (it != all_.end() && it->second->refs == 0 && Clock::now() - it->second->created > 1h) all_.erase(it);
  }
  void add(int id, int fd) { std::lock_guard g(mu_); all_.try_emplace(id, std::make_unique<Session>(fd)); }
  void addIdle(int id, int fd) { std::lock_guard g(mu_); idle_.try_emplace(id, std::make_unique<IdleSession>(fd)); }
};

int main() {
  Table t;
  t.add(1, dup(0)), t.addIdle(2, dup(0));
  std::thread user([&] { if (Session *s = t.pin(1)) (void)::write(s->fd(), "", 0), t.unpin(s); if (Session *s = t.pinIdle(2)) t.unpin(s); });
  std::thread reaper([&] { t.reap(), t.reapUnused(), t.prune(), t.pruneIdle(), t.closeOld(1), t.closeOldChecked(1), t.trim(), t.mark(); });
  std::thread w1([&] { t.worker(); }), w2([&] { t.workerChecked(); });
  for (auto *th : {&user, &reaper, &w1, &w2}) th->join();
}
