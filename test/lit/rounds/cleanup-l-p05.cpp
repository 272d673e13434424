// RUN: %tocsin %s
// STD: c++20
// routing table with deferred reclamation (C++11)
#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace fib {

struct Table {
    std::vector<std::uint32_t> nextHop;
    std::uint64_t serial;
};

class EpochDomain {
public:
    static const int kSlots = 64;

    EpochDomain() : global_(1), used_(0)
    {
        for (int i = 0; i < kSlots; ++i)
            slot_[i].store(0);
    }

    int registerThread()
    {
        int n = used_.fetch_add(1);
        if (n >= kSlots)
            throw std::runtime_error("too many reader threads");
        return n;
    }

    void enter(int s) { slot_[s].store(global_.load()); }
    void leave(int s) { slot_[s].store(0); }

    std::uint64_t advance() { return global_.fetch_add(1); }

    std::uint64_t minActive() const
    {
        std::uint64_t m = std::numeric_limits<std::uint64_t>::max();
        for (int i = 0; i < kSlots; ++i) {
            std::uint64_t e = slot_[i].load();
            if (e != 0 && e < m)
                m = e;
        }
        return m;
    }

private:
    std::atomic<std::uint64_t> global_;
    std::atomic<int> used_;
    std::atomic<std::uint64_t> slot_[kSlots];
};

class Router {
public:
    Router() : cur_(new Table{{}, 0}) {}
    ~Router()
    {
        for (std::size_t i = 0; i < retired_.size(); ++i)
            delete retired_[i].table;
        delete cur_.load();
    }

    std::uint32_t lookup(int slot, std::uint32_t prefix)
    {
        dom_.enter(slot);
        const Table *t = cur_.load();
        std::uint32_t hop = t->nextHop.empty() ? 0 : t->nextHop[prefix % t->nextHop.size()];
        dom_.leave(slot);
        return hop;
    }

    void install(std::vector<std::uint32_t> hops)
    {
        std::lock_guard<std::mutex> g(writer_);
        Table *fresh = new Table{std::move(hops), ++serial_};
        Table *old = cur_.exchange(fresh);
        Retired r = {old, dom_.advance()};
        retired_.push_back(r);
        collect();
    }

    EpochDomain &domain() { return dom_; }

private:
    struct Retired {
        Table *table;
        std::uint64_t epoch;
    };

    void collect()
    {
        const std::uint64_t oldest = dom_.minActive();
        std::vector<Retired> keep;
        for (std::size_t i = 0; i < retired_.size(); ++i) {
            if (retired_[i].epoch < oldest)
                delete retired_[i].table;
            else
                keep.push_back(retired_[i]);
        }
        retired_.swap(keep);
    }

    std::atomic<Table *> cur_;
    EpochDomain dom_;
    std::mutex writer_;
    std::uint64_t serial_ = 0;
    std::vector<Retired> retired_;
};

} // namespace fib

int main()
{
    fib::Router r;
    int s = r.domain().registerThread();
    r.install({1, 2, 3});
    return r.lookup(s, 7) == 0;
}
