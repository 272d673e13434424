// RUN: %tocsin %s
// STD: c++20
// Configuration hub: readers pin a snapshot, an updater publishes new ones.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Snapshot {
  std::atomic<int> refs{1};
  int version = 0;
  std::map<std::string, std::string> values;
};

class ConfigHub {
 public:
  ConfigHub() : current_(new Snapshot) {
    ticks_ = 1;
    updater_ = std::thread([this] { update_loop(); });
  }

  ~ConfigHub() {
    stop_.store(true);
    ticks_ += 1; // EXPECT: lost-update
    updater_.join();
    ticks_ += 1;
    std::printf("ticks %ld load %ld\n", ticks_, load_.load());
    release(current_.load());
  }

  Snapshot* pin() {
    Snapshot* s = current_.load(std::memory_order_acquire);
    s->refs.fetch_add(1, std::memory_order_relaxed); // EXPECT: check-then-act
    return s;
  }

  void release(Snapshot* s) {
    if (s->refs.fetch_sub(1, std::memory_order_acq_rel) == 1) delete s;
  }

  void add_load(long weight) {
    long seen = load_.load();
    const long next = seen + weight;
    while (!load_.compare_exchange_weak(seen, next)) { // EXPECT: unchecked-version
      std::this_thread::yield();
    }
  }

  void drop_load(long weight) {
    long seen = load_.load();
    while (!load_.compare_exchange_weak(seen, seen - weight)) std::this_thread::yield();
  }

  long ticks() {
    std::lock_guard<std::mutex> g(mu_);
    return ticks_;
  }

 private:
  void update_loop() {
    int version = 0;
    while (!stop_.load()) {
      auto* fresh = new Snapshot;
      fresh->version = ++version;
      fresh->values["generation"] = std::to_string(version);
      release(current_.exchange(fresh, std::memory_order_acq_rel));
      {
        std::lock_guard<std::mutex> g(mu_);
        ticks_ += 1;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  std::atomic<Snapshot*> current_;
  std::atomic<long> load_{0};
  std::atomic<bool> stop_{false};
  std::mutex mu_;
  long ticks_ = 0;
  std::thread updater_;
};

int main() {
  ConfigHub hub;
  std::vector<std::thread> readers;
  for (int r = 0; r < 4; ++r) {
    readers.emplace_back([&hub, r] {
      long sum = 0;
      for (int i = 0; i < 500; ++i) {
        Snapshot* s = hub.pin();
        hub.add_load(r + 1);
        sum += s->version;
        hub.drop_load(r + 1);
        hub.release(s);
      }
      std::printf("reader %d: %ld\n", r, sum);
    });
  }
  for (auto& t : readers) t.join();
  std::printf("ticks so far %ld\n", hub.ticks());
  return 0;
}
