// RUN: %tocsin %s
// STD: c++20
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mvstore {

using Ts = uint64_t;

struct Version {
    Ts begin;
    Ts end;  // Ts max while current
    std::string payload;
    std::unique_ptr<Version> older;
};

constexpr Ts kOpen = ~Ts{0};

class Store {
public:
    class Snapshot {
    public:
        Snapshot(Store& s, std::multiset<Ts>::iterator it) : store_(s), it_(it), ts_(*it) {}
        ~Snapshot() {
            std::lock_guard lk(store_.mu_);
            store_.active_.erase(it_);
        }
        Snapshot(const Snapshot&) = delete;
        const std::string* read(const std::string& key) const { return store_.readAt(key, ts_); }

    private:
        Store& store_;
        std::multiset<Ts>::iterator it_;
        Ts ts_;
    };

    std::unique_ptr<Snapshot> begin() {
        std::lock_guard lk(mu_);
        return std::make_unique<Snapshot>(*this, active_.insert(clock_));
    }

    void put(const std::string& key, std::string value) {
        std::lock_guard lk(mu_);
        Ts ts = ++clock_;
        auto& head = rows_[key];
        auto v = std::make_unique<Version>(Version{ts, kOpen, std::move(value), nullptr});
        if (head) head->end = ts;
        v->older = std::move(head);
        head = std::move(v);
    }

    size_t vacuum() {
        std::lock_guard lk(mu_);
        const Ts horizon = active_.empty() ? clock_ : *active_.begin();
        size_t freed = 0;
        for (auto& [key, head] : rows_) {
            Version* v = head.get();
            while (v && v->older) {
                if (v->older->end <= horizon) {
                    for (Version* d = v->older.get(); d; d = d->older.get()) ++freed;
                    v->older.reset();
                    break;
                }
                v = v->older.get();
            }
        }
        return freed;
    }

private:
    const std::string* readAt(const std::string& key, Ts ts) {
        std::lock_guard lk(mu_);
        auto it = rows_.find(key);
        if (it == rows_.end()) return nullptr;
        for (Version* v = it->second.get(); v; v = v->older.get())
            if (v->begin <= ts && ts < v->end) return &v->payload;
        return nullptr;
    }

    std::mutex mu_;
    Ts clock_ = 1;
    std::multiset<Ts> active_;
    std::map<std::string, std::unique_ptr<Version>> rows_;
};

}  // namespace mvstore
