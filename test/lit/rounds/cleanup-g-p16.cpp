// RUN: %tocsin %s
// STD: c++20
// Database connection pool for the billing API.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace billing::db {

using Clock = std::chrono::steady_clock;

struct Endpoint {
  std::string host;
  uint16_t port;
};

class Connection {
 public:
  explicit Connection(const Endpoint& ep) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (fd_ < 0) throw std::runtime_error("socket");
    sockaddr_in sa{};
    sa.sin_family = AF_INET;
    sa.sin_port = htons(ep.port);
    if (::inet_pton(AF_INET, ep.host.c_str(), &sa.sin_addr) != 1 ||
        ::connect(fd_, reinterpret_cast<sockaddr*>(&sa), sizeof sa) < 0) {
      ::close(fd_);
      throw std::runtime_error("connect " + ep.host);
    }
    last_used = Clock::now();
  }
  ~Connection() { ::close(fd_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool send(const void* p, size_t n) { return ::send(fd_, p, n, MSG_NOSIGNAL) == ssize_t(n); }

  Clock::time_point last_used;
  bool lent = false;

 private:
  int fd_;
};

class ConnectionPool {
 public:
  ConnectionPool(Endpoint ep, std::chrono::seconds idle, size_t max)
      : ep_(std::move(ep)), idle_(idle), max_(max), janitor_([this] { janitor(); }) {}

  ~ConnectionPool() {
    {
      std::lock_guard lk(mu_);
      stop_ = true;
    }
    cv_.notify_all();
    janitor_.join();
    for (Connection* c : conns_) delete c;
  }

  Connection* checkout() {
    std::unique_lock lk(mu_);
    for (;;) {
      for (Connection* c : conns_) {
        if (!c->lent) {
          c->lent = true;
          c->last_used = Clock::now();
          return c;
        }
      }
      if (conns_.size() < max_) break;
      cv_.wait(lk);
    }
    auto fresh = std::make_unique<Connection>(ep_);
    fresh->lent = true;
    conns_.push_back(fresh.get());
    return fresh.release();
  }

  void checkin(Connection* c) {
    {
      std::lock_guard lk(mu_);
      c->lent = false;
      c->last_used = Clock::now();
    }
    cv_.notify_one();
  }

  size_t size() const {
    std::lock_guard lk(mu_);
    return conns_.size();
  }

 private:
  void janitor() {
    std::unique_lock lk(mu_);
    while (!stop_) {
      cv_.wait_for(lk, std::chrono::seconds(5));
      const auto now = Clock::now();
      for (auto it = conns_.begin(); it != conns_.end();) {
        Connection* c = *it;
        if (now - c->last_used >= idle_) {
          it = conns_.erase(it);
          delete c; // EXPECT: timestamp-cleanup
        } else {
          ++it;
        }
      }
    }
  }

  Endpoint ep_;
  std::chrono::seconds idle_;
  size_t max_;
  mutable std::mutex mu_;
  std::condition_variable cv_;
  std::list<Connection*> conns_;
  bool stop_ = false;
  std::thread janitor_;
};

}  // namespace billing::db
