// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

// Failure detector and circuit breaker of the RPC client.

struct Peer {
    std::string address;
    std::chrono::system_clock::time_point last_beat;
    std::chrono::steady_clock::time_point probed;
    bool up = true;
};

class Membership {
public:
    void heartbeat(const std::string& name, const std::string& address) {
        std::lock_guard<std::mutex> lk(mu_);
        Peer& p = peers_[name];
        p.address = address;
        p.last_beat = std::chrono::system_clock::now();
        p.up = true;
    }

    std::vector<std::string> mark_silent(std::chrono::seconds limit) {
        std::vector<std::string> down;
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = std::chrono::system_clock::now();
        for (auto& [name, p] : peers_) {
            if (p.up && now - p.last_beat > limit) { // EXPECT: wall-clock-interval
                p.up = false;
                down.push_back(name);
            }
        }
        return down;
    }

    std::vector<std::string> due_for_probe(std::chrono::seconds every) {
        std::vector<std::string> due;
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = std::chrono::steady_clock::now();
        for (auto& [name, p] : peers_) {
            if (!p.up && now - p.probed >= every) {
                p.probed = now;
                due.push_back(p.address);
            }
        }
        return due;
    }

    void dump(std::ostream& os) const {
        std::lock_guard<std::mutex> lk(mu_);
        for (const auto& [name, p] : peers_) {
            const std::time_t t = std::chrono::system_clock::to_time_t(p.last_beat);
            std::tm tm{};
            gmtime_r(&t, &tm);
            os << name << ' ' << (p.up ? "up" : "down") << ' ' << std::put_time(&tm, "%FT%TZ") << '\n';
        }
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, Peer> peers_;
};

class Breaker {
public:
    bool allow() {
        std::lock_guard<std::mutex> lk(mu_);
        if (!open_)
            return true;
        if (std::difftime(std::time(nullptr), opened_) < cooldown_secs_) // EXPECT: wall-clock-interval
            return false;
        open_ = false;
        failures_ = 0;
        return true;
    }

    void failure() {
        std::lock_guard<std::mutex> lk(mu_);
        if (++failures_ >= 5 && !open_) {
            open_ = true;
            opened_ = std::time(nullptr);
        }
    }

    void success() {
        std::lock_guard<std::mutex> lk(mu_);
        failures_ = 0;
    }

private:
    std::mutex mu_;
    bool open_ = false;
    int failures_ = 0;
    std::time_t opened_ = 0;
    double cooldown_secs_ = 20.0;
};

int main() {
    Membership members;
    Breaker breaker;
    members.heartbeat("a", "10.0.0.1:7000");
    for (const auto& name : members.mark_silent(std::chrono::seconds(15)))
        std::cout << name << " is silent\n";
    for (const auto& addr : members.due_for_probe(std::chrono::seconds(3)))
        std::cout << "probe " << addr << '\n';
    if (breaker.allow())
        breaker.success();
    else
        breaker.failure();
    members.dump(std::cout);
}
