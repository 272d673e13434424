// RUN: %tocsin %s
// STD: c++17
// Config store of a cluster agent: slow work is done outside the lock.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Blob {
  std::uint64_t version = 0;
  std::string text;
};

class ConfigStore {
 public:
  using Transform = std::function<std::string(const std::string&)>;

  // Optimistic update: the result is thrown away when somebody was faster.
  bool rewrite(const std::string& key, const Transform& f) {
    for (int attempt = 0; attempt < 8; ++attempt) {
      std::unique_lock<std::mutex> lk(mu_);
      const Blob before = blobs_[key];
      lk.unlock();

      std::string next = f(before.text);

      lk.lock();
      Blob& now = blobs_[key];
      if (now.version != before.version) continue;
      now.text = std::move(next);
      now.version = before.version + 1;
      changed_.notify_all();
      return true;
    }
    return false;
  }

  std::string fetch(const std::string& key, const std::function<std::string()>& remote) {
    std::unique_lock<std::mutex> lk(mu_);
    auto it = blobs_.find(key);
    if (it != blobs_.end()) return it->second.text;
    lk.unlock();
    std::string text = remote();
    lk.lock();
    it = blobs_.find(key);
    if (it == blobs_.end()) {
      it = blobs_.emplace(key, Blob{1, std::move(text)}).first;
      fetchedBytes_ += it->second.text.size();
    }
    return it->second.text;
  }

  void reserve(std::size_t n) {
    std::unique_lock<std::mutex> lk(mu_);
    reserved_ += n;
    lk.unlock();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    lk.lock();
    reserved_ -= n;
  }

  void waitVersion(const std::string& key, std::uint64_t v) {
    std::unique_lock<std::mutex> lk(mu_);
    std::uint64_t seen = blobs_[key].version;
    while (seen < v) {
      changed_.wait(lk);
      seen = blobs_[key].version;
    }
    ++waitersServed_;
  }

  std::size_t footprint() const {
    std::lock_guard<std::mutex> g(mu_);
    return fetchedBytes_ + reserved_;
  }

 private:
  mutable std::mutex mu_;
  std::condition_variable changed_;
  std::map<std::string, Blob> blobs_;
  std::size_t fetchedBytes_ = 0;
  std::size_t reserved_ = 0;
  std::uint64_t waitersServed_ = 0;
};

int main() {
  ConfigStore cs;
  auto grow = [&cs] {
    for (int i = 0; i < 50; ++i) {
      cs.rewrite("motd", [](const std::string& s) { return s + "."; });
      cs.fetch("peers", [] { return std::string("a,b,c"); });
      cs.reserve(16);
    }
  };
  std::thread a(grow), b(grow);
  cs.waitVersion("motd", 3);
  a.join();
  b.join();
  return cs.footprint() == 5 ? 0 : 1;
}
