// RUN: %tocsin %s
// STD: c++20
// Price book of the quoting engine: books per instrument, rebuilt when the
// reference-data service publishes a new epoch.
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace quote {

struct Book {
    std::uint64_t epoch = 0;
    std::vector<double> bids, asks;
};

class BookCache {
public:
    void put(const std::string &sym, std::unique_ptr<Book> b) {
        std::unique_lock lk(m_);
        books_[sym] = std::move(b);
    }

    Book *peek(const std::string &sym) {
        std::shared_lock lk(m_);
        auto it = books_.find(sym);
        return it == books_.end() ? nullptr : it->second.get();
    }

    std::optional<std::uint64_t> epochOf(const std::string &sym) const {
        std::shared_lock lk(m_);
        auto it = books_.find(sym);
        if (it == books_.end())
            return std::nullopt;
        return it->second->epoch;
    }

    bool erase(const std::string &sym) {
        std::unique_lock lk(m_);
        return books_.erase(sym) != 0;
    }

    std::vector<std::string> symbols() const {
        std::shared_lock lk(m_);
        std::vector<std::string> v;
        for (const auto &kv : books_)
            v.push_back(kv.first);
        return v;
    }

private:
    mutable std::shared_mutex m_;
    std::map<std::string, std::unique_ptr<Book>> books_;
};

class Quoter {
public:
    explicit Quoter(BookCache &cache) : cache_(cache) {}

    double mid(const std::string &sym) {
        Book *b = cache_.peek(sym);
        if (!b || b->bids.empty() || b->asks.empty())
            return 0.0;
        return (b->bids.front() + b->asks.front()) / 2;
    }

private:
    BookCache &cache_;
};

class ReferenceListener {
public:
    explicit ReferenceListener(BookCache &cache) : cache_(cache) {}

    // Runs on the feed thread.
    void onEpoch(std::uint64_t published) {
        for (const auto &sym : cache_.symbols()) {
            auto have = cache_.epochOf(sym);
            if (have && *have < published)
                cache_.erase(sym); // EXPECT: timestamp-cleanup
        }
        seen_ = published;
    }

    std::uint64_t seen() const { return seen_; }

private:
    BookCache &cache_;
    std::atomic<std::uint64_t> seen_{0};
};

} // namespace quote

int main() {
    quote::BookCache cache;
    auto b = std::make_unique<quote::Book>();
    b->epoch = 1;
    b->bids = {99.5};
    b->asks = {100.5};
    cache.put("XDAX", std::move(b));
    quote::Quoter q(cache);
    quote::ReferenceListener ref(cache);
    std::thread feed([&] { ref.onEpoch(2); });
    double m = 0;
    for (int i = 0; i < 1000; ++i)
        m += q.mid("XDAX");
    feed.join();
    return m < 0;
}
