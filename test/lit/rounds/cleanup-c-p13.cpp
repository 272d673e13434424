// RUN: %tocsin %s
// STD: c++20
// Chat gateway: per-user sessions shared between the reader pool and the janitor thread.
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gateway {

class Session {
public:
    Session(int fd, std::string user) : fd_(fd), user_(std::move(user)) { onPong(); }
    ~Session() { ::close(fd_); }
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    ssize_t push(const std::string &line) {
        return ::send(fd_, line.data(), line.size(), MSG_NOSIGNAL);
    }
    void onPong() { last_pong_ = std::chrono::system_clock::now(); }
    std::chrono::system_clock::time_point last_pong() const { return last_pong_.load(); }
    const std::string &user() const { return user_; }

private:
    int fd_;
    std::string user_;
    std::atomic<std::chrono::system_clock::time_point> last_pong_;
};

class SessionRegistry {
public:
    void attach(int fd, const std::string &user) {
        std::lock_guard<std::mutex> lk(mu_);
        auto *&slot = sessions_[user];
        if (!slot)
            slot = new Session(fd, user);
    }

    Session *lookup(const std::string &user) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = sessions_.find(user);
        return it == sessions_.end() ? nullptr : it->second;
    }

    void reap(std::chrono::seconds timeout) {
        std::lock_guard<std::mutex> lk(mu_);
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            Session *s = it->second;
            if (std::chrono::system_clock::now() - s->last_pong() < timeout) { // EXPECT: wall-clock-interval
                ++it;
                continue;
            }
            it = sessions_.erase(it);
            delete s; // EXPECT: timestamp-cleanup
        }
    }

    std::size_t size() {
        std::lock_guard<std::mutex> lk(mu_);
        return sessions_.size();
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, Session *> sessions_;
};

} // namespace gateway

int main() {
    gateway::SessionRegistry reg;
    int sv[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, sv) != 0)
        return 1;
    reg.attach(sv[0], "mallory");

    std::vector<std::thread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&reg] {
            for (int k = 0; k < 100; ++k) {
                if (gateway::Session *s = reg.lookup("mallory"))
                    s->push("PING\r\n");
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
    std::thread janitor([&reg] {
        while (reg.size() != 0) {
            reg.reap(std::chrono::seconds(30));
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    for (auto &t : pool)
        t.join();
    ::close(sv[1]);
    janitor.join();
}
