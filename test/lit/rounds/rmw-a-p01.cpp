// RUN: %tocsin %s
// STD: c++20
// Pool of upstream connections shared by the request threads.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Connection {
 public:
  Connection(std::string host, std::size_t slot) : host_(std::move(host)), slot_(slot) {}
  bool send(const std::string& payload) {
    if (payload.empty()) broken_ = true;
    return !broken_;
  }
  bool broken() const { return broken_; }
  std::size_t slot() const { return slot_; }

 private:
  std::string host_;
  std::size_t slot_;
  bool broken_ = false;
};

class ConnectionPool {
 public:
  ConnectionPool(std::string host, std::size_t limit) : host_(std::move(host)), limit_(limit) {}

  std::unique_ptr<Connection> acquire() {
    std::unique_lock<std::mutex> lk(mu_);
    ready_.wait(lk, [this] { return !idle_.empty() || open_ < limit_; });
    if (!idle_.empty()) {
      auto conn = std::move(idle_.back());
      idle_.pop_back();
      ++leased_;
      return conn;
    }
    const std::size_t slot = open_;
    lk.unlock();

    // Dialling can take seconds.
    auto conn = std::make_unique<Connection>(host_, slot);

    lk.lock();
    open_ = slot + 1; // EXPECT: lost-update
    ++leased_;
    return conn;
  }

  void release(std::unique_ptr<Connection> conn) {
    {
      std::lock_guard<std::mutex> g(mu_);
      --leased_;
      if (conn->broken()) {
        --open_;
      } else {
        idle_.push_back(std::move(conn));
      }
    }
    ready_.notify_one();
  }

  std::size_t leased() const {
    std::lock_guard<std::mutex> g(mu_);
    return leased_;
  }

 private:
  mutable std::mutex mu_;
  std::condition_variable ready_;
  std::vector<std::unique_ptr<Connection>> idle_;
  const std::string host_;
  const std::size_t limit_;
  std::size_t open_ = 0;
  std::size_t leased_ = 0;
};

int main() {
  ConnectionPool pool("db1.internal", 8);
  std::vector<std::thread> clients;
  for (int i = 0; i < 16; ++i) {
    clients.emplace_back([&pool, i] {
      for (int n = 0; n < 100; ++n) {
        auto conn = pool.acquire();
        conn->send(n % 10 ? "select " + std::to_string(i) : std::string());
        pool.release(std::move(conn));
      }
    });
  }
  for (auto& t : clients) t.join();
  std::printf("leased at exit: %zu\n", pool.leased());
}
