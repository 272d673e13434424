// RUN: %tocsin %s
// STD: c++20
#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <unordered_map>

using Clock = std::chrono::steady_clock;

struct Session {
    explicit Session(std::string u) : user(std::move(u)) {}

    const std::string user;
    std::mutex mu;
    std::map<std::string, std::string> attributes;
    std::atomic<Clock::rep> touched{Clock::now().time_since_epoch().count()};

    void touch() { touched.store(Clock::now().time_since_epoch().count()); }
    Clock::time_point last_touch() const { return Clock::time_point(Clock::duration(touched.load())); }
};

class SessionStore {
public:
    using Ptr = std::shared_ptr<Session>;

    explicit SessionStore(std::chrono::minutes idle) : idle_(idle) {}

    std::string login(const std::string& user) {
        auto session = std::make_shared<Session>(user);
        std::lock_guard<std::mutex> lk(mu_);
        std::string id = std::to_string(rng_()) + std::to_string(rng_());
        sessions_.emplace(id, std::move(session));
        return id;
    }

    // Requests keep their own reference; a session dropped meanwhile lives until they are done.
    Ptr find(const std::string& id) const {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = sessions_.find(id);
        if (it == sessions_.end())
            return nullptr;
        it->second->touch();
        return it->second;
    }

    std::size_t expire() {
        std::lock_guard<std::mutex> lk(mu_);
        const auto cutoff = Clock::now() - idle_;
        std::size_t n = 0;
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            if (it->second->last_touch() < cutoff) {
                it = sessions_.erase(it);
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

private:
    std::chrono::minutes idle_;
    mutable std::mutex mu_;
    std::mt19937_64 rng_{std::random_device{}()};
    std::unordered_map<std::string, Ptr> sessions_;
};

static void request(SessionStore& store, const std::string& id, int n) {
    if (auto s = store.find(id)) {
        std::lock_guard<std::mutex> lk(s->mu);
        s->attributes["last_page"] = "/item/" + std::to_string(n);
    }
}

int main() {
    SessionStore store(std::chrono::minutes(30));
    const auto id = store.login("amy");
    std::thread t([&] {
        for (int i = 0; i < 1000; ++i)
            request(store, id, i);
    });
    std::cout << store.expire() << " expired\n";
    t.join();
}
