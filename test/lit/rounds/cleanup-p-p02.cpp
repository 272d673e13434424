// RUN: %tocsin %s
// STD: c++20
// Upstream connection pool of the query router: one list of primaries, one of
// replicas. Handler threads borrow a link for the length of a transaction.
#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <stop_token>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace router {

using Steady = std::chrono::steady_clock;

class Link {
public:
    explicit Link(int fd) : fd_(fd), last_used(Steady::now()) {}
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    ~Link() {
        ::shutdown(fd_, SHUT_RDWR);
        ::close(fd_);
    }
    bool send(const std::string& stmt) const {
        return ::send(fd_, stmt.data(), stmt.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(stmt.size());
    }

private:
    int fd_;

public:
    Steady::time_point last_used;
    bool leased = false;
};

class LinkPool {
public:
    LinkPool(std::string host, uint16_t port) : host_(std::move(host)), port_(port) {
        keeper_ = std::jthread([this](std::stop_token st) { keep(st); });
    }

    enum class Role { Primary, Replica };

    Link* borrow(Role role) {
        std::lock_guard lk(mu_);
        auto& side = list(role);
        auto it = std::find_if(side.begin(), side.end(), [](const auto& l) { return !l->leased; });
        if (it == side.end()) {
            int fd = dial();
            if (fd < 0)
                return nullptr;
            side.push_back(std::make_unique<Link>(fd));
            it = std::prev(side.end());
        }
        (*it)->leased = true;
        (*it)->last_used = Steady::now();
        return it->get();
    }

    void give_back(Link* l) {
        std::lock_guard lk(mu_);
        l->leased = false;
        l->last_used = Steady::now();
    }

private:
    using Side = std::vector<std::unique_ptr<Link>>;

    Side& list(Role r) { return r == Role::Primary ? primaries_ : replicas_; }

    int dial() const {
        int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0)
            return -1;
        sockaddr_in sa{};
        sa.sin_family = AF_INET;
        sa.sin_port = htons(port_);
        if (::inet_pton(AF_INET, host_.c_str(), &sa.sin_addr) != 1 ||
            ::connect(fd, reinterpret_cast<sockaddr*>(&sa), sizeof sa) != 0) {
            ::close(fd);
            return -1;
        }
        return fd;
    }

    size_t trim_replicas(Steady::time_point now) {
        std::lock_guard lk(mu_);
        return std::erase_if(replicas_, [&](const std::unique_ptr<Link>& l) {
            return !l->leased && now - l->last_used > max_idle_;
        });
    }

    size_t trim_primaries(Steady::time_point now) {
        std::lock_guard lk(mu_);
        const auto horizon = now - max_idle_;
        auto tail = std::partition(primaries_.begin(), primaries_.end(),
                                   [&](const std::unique_ptr<Link>& l) { return l->last_used >= horizon; });
        const size_t n = static_cast<size_t>(primaries_.end() - tail);
        primaries_.erase(tail, primaries_.end()); // EXPECT: timestamp-cleanup
        return n;
    }

    void keep(std::stop_token st) {
        std::mutex m;
        std::unique_lock lk(m);
        while (!st.stop_requested()) {
            tick_.wait_for(lk, st, std::chrono::seconds(5), [] { return false; });
            const auto now = Steady::now();
            trim_replicas(now);
            trim_primaries(now);
        }
    }

    std::string host_;
    uint16_t port_;
    std::mutex mu_;
    Side primaries_;
    Side replicas_;
    Steady::duration max_idle_ = std::chrono::seconds(60);
    std::condition_variable_any tick_;
    std::jthread keeper_;
};

} // namespace router

int main() {
    router::LinkPool pool("127.0.0.1", 5432);
    std::vector<std::jthread> handlers;
    for (int i = 0; i < 4; ++i)
        handlers.emplace_back([&pool, i] {
            auto role = i % 2 ? router::LinkPool::Role::Primary : router::LinkPool::Role::Replica;
            if (router::Link* l = pool.borrow(role)) {
                l->send("BEGIN");
                l->send("COMMIT");
                pool.give_back(l);
            }
        });
}
