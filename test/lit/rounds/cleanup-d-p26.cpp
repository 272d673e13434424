// RUN: %tocsin %s
// STD: c++20
// Route table with epoch based reclamation: lookups never block.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

namespace router {

struct Route {
    std::uint32_t prefix;
    std::uint8_t len;
    std::uint32_t next_hop;
};

struct Table {
    std::uint64_t version = 0;
    std::vector<Route> routes; // longest prefix first
};

class EpochDomain {
public:
    static constexpr std::size_t kSlots = 64;
    static constexpr std::uint64_t kQuiet = std::numeric_limits<std::uint64_t>::max();

    EpochDomain() {
        for (auto& s : slots_)
            s.store(kQuiet);
    }

    class Pin {
    public:
        Pin(EpochDomain& d, std::size_t slot) : slot_(d.slots_[slot]) {
            std::uint64_t e;
            do {
                e = d.global_.load();
                slot_.store(e);
            } while (e != d.global_.load());
        }
        ~Pin() { slot_.store(kQuiet); }
        Pin(const Pin&) = delete;
        Pin& operator=(const Pin&) = delete;

    private:
        std::atomic<std::uint64_t>& slot_;
    };

    std::uint64_t advance() { return global_.fetch_add(1) + 1; }

    std::uint64_t min_active() const {
        std::uint64_t m = global_.load();
        for (const auto& s : slots_)
            m = std::min(m, s.load());
        return m;
    }

private:
    std::atomic<std::uint64_t> global_{1};
    std::array<std::atomic<std::uint64_t>, kSlots> slots_;
};

class Fib {
public:
    Fib() : cur_(new Table) {}
    ~Fib() {
        for (auto& r : retired_)
            delete r.table;
        delete cur_.load();
    }

    std::uint32_t lookup(std::size_t worker, std::uint32_t addr) {
        EpochDomain::Pin pin(epochs_, worker);
        const Table* t = cur_.load();
        for (const Route& r : t->routes) {
            const std::uint32_t mask = r.len ? ~0u << (32 - r.len) : 0;
            if ((addr & mask) == r.prefix)
                return r.next_hop;
        }
        return 0;
    }

    void replace(std::vector<Route> routes) {
        std::lock_guard<std::mutex> lk(write_mu_);
        std::sort(routes.begin(), routes.end(), [](const Route& a, const Route& b) { return a.len > b.len; });
        Table* fresh = new Table;
        fresh->routes = std::move(routes);
        Table* old = cur_.load();
        fresh->version = old->version + 1;
        cur_.store(fresh);
        retired_.push_back({old, epochs_.advance()});
        reclaim();
    }

private:
    struct Retired {
        Table* table;
        std::uint64_t epoch;
    };

    void reclaim() {
        const std::uint64_t horizon = epochs_.min_active();
        while (!retired_.empty() && retired_.front().epoch <= horizon) {
            delete retired_.front().table;
            retired_.pop_front();
        }
    }

    EpochDomain epochs_;
    std::atomic<Table*> cur_;
    std::mutex write_mu_;
    std::deque<Retired> retired_;
};

} // namespace router

int main() {
    router::Fib fib;
    std::vector<std::jthread> w;
    for (std::size_t i = 0; i < 4; ++i)
        w.emplace_back([&fib, i] {
            for (std::uint32_t a = 0; a < 10000; ++a)
                fib.lookup(i, a << 8);
        });
    for (int i = 0; i < 100; ++i)
        fib.replace({{0x0a000000u, 8, 1}, {0, 0, 2}});
}
