// RUN: %tocsin %s
// STD: c++20
// Undo chains of the order book store.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

namespace book {

using Ts = std::uint64_t;
using Clock = std::chrono::steady_clock;

struct Row {
    Ts commit_ts;
    std::string data;
    Row* older;
};

class Store {
public:
    class Snapshot {
    public:
        Snapshot(Store& s, Ts ts) : s_(s), ts_(ts) {}
        ~Snapshot() { s_.closeSnapshot(ts_); }
        Snapshot(const Snapshot&) = delete;
        Ts ts() const { return ts_; }

    private:
        Store& s_;
        Ts ts_;
    };

    std::unique_ptr<Snapshot> snapshot() {
        std::lock_guard<std::mutex> g(mu_);
        readers_.insert(clock_);
        return std::make_unique<Snapshot>(*this, clock_);
    }

    const Row* read(const std::string& key, const Snapshot& snap) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = heads_.find(key);
        Row* r = it == heads_.end() ? nullptr : it->second;
        while (r && r->commit_ts > snap.ts()) r = r->older;
        return r;
    }

    void write(const std::string& key, std::string data) {
        std::lock_guard<std::mutex> g(mu_);
        Row*& head = heads_[key];
        head = new Row{++clock_, std::move(data), head};
    }

    // Cuts every chain behind the newest row the oldest reader can still reach.
    std::size_t vacuum() {
        std::lock_guard<std::mutex> g(mu_);
        const Ts horizon = readers_.empty() ? clock_ : *readers_.begin();
        std::size_t freed = 0;
        for (auto& [key, head] : heads_) {
            Row* keep = head;
            while (keep && keep->commit_ts > horizon) keep = keep->older;
            if (!keep) continue;
            Row* r = keep->older;
            keep->older = nullptr;
            while (r && r->commit_ts < horizon) {
                Row* dead = r;
                r = r->older;
                delete dead;
                ++freed;
            }
        }
        return freed;
    }

    ~Store() {
        for (auto& [key, head] : heads_)
            while (head) delete std::exchange(head, head->older);
    }

private:
    void closeSnapshot(Ts ts) {
        std::lock_guard<std::mutex> g(mu_);
        readers_.erase(readers_.find(ts));
    }

    std::mutex mu_;
    Ts clock_ = 1;
    std::multiset<Ts> readers_;
    std::unordered_map<std::string, Row*> heads_;
};

}  // namespace book

int main() {
    book::Store st;
    st.write("AAPL", "100@10");
    std::thread vac([&] { st.vacuum(); });
    {
        auto snap = st.snapshot();
        const book::Row* r = st.read("AAPL", *snap);
        if (!r) return 1;
    }
    vac.join();
}
