// RUN: %tocsin %s
// STD: c++20
// Upstream connection pool of a reverse proxy.
#include <atomic>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

class Upstream {
public:
    struct Conn {
        int fd = -1;
        unsigned served = 0;
    };

    Upstream(std::string host, int maxConns) : host_(std::move(host)), maxConns_(maxConns) {}
    ~Upstream() {
        for (auto &c : idle_)
            ::close(c.fd);
    }

    std::optional<Conn> acquire() {
        {
            std::lock_guard<std::mutex> g(idleMu_);
            if (!idle_.empty()) {
                Conn c = idle_.back();
                idle_.pop_back();
                return c;
            }
        }
        if (open_.load() >= maxConns_)
            return std::nullopt;
        ++open_; // EXPECT: split-atomic
        Conn c;
        c.fd = connectTo(host_);
        if (c.fd < 0) {
            --open_;
            noteFailure();
            return std::nullopt;
        }
        return c;
    }

    void release(Conn c, bool keep) {
        c.served++;
        if (keep && c.served < kMaxServed) {
            std::lock_guard<std::mutex> g(idleMu_);
            idle_.push_back(c);
            return;
        }
        ::close(c.fd);
        --open_;
        failures_.store(0);
    }

    bool down() const { return tripped_.load(); }

    // called by the health checker
    bool probe() {
        int fd = connectTo(host_);
        if (fd < 0)
            return false;
        ::close(fd);
        failures_.store(0);
        tripped_.store(false);
        return true;
    }

private:
    static constexpr unsigned kMaxServed = 1000;
    static constexpr int kTripAfter = 5;

    void noteFailure() {
        if (failures_.fetch_add(1) + 1 < kTripAfter)
            return;
        if (!tripped_.load()) {
            tripped_.store(true); // EXPECT: split-atomic
            std::fprintf(stderr, "upstream %s marked down\n", host_.c_str());
            alarm_(host_.c_str());
        }
    }

    static int connectTo(const std::string &host) {
        if (host.empty())
            return -1;
        return ::socket(AF_INET, SOCK_STREAM, 0);
    }

    static void raiseAlarm(const char *) {}

    const std::string host_;
    const int maxConns_;
    std::mutex idleMu_;
    std::vector<Conn> idle_;
    std::atomic<int> open_{0};
    std::atomic<int> failures_{0};
    std::atomic<bool> tripped_{false};
    void (*const alarm_)(const char *) = &Upstream::raiseAlarm;
};
