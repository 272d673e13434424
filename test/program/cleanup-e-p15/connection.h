#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <unistd.h>
#include <unordered_map>

namespace gw {

using Clock = std::chrono::steady_clock;

class Connection {
public:
    explicit Connection(int fd) : fd_(fd), acceptedAt_(Clock::now()) {}
    ~Connection() { ::close(fd_); }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    bool send(const std::string &frame);
    int fd() const { return fd_; }
    Clock::time_point acceptedAt() const { return acceptedAt_; }

private:
    int fd_;
    Clock::time_point acceptedAt_;
};

class ConnectionTable {
public:
    Connection *find(int id);
    int add(std::unique_ptr<Connection> c);
    std::size_t reap(Clock::duration limit);
    std::size_t size();

private:
    std::mutex mu_;
    std::unordered_map<int, std::unique_ptr<Connection>> conns_;
    int next_ = 1;
};

} // namespace gw
