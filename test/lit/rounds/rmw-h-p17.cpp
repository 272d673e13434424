// RUN: %tocsin %s
// STD: c++20
// Symbol table of a market data client: lookups dominate, so readers share the lock.
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace md {

struct Quote {
    int64_t bid = 0;
    int64_t ask = 0;
    uint64_t seq = 0;
};

struct Symbol {
    std::string name;
    Quote last;
    uint32_t subscribers = 0;
    uint64_t updates = 0;
};

class SymbolTable {
public:
    std::optional<Quote> quote(const std::string &name) {
        std::shared_lock<std::shared_mutex> rd(mu_);
        auto it = table_.find(name);
        if (it == table_.end()) {
            ++misses_; // EXPECT: lost-update
            return std::nullopt;
        }
        return it->second.last;
    }

    bool subscribe(const std::string &name) {
        {
            std::shared_lock<std::shared_mutex> rd(mu_);
            auto it = table_.find(name);
            if (it != table_.end()) {
                it->second.subscribers++; // EXPECT: lost-update
                return true;
            }
        }
        std::unique_lock<std::shared_mutex> wr(mu_);
        if (table_.size() >= kMaxSymbols)
            return false;
        Symbol &s = table_[name];
        s.name = name;
        s.subscribers++;
        return true;
    }

    void unsubscribe(const std::string &name) {
        std::unique_lock<std::shared_mutex> wr(mu_);
        auto it = table_.find(name);
        if (it == table_.end())
            return;
        if (--it->second.subscribers == 0)
            table_.erase(it);
    }

    void apply(const std::string &name, const Quote &q) {
        std::unique_lock<std::shared_mutex> wr(mu_);
        auto it = table_.find(name);
        if (it == table_.end() || q.seq <= it->second.last.seq)
            return;
        it->second.last = q;
        it->second.updates++;
    }

    uint64_t misses() {
        std::unique_lock<std::shared_mutex> wr(mu_);
        uint64_t m = misses_;
        misses_ = 0;
        return m;
    }

    void forEach(const std::function<void(const Symbol &)> &fn) const {
        std::shared_lock<std::shared_mutex> rd(mu_);
        for (const auto &kv : table_)
            fn(kv.second);
    }

private:
    static constexpr size_t kMaxSymbols = 20000;
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, Symbol> table_;
    uint64_t misses_ = 0;
};

class Session {
public:
    Session(SymbolTable &t, std::vector<std::string> names) : table_(t), names_(std::move(names)) {}
    void open() {
        worker_ = std::thread([this] {
            for (auto &n : names_)
                table_.subscribe(n);
            for (int i = 0; i < 1000; ++i)
                for (auto &n : names_)
                    table_.quote(n);
            for (auto &n : names_)
                table_.unsubscribe(n);
        });
    }
    void close() { worker_.join(); }

private:
    SymbolTable &table_;
    std::vector<std::string> names_;
    std::thread worker_;
};

} // namespace md
