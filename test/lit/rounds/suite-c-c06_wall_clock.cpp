// RUN: %tocsin %s
// STD: c++20
// Connections idle for too long are closed; which clock says how long is what varies.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <mutex>
#include <string>
#include <sys/time.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;
using Wall = std::chrono::system_clock;
using Mono = std::chrono::steady_clock;

struct Conn {
    int fd = -1, busy = 0;
    std::time_t seen = 0;
    Wall::time_point seen_wall;
    Mono::time_point seen_mono;
    timeval seen_tv{};
    timespec seen_rt{}, seen_boot{};
    Wall::time_point token_expires; // "exp" of the bearer token
};

class Pool {
public:
    Conn *begin(size_t i)
    {
        std::lock_guard g(m_);
        Conn &c = conns_.at(i);
        ++c.busy;
        c.seen = std::time(nullptr);
        c.seen_wall = Wall::now();
        c.seen_mono = Mono::now();
        ::gettimeofday(&c.seen_tv, nullptr);
        ::clock_gettime(CLOCK_REALTIME, &c.seen_rt);
        ::clock_gettime(CLOCK_BOOTTIME, &c.seen_boot);
        return &c;
    }
    void end(Conn *c) { std::lock_guard g(m_); --c->busy; }

    void by_time()
    {
        std::lock_guard g(m_);
        for (Conn &c : conns_)
            if (c.busy == 0 && std::time(nullptr) - c.seen > 300) // EXPECT: wall-clock-interval
                shut(c);
    }
    void by_system_clock()
    {
        std::lock_guard g(m_);
        const auto now = Wall::now();
        for (Conn &c : conns_) {
            if (c.busy != 0 || now - c.seen_wall < 5min) // EXPECT: wall-clock-interval
                continue;
            shut(c);
        }
    }
    void by_difftime()
    {
        std::lock_guard g(m_);
        for (Conn &c : conns_) {
            const double idle = std::difftime(std::time(nullptr), c.seen);
            if (c.busy == 0 && idle > 300.0)
                shut(c);
        }
    }
    void by_timeval()
    {
        timeval now;
        std::lock_guard g(m_);
        ::gettimeofday(&now, nullptr);
        for (Conn &c : conns_)
            if (c.busy == 0 && c.seen_tv.tv_sec + 300 < now.tv_sec) // EXPECT: wall-clock-interval
                shut(c);
    }
    void by_realtime()
    {
        timespec now;
        std::lock_guard g(m_);
        ::clock_gettime(CLOCK_REALTIME, &now);
        for (Conn &c : conns_)
            if (c.busy == 0 && now.tv_sec - c.seen_rt.tv_sec > 300) // EXPECT: wall-clock-interval
                shut(c); // EXPECT-MISS: wall-clock-interval
    }
    void by_steady_clock()
    {
        std::lock_guard g(m_);
        const auto now = Mono::now();
        for (Conn &c : conns_)
            if (c.busy == 0 && now - c.seen_mono > 5min)
                shut(c);
    }
    void by_boottime()
    {
        timespec now;
        std::lock_guard g(m_);
        ::clock_gettime(CLOCK_BOOTTIME, &now);
        for (Conn &c : conns_)
            if (c.busy == 0 && now.tv_sec - c.seen_boot.tv_sec > 300)
                shut(c);
    }
    // an absolute date set by the issuer, not an interval of this process
    void by_token_date()
    {
        std::lock_guard g(m_);
        for (Conn &c : conns_)
            if (c.busy == 0 && c.token_expires <= Wall::now())
                shut(c);
    }
    void printed(std::FILE *out)
    {
        std::lock_guard g(m_);
        for (const Conn &c : conns_)
            std::fprintf(out, "fd %d seen %lds ago\n", c.fd, long(std::time(nullptr) - c.seen));
    }
    explicit Pool(size_t n) : conns_(n) {}
private:
    static void shut(Conn &c)
    {
        if (c.fd >= 0)
            ::close(c.fd);
        c.fd = -1;
    }
    std::mutex m_;
    std::vector<Conn> conns_;
};

int main()
{
    Pool p(16);
    std::jthread user([&p] { for (size_t i = 0; i < 16; ++i) p.end(p.begin(i)); });
    std::jthread reaper([&p] {
        p.by_time(); p.by_system_clock(); p.by_difftime(); p.by_timeval(); p.by_realtime();
        p.by_steady_clock(); p.by_boottime(); p.by_token_date(); p.printed(stderr);
    });
}
