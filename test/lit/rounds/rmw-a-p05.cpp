// RUN: %tocsin %s
// STD: c++20
// Pool of render contexts. Creation is slow and happens without the lock.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <unordered_map>
#include <string>
#include <vector>

struct Context {
  explicit Context(int device) : device(device) {
    if (device < 0) throw std::runtime_error("no such device");
  }
  int device;
  int frames = 0;
};

class ContextPool {
 public:
  explicit ContextPool(std::size_t limit) : limit_(limit) {}

  std::unique_ptr<Context> checkout(int device) {
    std::unique_lock<std::mutex> lk(mu_);
    for (;;) {
      if (!free_.empty()) {
        auto c = std::move(free_.front());
        free_.pop_front();
        return c;
      }
      if (total_ < limit_) break;
      cv_.wait(lk);
    }
    ++total_;
    lk.unlock();
    try {
      return std::make_unique<Context>(device);
    } catch (...) {
      lk.lock();
      --total_;
      lk.unlock();
      cv_.notify_one();
      throw;
    }
  }

  void giveBack(std::unique_ptr<Context> c) {
    std::unique_lock<std::mutex> lk(mu_);
    free_.push_back(std::move(c));
    lk.unlock();
    cv_.notify_one();
  }

  std::shared_ptr<const std::string> shader(const std::string& name) {
    {
      std::lock_guard<std::mutex> g(mu_);
      auto it = shaders_.find(name);
      if (it != shaders_.end()) return it->second;
    }
    auto built = std::make_shared<const std::string>("compiled:" + name);
    std::lock_guard<std::mutex> g(mu_);
    auto it = shaders_.find(name);
    if (it != shaders_.end()) return it->second;
    shaders_.emplace(name, built);
    return built;
  }

  std::size_t total() {
    std::lock_guard<std::mutex> g(mu_);
    return total_;
  }

 private:
  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::unique_ptr<Context>> free_;
  std::unordered_map<std::string, std::shared_ptr<const std::string>> shaders_;
  const std::size_t limit_;
  std::size_t total_ = 0;
};

int main() {
  ContextPool pool(3);
  std::vector<std::thread> ts;
  for (int i = 0; i < 6; ++i) {
    ts.emplace_back([&pool, i] {
      for (int k = 0; k < 50; ++k) {
        auto c = pool.checkout(i);
        c->frames++;
        pool.shader("lit" + std::to_string(k % 5));
        pool.giveBack(std::move(c));
      }
    });
  }
  for (auto& t : ts) t.join();
  std::printf("%zu contexts\n", pool.total());
}
