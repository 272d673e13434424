// RUN: %tocsin %s
// STD: c++20
// Tile render pool of the map viewer.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct TileKey {
  uint32_t x, y;
  uint8_t zoom;
};

class RenderPool {
public:
  using Sink = std::function<void(const TileKey &, std::string &&)>;

  RenderPool(unsigned n, Sink sink) : sink_(std::move(sink)) {
    threads_.reserve(n);
    for (unsigned i = 0; i < n; ++i)
      threads_.emplace_back([this] { loop(); });
    live_ += static_cast<int>(n); // EXPECT: lost-update
  }

  ~RenderPool() {
    stopping_ = true; // EXPECT: lost-update
    wake_.notify_all();
    for (auto &t : threads_)
      t.join();
    if (live_ != 0)
      live_ = 0;
  }

  void submit(TileKey k) {
    {
      std::lock_guard<std::mutex> g(mu_);
      queue_.push_back(k);
      if (queue_.size() > deepest_)
        deepest_ = queue_.size();
    }
    wake_.notify_one();
  }

  bool waitIdle(std::chrono::milliseconds limit) {
    std::unique_lock<std::mutex> lk(mu_);
    return idle_.wait_for(lk, limit, [this] { return queue_.empty() && active_ == 0; });
  }

  int live() {
    std::lock_guard<std::mutex> g(mu_);
    return live_;
  }

private:
  void loop() {
    std::unique_lock<std::mutex> lk(mu_);
    while (true) {
      wake_.wait(lk, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_)
        break;
      TileKey k = queue_.front();
      queue_.pop_front();
      ++active_;
      lk.unlock();
      sink_(k, draw(k));
      --active_; // EXPECT: lost-update
      idle_.notify_all();
      lk.lock();
      ++rendered_;
    }
    --live_;
  }

  static std::string draw(const TileKey &k) {
    std::string px(256 * 256 * 4, '\0');
    for (size_t i = 0; i < px.size(); i += 4)
      px[i] = static_cast<char>((k.x ^ k.y) + i * k.zoom);
    return px;
  }

  Sink sink_;
  std::mutex mu_;
  std::condition_variable wake_, idle_;
  std::deque<TileKey> queue_;
  size_t deepest_ = 0;
  int active_ = 0;
  int live_ = 0;
  uint64_t rendered_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};
