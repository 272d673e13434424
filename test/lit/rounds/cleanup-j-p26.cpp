// RUN: %tocsin %s
// STD: c++20
// Version chains of the in-memory store.  Readers register the timestamp of
// their snapshot; vacuum unlinks row versions nobody can reach.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <unordered_map>

namespace memdb {

using Ts = std::uint64_t;

struct RowVersion {
    Ts begin = 0;
    Ts end = UINT64_MAX;
    std::uint64_t payload = 0;
    RowVersion* older = nullptr;
};

class Table {
public:
    ~Table() {
        for (auto& [k, head] : rows_)
            freeChain(head);
    }

    Ts beginSnapshot() {
        std::lock_guard<std::mutex> g(mu_);
        active_.insert(clock_);
        return clock_;
    }

    void endSnapshot(Ts ts) {
        std::lock_guard<std::mutex> g(mu_);
        active_.erase(active_.find(ts));
    }

    void write(std::uint64_t key, std::uint64_t payload) {
        std::lock_guard<std::mutex> g(mu_);
        auto* v = new RowVersion;
        v->begin = ++clock_;
        v->payload = payload;
        RowVersion*& head = rows_[key];
        if (head)
            head->end = v->begin;
        v->older = head;
        head = v;
    }

    const RowVersion* read(std::uint64_t key, Ts snapshot) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = rows_.find(key);
        const RowVersion* v = it == rows_.end() ? nullptr : it->second;
        while (v && v->begin > snapshot)
            v = v->older;
        return v;
    }

    std::size_t vacuum() {
        std::lock_guard<std::mutex> g(mu_);
        const Ts oldest = active_.empty() ? clock_ : *active_.begin();
        std::size_t n = 0;
        for (auto& [key, head] : rows_) {
            for (RowVersion* v = head; v && v->older;) {
                RowVersion* o = v->older;
                if (o->end <= oldest) {
                    v->older = o->older;
                    delete o;
                    ++n;
                } else {
                    v = o;
                }
            }
        }
        return n;
    }

private:
    static void freeChain(RowVersion* v) {
        while (v) {
            RowVersion* o = v->older;
            delete v;
            v = o;
        }
    }

    std::mutex mu_;
    Ts clock_ = 1;
    std::multiset<Ts> active_;
    std::unordered_map<std::uint64_t, RowVersion*> rows_;
};

}  // namespace memdb
