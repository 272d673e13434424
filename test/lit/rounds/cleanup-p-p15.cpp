// RUN: %tocsin %s
// STD: c++20
// Long-poll front end. One thread runs the epoll loop and owns every client;
// resume cookies outlive the process and carry the time they were issued.
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <list>
#include <netinet/in.h>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>

namespace poll_fe {

using Clock = std::chrono::steady_clock;

class Fd {
public:
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& o) noexcept : fd_(o.fd_) { o.fd_ = -1; }
    Fd& operator=(Fd&&) = delete;
    ~Fd() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    int get() const { return fd_; }

private:
    int fd_;
};

// "<seconds since 1970>.<signature>", the signature was verified before.
bool resume_allowed(std::string_view cookie) {
    constexpr std::uint64_t kMaxAge = 3600;
    std::uint64_t issued = 0;
    auto [end, ec] = std::from_chars(cookie.data(), cookie.data() + cookie.size(), issued);
    if (ec != std::errc() || end == cookie.data() + cookie.size() || *end != '.')
        return false;
    const auto now = static_cast<std::uint64_t>(std::time(nullptr));
    if (issued > now)
        return false;
    return now - issued <= kMaxAge;
}

class FrontEnd {
public:
    explicit FrontEnd(Fd listener) : listener_(std::move(listener)), ep_(::epoll_create1(EPOLL_CLOEXEC)) {
        watch(listener_.get());
    }

    void run() {
        epoll_event ev[64];
        for (;;) {
            const int n = ::epoll_wait(ep_.get(), ev, 64, 500);
            if (n < 0 && errno != EINTR)
                return;
            const auto now = Clock::now();
            for (int i = 0; i < n; ++i) {
                if (ev[i].data.fd == listener_.get())
                    accept_one(now);
                else
                    serve(ev[i].data.fd, now);
            }
            drop_quiet(now);
        }
    }

private:
    struct Client {
        Fd fd;
        Clock::time_point last_active;
    };
    using Order = std::list<Client>; // least recently active in front

    void watch(int fd) {
        epoll_event e{};
        e.events = EPOLLIN;
        e.data.fd = fd;
        ::epoll_ctl(ep_.get(), EPOLL_CTL_ADD, fd, &e);
    }

    void accept_one(Clock::time_point now) {
        Fd fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (fd.get() < 0)
            return;
        const int raw = fd.get();
        order_.push_back(Client{std::move(fd), now});
        by_fd_[raw] = std::prev(order_.end());
        watch(raw);
    }

    void serve(int fd, Clock::time_point now) {
        auto it = by_fd_.find(fd);
        if (it == by_fd_.end())
            return;
        char buf[2048];
        const ssize_t n = ::recv(fd, buf, sizeof buf, 0);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0 || !resume_allowed({buf, static_cast<std::size_t>(n)})) {
            order_.erase(it->second);
            by_fd_.erase(it);
            return;
        }
        it->second->last_active = now;
        order_.splice(order_.end(), order_, it->second);
        (void)!::send(fd, "+\n", 2, MSG_NOSIGNAL);
    }

    void drop_quiet(Clock::time_point now) {
        while (!order_.empty() && now - order_.front().last_active > std::chrono::seconds(90)) {
            by_fd_.erase(order_.front().fd.get());
            order_.pop_front();
        }
    }

    Fd listener_;
    Fd ep_;
    Order order_;
    std::unordered_map<int, Order::iterator> by_fd_;
};

} // namespace poll_fe

int main() {
    poll_fe::Fd sock(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in sa{};
    sa.sin_family = AF_INET;
    sa.sin_port = htons(8088);
    if (sock.get() < 0 || ::bind(sock.get(), reinterpret_cast<sockaddr*>(&sa), sizeof sa) != 0 ||
        ::listen(sock.get(), 128) != 0)
        return 1;
    poll_fe::FrontEnd(std::move(sock)).run();
}
