// RUN: %tocsin %s
// STD: c++20
// Login sessions of the admin console.
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>

namespace console {

using Wall = std::chrono::system_clock;

struct Session {
    std::string user;
    Wall::time_point logged_in;
    Wall::time_point last_request;
    int privilege = 0;
};

struct ApiToken {
    std::string user;
    Wall::time_point not_after; // as printed on the token
};

class SessionTable {
public:
    std::string login(const std::string& user) {
        auto s = std::make_shared<Session>();
        s->user = user;
        s->logged_in = s->last_request = Wall::now();
        std::lock_guard<std::mutex> lk(mu_);
        std::string sid = make_id();
        sessions_.emplace(sid, std::move(s));
        return sid;
    }

    std::shared_ptr<Session> touch(const std::string& sid) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = sessions_.find(sid);
        if (it == sessions_.end())
            return nullptr;
        it->second->last_request = Wall::now();
        return it->second;
    }

    void load_token(std::string key, ApiToken t) {
        std::lock_guard<std::mutex> lk(mu_);
        tokens_.insert_or_assign(std::move(key), std::move(t));
    }

    void expire_idle(std::chrono::minutes idle) {
        std::lock_guard<std::mutex> lk(mu_);
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            if (Wall::now() - it->second->last_request > idle) it = sessions_.erase(it); // EXPECT: wall-clock-interval
            else ++it;
        }
    }

    void expire_tokens() {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Wall::now();
        std::erase_if(tokens_, [now](const auto& kv) { return kv.second.not_after <= now; });
    }

    std::string whoami(const std::string& sid) {
        auto s = touch(sid);
        if (!s)
            return "anonymous";
        const std::time_t t = Wall::to_time_t(s->logged_in);
        return s->user + " since " + std::to_string(static_cast<long long>(t));
    }

private:
    std::string make_id() {
        static const char hex[] = "0123456789abcdef";
        std::string id;
        for (int i = 0; i < 32; ++i)
            id += hex[rng_() & 15];
        return id;
    }

    std::mutex mu_;
    std::random_device rng_;
    std::map<std::string, std::shared_ptr<Session>> sessions_;
    std::map<std::string, ApiToken> tokens_;
};

} // namespace console
