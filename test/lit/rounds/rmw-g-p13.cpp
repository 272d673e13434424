// RUN: %tocsin %s
// STD: c++20
// Market data distribution of the gateway.
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gw {

struct Level { int64_t px; int64_t qty; };
struct Book {
    std::vector<Level> bids, asks;
    uint64_t seq = 0;
    void apply(const Level& l, bool bid);
};
struct Update { Level lvl; bool bid; uint64_t seq; };

class ClientSession {
public:
    bool send(const Book& b);
    bool sendHeartbeat();
    const std::string& compId() const { return compId_; }
private:
    std::string compId_;
};

class Feed {
public:
    virtual ~Feed() = default;
    virtual bool next(Update& u) = 0;
};

class Publisher {
public:
    explicit Publisher(Feed& feed) : feed_(feed), book_(std::make_shared<Book>()) {}

    void start() {
        feedThread_ = std::jthread([this](std::stop_token st) { runFeed(st); });
        fanThread_ = std::jthread([this](std::stop_token st) { runFan(st); });
        beatThread_ = std::jthread([this](std::stop_token st) { runHeartbeats(st); });
    }

    void attach(const std::shared_ptr<ClientSession>& s) {
        std::lock_guard<std::mutex> g(subsMu_);
        subs_[s->compId()] = s;
    }

    // Used by the fan-out thread and by the snapshot RPC.
    std::shared_ptr<const Book> snapshot() const {
        std::lock_guard<std::mutex> g(bookMu_);
        return book_;
    }

private:
    void runFeed(std::stop_token st) {
        Update u;
        while (!st.stop_requested() && feed_.next(u)) apply(u);
    }

    void apply(const Update& u) {
        if (book_.use_count() == 1) {
            book_->apply(u.lvl, u.bid); // EXPECT-MISS: check-then-act
        } else {
            auto copy = std::make_shared<Book>(*book_);
            copy->apply(u.lvl, u.bid);
            copy->seq = u.seq;
            std::lock_guard<std::mutex> g(bookMu_);
            book_ = std::move(copy);
        }
        dirty_.store(true, std::memory_order_release);
    }

    void runFan(std::stop_token st) {
        while (!st.stop_requested()) {
            if (!dirty_.exchange(false, std::memory_order_acq_rel)) {
                std::this_thread::yield();
                continue;
            }
            const auto snap = snapshot();
            for (auto& w : subscribers())
                if (auto s = w.lock()) s->send(*snap);
        }
    }

    void runHeartbeats(std::stop_token st) {
        while (!st.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::seconds(1));
            for (auto& w : subscribers()) {
                if (!w.expired())
                    w.lock()->sendHeartbeat(); // EXPECT: check-then-act
            }
            prune();
        }
    }

    std::vector<std::weak_ptr<ClientSession>> subscribers() const {
        std::lock_guard<std::mutex> g(subsMu_);
        std::vector<std::weak_ptr<ClientSession>> out;
        out.reserve(subs_.size());
        for (const auto& [id, w] : subs_) out.push_back(w);
        return out;
    }

    void prune() {
        std::lock_guard<std::mutex> g(subsMu_);
        std::erase_if(subs_, [](const auto& kv) { return kv.second.expired(); });
    }

    Feed& feed_;
    mutable std::mutex bookMu_;
    std::shared_ptr<Book> book_;
    std::atomic<bool> dirty_{false};
    mutable std::mutex subsMu_;
    std::map<std::string, std::weak_ptr<ClientSession>> subs_;
    std::jthread feedThread_, fanThread_, beatThread_;
};

} // namespace gw
