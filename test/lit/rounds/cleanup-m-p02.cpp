// RUN: %tocsin %s
// STD: c++20
// Login session store of the admin gateway.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>
#include <unistd.h>

namespace gateway {

using Clock = std::chrono::steady_clock;

class Session {
public:
    Session(std::string user, int audit_fd) : user_(std::move(user)), audit_fd_(audit_fd) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() {
        if (audit_fd_ >= 0) ::close(audit_fd_);
    }

    bool audit(const std::string& line) {
        std::string rec = user_ + " " + line + "\n";
        return ::write(audit_fd_, rec.data(), rec.size()) == static_cast<ssize_t>(rec.size());
    }

    Clock::time_point created() const { return created_; }
    const std::string& user() const { return user_; }

private:
    std::string user_;
    int audit_fd_;
    const Clock::time_point created_ = Clock::now();
};

struct FailedLogin {
    int count = 0;
    Clock::time_point last{};
};

class SessionStore {
public:
    explicit SessionStore(std::chrono::minutes lifetime)
        : lifetime_(lifetime), sweeper_([this] { sweepLoop(); }) {}

    ~SessionStore() {
        stopping_ = true;
        sweeper_.join();
    }

    void open(const std::string& token, std::string user, int audit_fd) {
        auto s = std::make_unique<Session>(std::move(user), audit_fd);
        std::lock_guard<std::mutex> g(mu_);
        sessions_[token] = std::move(s);
    }

    // Request handlers keep the pointer for the duration of the request.
    Session* find(const std::string& token) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = sessions_.find(token);
        return it == sessions_.end() ? nullptr : it->second.get();
    }

    void noteFailure(const std::string& addr) {
        std::lock_guard<std::mutex> g(mu_);
        auto& f = failures_[addr];
        ++f.count;
        f.last = Clock::now();
    }

    bool blocked(const std::string& addr) const {
        std::lock_guard<std::mutex> g(mu_);
        auto it = failures_.find(addr);
        return it != failures_.end() && it->second.count >= 5;
    }

private:
    void sweepLoop() {
        while (!stopping_) {
            std::this_thread::sleep_for(std::chrono::seconds(20));
            expire();
            forgetFailures();
        }
    }

    std::size_t expire() {
        std::lock_guard<std::mutex> g(mu_);
        const auto cutoff = Clock::now() - lifetime_;
        return std::erase_if(sessions_, [&](const auto& kv) { return kv.second->created() < cutoff; }); // EXPECT: timestamp-cleanup
    }

    void forgetFailures() {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = Clock::now();
        std::erase_if(failures_, [&](const auto& kv) { return now - kv.second.last > std::chrono::minutes(10); });
    }

    mutable std::mutex mu_;
    std::unordered_map<std::string, std::unique_ptr<Session>> sessions_;
    std::unordered_map<std::string, FailedLogin> failures_;
    std::chrono::minutes lifetime_;
    std::atomic<bool> stopping_{false};
    std::thread sweeper_;
};

struct Request {
    std::string token;
    std::string peer;
    std::string action;
};

int handle(SessionStore& store, const Request& rq) {
    if (store.blocked(rq.peer)) return 429;
    Session* s = store.find(rq.token);
    if (!s) {
        store.noteFailure(rq.peer); // EXPECT-NOISE: check-then-act
        return 401;
    }
    return s->audit(rq.action) ? 200 : 500;
}

}  // namespace gateway

int main() {
    gateway::SessionStore store(std::chrono::minutes(30));
    store.open("t0", "root", ::dup(2));
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back([&] {
            for (int n = 0; n < 100; ++n) gateway::handle(store, {"t0", "10.0.0.1", "list"});
        });
    for (auto& w : workers) w.join();
}
