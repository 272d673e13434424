// RUN: %tocsin %s
// STD: c++20
// Agent directory of the build farm.  Agents send a keep-alive every two
// seconds; one that goes quiet and has no job assigned is forgotten.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

using namespace std::chrono_literals;

namespace farm {

struct Agent {
    std::string host;
    std::chrono::system_clock::time_point registered;
    std::chrono::system_clock::time_point last_ping;
    int assigned = 0;
};

struct Console {
    std::string user;
    std::chrono::system_clock::time_point since;
    std::chrono::steady_clock::time_point last_input;
    int attached = 0;
};

class Directory {
public:
    void ping(const std::string &host) {
        std::lock_guard lk(mu_);
        auto [it, fresh] = agents_.try_emplace(host);
        if (fresh) {
            it->second = std::make_unique<Agent>();
            it->second->host = host;
            it->second->registered = std::chrono::system_clock::now();
        }
        it->second->last_ping = std::chrono::system_clock::now();
    }

    Agent *assign() {
        std::lock_guard lk(mu_);
        for (auto &[host, a] : agents_)
            if (a->assigned == 0) {
                ++a->assigned;
                return a.get();
            }
        return nullptr;
    }

    void finish(Agent *a) {
        std::lock_guard lk(mu_);
        --a->assigned;
    }

    Console *attach(const std::string &user) {
        std::lock_guard lk(mu_);
        auto &slot = consoles_[user];
        if (!slot) {
            slot = std::make_unique<Console>();
            slot->user = user;
            slot->since = std::chrono::system_clock::now();
        }
        ++slot->attached;
        slot->last_input = std::chrono::steady_clock::now();
        return slot.get();
    }

    void detach(Console *c) {
        std::lock_guard lk(mu_);
        --c->attached;
        c->last_input = std::chrono::steady_clock::now();
    }

    std::size_t forget_agents(std::chrono::seconds silence) {
        std::lock_guard lk(mu_);
        const auto now = std::chrono::system_clock::now();
        return std::erase_if(agents_, [&](const auto &kv) {
            return kv.second->assigned == 0 && now - kv.second->last_ping > silence; // EXPECT: wall-clock-interval
        });
    }

    std::size_t forget_consoles(std::chrono::seconds idle) {
        std::lock_guard lk(mu_);
        const auto now = std::chrono::steady_clock::now();
        return std::erase_if(consoles_, [&](const auto &kv) {
            return kv.second->attached == 0 && now - kv.second->last_input > idle;
        });
    }

    void print() {
        std::lock_guard lk(mu_);
        for (const auto &[host, a] : agents_) {
            const std::time_t t = std::chrono::system_clock::to_time_t(a->registered);
            char buf[32];
            std::tm tm{};
            localtime_r(&t, &tm);
            std::strftime(buf, sizeof buf, "%F %T", &tm);
            std::printf("%-20s registered %s jobs %d\n", host.c_str(), buf, a->assigned);
        }
    }

private:
    std::mutex mu_;
    std::map<std::string, std::unique_ptr<Agent>> agents_;
    std::map<std::string, std::unique_ptr<Console>> consoles_;
};

}  // namespace farm

int main() {
    farm::Directory dir;
    std::mutex m;
    std::condition_variable_any cv;
    std::jthread keeper([&](std::stop_token st) {
        std::unique_lock lk(m);
        while (!cv.wait_for(lk, st, 2s, [&] { return st.stop_requested(); })) {
            dir.forget_agents(10s);
            dir.forget_consoles(600s);
        }
    });
    std::jthread feed([&] {
        for (int i = 0; i < 100; ++i) {
            dir.ping("agent-" + std::to_string(i % 7));
            std::this_thread::sleep_for(100ms);
        }
    });
    for (int i = 0; i < 20; ++i) {
        if (farm::Agent *a = dir.assign()) {
            std::this_thread::sleep_for(50ms);
            dir.finish(a);
        }
    }
    farm::Console *c = dir.attach("ops");
    dir.print();
    dir.detach(c);
}
