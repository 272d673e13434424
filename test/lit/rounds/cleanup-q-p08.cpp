// RUN: %tocsin %s
// STD: c++20
// Push gateway: one poll loop owns every peer.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using WallClock = std::chrono::system_clock;
using TickClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

enum class Phase { Handshake, Open, Closing };

struct Token {
    std::string subject;
    WallClock::time_point not_after;
    bool valid_now() const { return WallClock::now() < not_after; }
};

struct Peer {
    int fd = -1;
    Phase phase = Phase::Handshake;
    TickClock::time_point accepted_at{};
    WallClock::time_point last_pong{};
    unsigned in_flight = 0;
    Token token;
};

class Gateway {
public:
    explicit Gateway(int listener) : listener_(listener) {}
    ~Gateway() {
        for (auto& p : peers_)
            ::close(p.fd);
    }

    int run() {
        for (;;) {
            std::vector<pollfd> fds{{listener_, POLLIN, 0}};
            for (const auto& p : peers_)
                fds.push_back({p.fd, POLLIN, 0});
            if (::poll(fds.data(), fds.size(), 1000) < 0)
                return 1;
            for (std::size_t i = 1; i < fds.size(); ++i)
                if (fds[i].revents)
                    on_readable(peers_[i - 1]);
            if (fds[0].revents & POLLIN)
                on_accept();
            drop_silent();
            drop_unfinished();
            drop_unauthorised();
            sweep_closing();
        }
    }

private:
    static constexpr auto kPongTimeout = 45s;
    static constexpr auto kHandshakeTimeout = 10s;

    void on_accept() {
        Peer p;
        p.fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (p.fd < 0)
            return;
        p.accepted_at = TickClock::now();
        p.last_pong = WallClock::now();
        peers_.push_back(std::move(p));
    }

    void on_readable(Peer& p) {
        char buf[512];
        const ssize_t n = ::read(p.fd, buf, sizeof buf);
        if (n <= 0) {
            p.phase = Phase::Closing;
            return;
        }
        if (p.phase == Phase::Handshake) {
            p.token.subject.assign(buf, static_cast<std::size_t>(n));
            p.token.not_after = WallClock::now() + 1h;
            p.phase = Phase::Open;
        }
        if (std::memchr(buf, 'P', static_cast<std::size_t>(n)))
            p.last_pong = WallClock::now();
        if (std::memchr(buf, 'A', static_cast<std::size_t>(n)) && p.in_flight > 0)
            --p.in_flight;
    }

    void drop_silent() {
        const auto now = WallClock::now();
        for (auto& p : peers_)
            if (p.phase == Phase::Open && p.in_flight == 0 && now - p.last_pong > kPongTimeout) // EXPECT-MISS: wall-clock-interval
                p.phase = Phase::Closing;
    }

    void drop_unfinished() {
        const auto now = TickClock::now();
        for (auto& p : peers_)
            if (p.phase == Phase::Handshake && now - p.accepted_at > kHandshakeTimeout)
                p.phase = Phase::Closing;
    }

    void drop_unauthorised() {
        for (auto& p : peers_)
            if (p.phase == Phase::Open && !p.token.valid_now())
                p.phase = Phase::Closing;
    }

    void sweep_closing() {
        std::erase_if(peers_, [](const Peer& p) {
            if (p.phase != Phase::Closing)
                return false;
            ::close(p.fd);
            return true;
        });
    }

    int listener_;
    std::vector<Peer> peers_;
};

int main() {
    Gateway gw(0);
    return gw.run();
}
