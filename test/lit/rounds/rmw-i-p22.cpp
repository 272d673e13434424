// RUN: %tocsin %s
// STD: c++20
// Session table of a VoIP registrar: registrations and keep-alives come in on
// different transport threads; a janitor removes stale bindings.
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

using Clock = std::chrono::steady_clock;

struct Binding {
    std::string contact;
    Clock::time_point expires;
    uint32_t cseq = 0;
};

class EventSink {
public:
    virtual ~EventSink() = default;
    virtual void onExpired(const std::string& aor) = 0;
};

class Registrar {
public:
    explicit Registrar(EventSink* sink) : sink_(sink) {}

    bool registerBinding(const std::string& aor, const std::string& contact, uint32_t cseq) {
        std::lock_guard<std::mutex> g(tableMu_);
        auto& b = table_[aor];
        if (cseq <= b.cseq && !b.contact.empty()) {
            ++stats_.stale;
            return false;
        }
        b.contact = contact;
        b.cseq = cseq;
        b.expires = Clock::now() + std::chrono::seconds(60);
        ++stats_.registered;
        return true;
    }

    bool keepAlive(const std::string& aor) {
        std::lock_guard<std::mutex> g(tableMu_);
        auto it = table_.find(aor);
        if (it == table_.end()) {
            ++stats_.stale;
            return false;
        }
        it->second.expires += std::chrono::seconds(30);
        return true;
    }

    void expire(Clock::time_point now) {
        std::vector<std::string> gone;
        {
            std::lock_guard<std::mutex> g(tableMu_);
            for (auto it = table_.begin(); it != table_.end();) {
                if (it->second.expires < now) {
                    gone.push_back(it->first);
                    it = table_.erase(it);
                } else {
                    ++it;
                }
            }
            stats_.registered -= gone.size();
        }
        notify(gone);
    }

    void setSink(EventSink* s) {
        std::lock_guard<std::mutex> g(sinkMu_);
        sink_ = s;
    }

    uint64_t registered() const {
        std::lock_guard<std::mutex> g(tableMu_);
        return stats_.registered;
    }

private:
    void notify(const std::vector<std::string>& gone) {
        std::lock_guard<std::mutex> g(sinkMu_);
        for (const auto& aor : gone) {
            if (sink_)
                sink_->onExpired(aor);
            else
                stats_.stale++; // EXPECT: lost-update
            ++notified_;
        }
    }

    struct Stats { uint64_t registered = 0, stale = 0; };

    mutable std::mutex tableMu_;
    std::unordered_map<std::string, Binding> table_;
    Stats stats_;
    std::mutex sinkMu_;
    EventSink* sink_;
    uint64_t notified_ = 0;
};

class Printer : public EventSink {
public:
    void onExpired(const std::string& aor) override {
        std::cout << "expired " << aor << '\n';
        ++lines_;
    }
private:
    uint64_t lines_ = 0;
};

int main() {
    Printer printer;
    Registrar reg(&printer);
    std::vector<std::jthread> transports;
    for (int t = 0; t < 4; ++t)
        transports.emplace_back([&reg, t] {
            for (uint32_t i = 1; i < 10000; ++i) {
                std::string aor = "sip:" + std::to_string((i * 31 + t) % 500);
                if (!reg.keepAlive(aor))
                    reg.registerBinding(aor, "10.0.0." + std::to_string(t), i);
            }
        });
    std::jthread janitor([&reg](std::stop_token st) {
        while (!st.stop_requested()) {
            reg.expire(Clock::now());
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    });
    for (auto& t : transports)
        t.join();
    reg.setSink(nullptr);
}
