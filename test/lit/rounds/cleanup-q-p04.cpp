// RUN: %tocsin %s
// STD: c++20
// Upstream channel pool and resolver cache of the RPC client.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>
#include <unistd.h>

using Steady = std::chrono::steady_clock;

class Channel {
public:
    explicit Channel(int fd) : fd_(fd) {}
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    ~Channel() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    bool send(const std::string& frame) {
        std::lock_guard lk(write_mu_);
        return ::write(fd_, frame.data(), frame.size()) == static_cast<ssize_t>(frame.size());
    }

private:
    int fd_;
    std::mutex write_mu_;
};

class ChannelPool {
public:
    using Dialer = int (*)(const std::string&);
    explicit ChannelPool(Dialer dial) : dial_(dial) {}

    std::shared_ptr<Channel> get(const std::string& target) {
        std::lock_guard lk(mu_);
        auto& slot = slots_[target];
        if (!slot.channel) {
            const int fd = dial_(target);
            if (fd < 0)
                return nullptr;
            slot.channel = std::make_shared<Channel>(fd);
        }
        slot.last_used = Steady::now();
        return slot.channel;
    }

    // Callers keep their own reference, so a call under way is not cut off.
    std::size_t close_idle(Steady::duration idle) {
        std::lock_guard lk(mu_);
        const auto cutoff = Steady::now() - idle;
        return std::erase_if(slots_, [&](const auto& kv) { return kv.second.last_used < cutoff; });
    }

private:
    struct Slot {
        std::shared_ptr<Channel> channel;
        Steady::time_point last_used{};
    };
    Dialer dial_;
    std::mutex mu_;
    std::unordered_map<std::string, Slot> slots_;
};

class ResolverCache {
public:
    void put(const std::string& host, std::uint32_t addr, std::chrono::seconds ttl) {
        std::lock_guard lk(mu_);
        answers_[host] = {addr, Steady::now() + ttl};
    }

    std::optional<std::uint32_t> lookup(const std::string& host) {
        std::lock_guard lk(mu_);
        auto it = answers_.find(host);
        if (it == answers_.end())
            return std::nullopt;
        if (it->second.expires <= Steady::now()) {
            answers_.erase(it);
            return std::nullopt;
        }
        return it->second.addr;
    }

private:
    struct Answer {
        std::uint32_t addr = 0;
        Steady::time_point expires{};
    };
    std::mutex mu_;
    std::unordered_map<std::string, Answer> answers_;
};

static int dial_stub(const std::string&) { return ::dup(1); }

int main() {
    ChannelPool pool(dial_stub);
    ResolverCache cache;
    std::atomic<bool> stop{false};
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i)
        callers.emplace_back([&, i] {
            const std::string target = "backend-" + std::to_string(i % 2);
            while (!stop) {
                if (!cache.lookup(target))
                    cache.put(target, 0x0a000001u + static_cast<std::uint32_t>(i), std::chrono::seconds(30));
                if (auto ch = pool.get(target); ch && !ch->send("ping\n"))
                    break;
            }
        });
    std::thread janitor([&] {
        while (!stop) {
            pool.close_idle(std::chrono::minutes(5));
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    std::this_thread::sleep_for(std::chrono::seconds(3));
    stop = true;
    for (auto& t : callers)
        t.join();
    janitor.join();
}
