// RUN: %tocsin %s
// STD: c++20
// Session directory: coroutine handlers over a small executor, state mirrored to the cluster store.
#include <condition_variable>
#include <coroutine>
#include <cstdint>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace sessions {

class Executor {
public:
    explicit Executor(int n) {
        for (int i = 0; i < n; ++i)
            threads_.emplace_back([this](std::stop_token st) { loop(st); });
    }
    void resume_later(std::coroutine_handle<> h) {
        std::lock_guard lk(mu_);
        ready_.push_back(h);
        cv_.notify_one();
    }
    auto hop() {
        struct Awaiter {
            Executor &ex;
            bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> h) { ex.resume_later(h); }
            void await_resume() const noexcept {}
        };
        return Awaiter{*this};
    }

private:
    void loop(std::stop_token st) {
        std::unique_lock lk(mu_);
        while (cv_.wait(lk, st, [this] { return !ready_.empty(); })) {
            auto h = ready_.front();
            ready_.pop_front();
            lk.unlock();
            h.resume();
            lk.lock();
        }
    }
    std::mutex mu_;
    std::condition_variable_any cv_;
    std::deque<std::coroutine_handle<>> ready_;
    std::vector<std::jthread> threads_;
};

struct Detached {
    struct promise_type {
        Detached get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

class ClusterKv {
public:
    virtual ~ClusterKv() = default;
    virtual bool put(const std::string &key, const std::string &value) = 0;
    virtual bool put_fenced(const std::string &key, const std::string &value, std::uint64_t epoch) = 0;
};

class OwnerLease {
public:
    virtual ~OwnerLease() = default;
    virtual bool held() const = 0;
    virtual std::uint64_t epoch() const = 0;
};

struct Session {
    std::mutex mu;
    std::string region;
    std::string language;
    std::uint64_t version = 1;
};

class Directory {
public:
    Directory(Executor &ex, ClusterKv &kv, OwnerLease &lease) : ex_(ex), kv_(kv), lease_(lease) {}

    Detached set_region(std::shared_ptr<Session> s, std::string ip, std::uint64_t expected_version) {
        {
            std::lock_guard lk(s->mu);
            if (s->version != expected_version)
                co_return;
        }
        co_await ex_.hop();
        auto region = locate(ip);
        std::lock_guard lk(s->mu);
        s->region = std::move(region); // EXPECT: unchecked-version
        ++s->version;
    }

    Detached set_language(std::shared_ptr<Session> s, std::string header, std::uint64_t expected_version) {
        {
            std::lock_guard lk(s->mu);
            if (s->version != expected_version)
                co_return;
        }
        co_await ex_.hop();
        auto lang = header.substr(0, header.find(','));
        std::lock_guard lk(s->mu);
        if (s->version != expected_version)
            co_return;
        s->language = std::move(lang);
        ++s->version;
    }

    // Only the lease holder publishes the routing map of its partition.
    bool publish_map(const std::string &partition, const std::map<std::string, std::string> &hosts) {
        if (!lease_.held())
            return false;
        std::string text;
        for (const auto &[k, v] : hosts)
            text += k + '=' + v + '\n';
        return kv_.put("map/" + partition, text); // EXPECT: unversioned-write
    }

    bool publish_limits(const std::string &partition, int per_host) {
        auto epoch = lease_.epoch();
        if (!lease_.held())
            return false;
        return kv_.put_fenced("limits/" + partition, std::to_string(per_host), epoch);
    }

    bool publish_self(const std::string &host, int load) {
        return kv_.put("load/" + host, std::to_string(load));
    }

private:
    static std::string locate(const std::string &ip) { return ip.starts_with("10.") ? "lan" : "wan"; }
    Executor &ex_;
    ClusterKv &kv_;
    OwnerLease &lease_;
};

} // namespace sessions
