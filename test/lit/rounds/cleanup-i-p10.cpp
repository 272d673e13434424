// RUN: %tocsin %s
// STD: c++20
// Symbol reference data of a market data gateway. Sessions read the table lock-free.
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace refdata {

struct Instrument {
    char symbol[12];
    int64_t tickSize;
    int64_t lotSize;
};

struct Table {
    explicit Table(uint64_t gen) : generation(gen) {}
    const uint64_t generation;
    std::vector<Instrument> rows;

    const Instrument* find(std::string_view sym) const {
        for (const auto& r : rows)
            if (sym == r.symbol) return &r;
        return nullptr;
    }
};

class Publisher {
public:
    Publisher() : live_(new Table(0)) {}
    ~Publisher() { delete live_.load(); }

    const Table* current() const { return live_.load(std::memory_order_acquire); }

    void publish(std::vector<Instrument> rows) {
        std::lock_guard<std::mutex> g(writer_);
        auto* next = new Table(live_.load()->generation + 1);
        next->rows = std::move(rows);
        history_.push_back(live_.exchange(next, std::memory_order_acq_rel));
        collect(*next);
    }

private:
    void collect(const Table& newest) {
        std::vector<Table*> keep;
        for (Table* t : history_) {
            if (t->generation + 2 < newest.generation)
                delete t; // EXPECT: timestamp-cleanup
            else
                keep.push_back(t);
        }
        history_.swap(keep);
    }

    std::atomic<Table*> live_;
    std::mutex writer_;
    std::vector<Table*> history_;
};

class OrderSession {
public:
    explicit OrderSession(const Publisher& p) : pub_(p) {}
    bool validate(std::string_view sym, int64_t px, int64_t qty) {
        const Table* t = pub_.current();
        const Instrument* ins = t->find(sym);
        if (ins == nullptr) return false;
        return px % ins->tickSize == 0 && qty % ins->lotSize == 0;
    }

private:
    const Publisher& pub_;
};

} // namespace refdata

int main() {
    refdata::Publisher pub;
    std::atomic<bool> run{true};
    std::array<std::thread, 4> sessions;
    for (auto& th : sessions)
        th = std::thread([&] {
            refdata::OrderSession s(pub);
            while (run.load(std::memory_order_relaxed)) s.validate("ESZ5", 450025, 10);
        });
    for (int i = 0; i < 100; ++i) {
        refdata::Instrument ins{};
        std::strcpy(ins.symbol, "ESZ5");
        ins.tickSize = 25;
        ins.lotSize = 1;
        pub.publish({ins});
    }
    run = false;
    for (auto& th : sessions) th.join();
}
