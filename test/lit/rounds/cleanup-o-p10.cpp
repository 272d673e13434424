// RUN: %tocsin %s
// STD: c++20
// Outbound channel pool of an RPC client, and the registration file it keeps for peers.
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace rpc {

class Channel {
public:
    explicit Channel(std::string target) : target_(std::move(target)) {}
    const std::string &target() const { return target_; }

private:
    std::string target_;
};

template <class Clock> struct Slot {
    std::unique_ptr<Channel> channel;
    typename Clock::time_point parked;
    int borrowed = 0;
};

class ChannelPool {
    using Clock = std::chrono::system_clock;

public:
    Channel &borrow(const std::string &target) {
        std::lock_guard lk(mu_);
        for (auto &s : slots_)
            if (s.channel->target() == target) {
                ++s.borrowed;
                return *s.channel;
            }
        slots_.push_back({std::make_unique<Channel>(target), Clock::now(), 1});
        return *slots_.back().channel;
    }
    void give_back(const Channel &c) {
        std::lock_guard lk(mu_);
        for (auto &s : slots_)
            if (s.channel.get() == &c) {
                --s.borrowed;
                s.parked = Clock::now();
            }
    }
    std::size_t drop_parked(std::chrono::seconds keep) {
        std::lock_guard lk(mu_);
        const auto cutoff = Clock::now() - keep;
        return slots_.remove_if([&](const Slot<Clock> &s) {
            return s.borrowed == 0 && s.parked < cutoff; // EXPECT-MISS: wall-clock-interval
        });
    }

private:
    std::mutex mu_;
    std::list<Slot<Clock>> slots_;
};

class StreamPool {
    using Clock = std::chrono::steady_clock;

public:
    void park(std::unique_ptr<Channel> ch) {
        std::lock_guard lk(mu_);
        slots_.push_back({std::move(ch), Clock::now(), 0});
    }
    std::unique_ptr<Channel> take() {
        std::lock_guard lk(mu_);
        if (slots_.empty()) return nullptr;
        auto ch = std::move(slots_.back().channel);
        slots_.pop_back();
        return ch;
    }
    std::size_t drop_parked(std::chrono::seconds keep) {
        std::lock_guard lk(mu_);
        const auto cutoff = Clock::now() - keep;
        return slots_.remove_if([&](const Slot<Clock> &s) { return s.borrowed == 0 && s.parked < cutoff; });
    }

private:
    std::mutex mu_;
    std::list<Slot<Clock>> slots_;
};

// Peers on other hosts read this file and compare the date in it with their own.
class Registration {
public:
    explicit Registration(std::filesystem::path file) : file_(std::move(file)) {}
    void renew(std::chrono::minutes validity) const {
        const auto until = std::chrono::system_clock::now() + validity;
        std::ofstream out(file_, std::ios::trunc);
        out << std::chrono::system_clock::to_time_t(until) << '\n';
    }
    bool lapsed() const {
        std::ifstream in(file_);
        std::time_t until = 0;
        return !(in >> until) || std::chrono::system_clock::from_time_t(until) < std::chrono::system_clock::now();
    }

private:
    std::filesystem::path file_;
};

class Upkeep {
public:
    explicit Upkeep(std::function<void()> job) : job_(std::move(job)), thread_([this](std::stop_token st) { run(st); }) {}

private:
    void run(std::stop_token st) {
        std::unique_lock lk(mu_);
        while (!st.stop_requested()) {
            cv_.wait_for(lk, st, std::chrono::seconds(10), [] { return false; });
            if (!st.stop_requested()) job_();
        }
    }
    std::mutex mu_;
    std::condition_variable_any cv_;
    std::function<void()> job_;
    std::jthread thread_;
};

} // namespace rpc

int main() {
    rpc::ChannelPool channels;
    rpc::StreamPool streams;
    rpc::Registration reg("/run/rpcclient/registration");
    rpc::Upkeep upkeep([&] {
        channels.drop_parked(std::chrono::seconds(90));
        streams.drop_parked(std::chrono::seconds(90));
        if (reg.lapsed()) reg.renew(std::chrono::minutes(10));
    });
    for (int i = 0; i < 100000; ++i) {
        auto &ch = channels.borrow("node" + std::to_string(i % 7));
        auto st = streams.take();
        if (!st) st = std::make_unique<rpc::Channel>(ch.target());
        streams.park(std::move(st));
        channels.give_back(ch);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}
