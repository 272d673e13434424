// RUN: %tocsin %s
// STD: c++20
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

class Channel {
public:
    Channel(std::string peer, int fd) : peer_(std::move(peer)), fd_(fd), connected_(Clock::now()) {}
    ~Channel() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    const std::string& peer() const { return peer_; }
    Clock::time_point connected() const { return connected_; }

    bool send(const std::string& msg) {
        std::size_t off = 0;
        while (off < msg.size()) {
            const ssize_t n = ::send(fd_, msg.data() + off, msg.size() - off, MSG_NOSIGNAL);
            if (n <= 0)
                return false;
            off += static_cast<std::size_t>(n);
        }
        return true;
    }

private:
    std::string peer_;
    int fd_;
    Clock::time_point connected_;
};

class ChannelTable {
public:
    Channel* add(std::string peer, int fd) {
        auto ch = std::make_unique<Channel>(std::move(peer), fd);
        Channel* raw = ch.get();
        std::lock_guard<std::mutex> lk(mu_);
        channels_.push_back(std::move(ch));
        return raw;
    }

    Channel* find(const std::string& peer) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = std::find_if(channels_.begin(), channels_.end(),
                               [&](const auto& c) { return c->peer() == peer; });
        return it == channels_.end() ? nullptr : it->get();
    }

    std::size_t recycle(std::chrono::minutes max_age) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto limit = Clock::now() - max_age;
        return std::erase_if(channels_, [limit](const std::unique_ptr<Channel>& c) { return c->connected() < limit; }); // EXPECT: timestamp-cleanup
    }

    std::size_t size() const {
        std::lock_guard<std::mutex> lk(mu_);
        return channels_.size();
    }

private:
    mutable std::mutex mu_;
    std::vector<std::unique_ptr<Channel>> channels_;
};

static void publish(ChannelTable& table, const std::string& peer) {
    for (int i = 0; i < 1000; ++i) {
        if (Channel* c = table.find(peer)) {
            if (!c->send("tick " + std::to_string(i) + "\n"))
                break;
        }
    }
}

int main() {
    ChannelTable table;
    int sv[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, sv) != 0)
        return 1;
    table.add("metrics", sv[0]);
    std::thread t(publish, std::ref(table), "metrics");
    std::cout << table.recycle(std::chrono::minutes(20)) << " of " << table.size() << '\n';
    t.join();
    ::close(sv[1]);
}
