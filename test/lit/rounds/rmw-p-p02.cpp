// RUN: %tocsin %s
// STD: c++20
// Keyspace of an in-memory store with copy-on-write snapshots for persistence.
#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace memdb {

using Dict = std::unordered_map<std::string, std::string>;

class Keyspace {
public:
    explicit Keyspace(size_t limit) : limit_(limit), dict_(std::make_shared<Dict>()) {}

    std::shared_ptr<const Dict> snapshot() const {
        std::lock_guard<std::mutex> g(mu_);
        return dict_;
    }

    bool get(const std::string &key, std::string &out) const {
        std::lock_guard<std::mutex> g(mu_);
        auto it = dict_->find(key);
        if (it == dict_->end())
            return false;
        out = it->second;
        return true;
    }

    bool set(const std::string &key, std::string value) {
        bool pinned;
        {
            std::lock_guard<std::mutex> g(mu_);
            pinned = dict_.use_count() > 1;
        }
        const size_t cost = key.size() + value.size() + kEntryOverhead;
        if (!admit(pinned ? cost * 2 : cost))
            return false;
        account(cost);

        std::lock_guard<std::mutex> g(mu_);
        if (pinned) {
            auto copy = std::make_shared<Dict>(*dict_);
            (*copy)[key] = std::move(value);
            dict_ = std::move(copy); // EXPECT-NOISE: check-then-act
        } else {
            (*dict_)[key] = std::move(value); // EXPECT: check-then-act
        }
        return true;
    }

    bool del(const std::string &key) {
        std::lock_guard<std::mutex> g(mu_);
        if (dict_.use_count() > 1)
            dict_ = std::make_shared<Dict>(*dict_);
        auto it = dict_->find(key);
        if (it == dict_->end())
            return false;
        used_.fetch_sub(key.size() + it->second.size() + kEntryOverhead);
        dict_->erase(it);
        return true;
    }

    // BGSAVE: may be asked for by any client thread and by the cron.
    bool startSave(std::function<void(const Dict &)> writer) {
        if (saving_.load(std::memory_order_acquire))
            return false;
        saving_.store(true, std::memory_order_release); // EXPECT: split-atomic
        std::thread([this, writer, snap = snapshot()] {
            writer(*snap);
            saving_.store(false, std::memory_order_release);
        }).detach();
        return true;
    }

    // BGREWRITEAOF
    bool startRewrite(std::function<void(const Dict &)> writer) {
        if (rewriting_.exchange(true, std::memory_order_acq_rel))
            return false;
        std::thread([this, writer, snap = snapshot()] {
            writer(*snap);
            rewriting_.store(false, std::memory_order_release);
        }).detach();
        return true;
    }

    size_t peak() const { return peak_.load(std::memory_order_relaxed); }

private:
    static constexpr size_t kEntryOverhead = 48;

    bool admit(size_t cost) const { return cost <= limit_ / 8; }

    void account(size_t cost) {
        const size_t now = used_.fetch_add(cost, std::memory_order_relaxed) + cost;
        if (now > peak_.load(std::memory_order_relaxed))
            peak_.store(now, std::memory_order_relaxed); // EXPECT: split-atomic
    }

    const size_t limit_;
    mutable std::mutex mu_;
    std::shared_ptr<Dict> dict_;
    std::atomic<size_t> used_{0};
    std::atomic<size_t> peak_{0};
    std::atomic<bool> saving_{false};
    std::atomic<bool> rewriting_{false};
};

} // namespace memdb

void serve(memdb::Keyspace &ks, int clients) {
    for (int i = 0; i < clients; ++i)
        std::thread([&ks, i] {
            std::string v;
            for (int n = 0; n < 1000; ++n) {
                ks.set("key:" + std::to_string(n * i), std::to_string(n));
                ks.get("key:" + std::to_string(n), v);
            }
            if (ks.startSave([](const memdb::Dict &d) { std::printf("%zu keys\n", d.size()); }))
                std::puts("background saving started");
        }).detach();
}
