// STD: c++20
#include "connection.h"

#include <sys/socket.h>

namespace gw {

bool Connection::send(const std::string &frame) {
    std::size_t off = 0;
    while (off < frame.size()) {
        ssize_t n = ::send(fd_, frame.data() + off, frame.size() - off, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        off += static_cast<std::size_t>(n);
    }
    return true;
}

Connection *ConnectionTable::find(int id) {
    std::lock_guard lk(mu_);
    auto it = conns_.find(id);
    return it == conns_.end() ? nullptr : it->second.get();
}

int ConnectionTable::add(std::unique_ptr<Connection> c) {
    std::lock_guard lk(mu_);
    int id = next_++;
    conns_.emplace(id, std::move(c));
    return id;
}

std::size_t ConnectionTable::size() {
    std::lock_guard lk(mu_);
    return conns_.size();
}

std::size_t ConnectionTable::reap(Clock::duration limit) {
    std::lock_guard lk(mu_);
    const auto before = conns_.size();
    const auto now = Clock::now();
    for (auto it = conns_.begin(); it != conns_.end();) {
        if (now - it->second->acceptedAt() > limit)
            it = conns_.erase(it); // EXPECT: timestamp-cleanup
        else
            ++it;
    }
    return before - conns_.size();
}

} // namespace gw
