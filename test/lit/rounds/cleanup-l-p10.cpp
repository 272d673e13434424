// RUN: %tocsin %s
// STD: c++20
// billing-db: client connection pool (C++14)
#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace billing {

using WallClock = std::chrono::system_clock;

class Connection {
public:
    explicit Connection(int fd) : fd_(fd) {}
    ~Connection() { ::close(fd_); }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
    int fd() const { return fd_; }

    bool inUse = false;
    WallClock::time_point lastReturned{};

private:
    int fd_;
};

class ConnectionPool {
public:
    using Dialer = int (*)(const std::string &);

    ConnectionPool(std::string dsn, Dialer dial, std::size_t cap, std::chrono::seconds idle)
        : dsn_(std::move(dsn)), dial_(dial), cap_(cap), maxIdle_(idle) {}

    Connection *acquire(std::chrono::milliseconds patience)
    {
        std::unique_lock<std::mutex> lk(mu_);
        const auto until = std::chrono::steady_clock::now() + patience;
        for (;;) {
            for (auto &c : conns_)
                if (!c->inUse) {
                    c->inUse = true;
                    return c.get();
                }
            if (conns_.size() < cap_) {
                int fd = dial_(dsn_);
                if (fd < 0)
                    throw std::runtime_error("dial failed: " + dsn_);
                conns_.push_back(std::make_unique<Connection>(fd));
                conns_.back()->inUse = true;
                return conns_.back().get();
            }
            if (cv_.wait_until(lk, until) == std::cv_status::timeout)
                return nullptr;
        }
    }

    void release(Connection *c)
    {
        {
            std::lock_guard<std::mutex> lk(mu_);
            c->inUse = false;
            c->lastReturned = WallClock::now();
        }
        cv_.notify_one();
    }

    std::size_t trimIdle()
    {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = WallClock::now();
        std::size_t n = 0;
        for (auto it = conns_.begin(); it != conns_.end();) {
            if ((*it)->inUse) {
                ++it;
                continue;
            }
            if (now - (*it)->lastReturned > maxIdle_) { // EXPECT: wall-clock-interval
                it = conns_.erase(it);
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::list<std::unique_ptr<Connection>> conns_;
    std::string dsn_;
    Dialer dial_;
    std::size_t cap_;
    std::chrono::seconds maxIdle_;
};

} // namespace billing
