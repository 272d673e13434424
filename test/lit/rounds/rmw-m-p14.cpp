// RUN: %tocsin %s
// STD: c++20
// Request metrics: one slot per worker, merged on scrape.
#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace metrics {

constexpr size_t kMaxWorkers = 64;

struct alignas(64) Slot {
    std::atomic<uint64_t> requests{0};
    std::atomic<uint64_t> bytes{0};
    std::atomic<uint32_t> slowest{0};

    void bump(std::atomic<uint64_t> &c, uint64_t by)
    {
        c.store(c.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
    }
};

struct LocalHistogram {
    std::array<uint64_t, 32> bucket{};
    uint64_t samples = 0;
};

std::array<Slot, kMaxWorkers> g_slots;
std::atomic<size_t> g_nextSlot{0};
thread_local LocalHistogram t_hist;

std::mutex g_mergeMutex;
LocalHistogram g_merged;

Slot &mySlot()
{
    thread_local Slot *s = &g_slots.at(g_nextSlot.fetch_add(1));
    return *s;
}

void record(uint64_t bytes, uint32_t micros)
{
    Slot &s = mySlot();
    s.bump(s.requests, 1);
    s.bump(s.bytes, bytes);
    if (micros > s.slowest.load(std::memory_order_relaxed))
        s.slowest.store(micros, std::memory_order_relaxed);

    unsigned b = 0;
    while (b < 31 && (1u << b) < micros)
        ++b;
    t_hist.bucket[b]++;
    t_hist.samples++;
}

void flushHistogram()
{
    if (t_hist.samples == 0)
        return;
    std::lock_guard<std::mutex> g(g_mergeMutex);
    for (size_t i = 0; i < t_hist.bucket.size(); ++i)
        g_merged.bucket[i] += t_hist.bucket[i];
    g_merged.samples += t_hist.samples;
    t_hist = LocalHistogram{};
}

std::string scrape()
{
    uint64_t requests = 0, bytes = 0;
    uint32_t slowest = 0;
    for (const Slot &s : g_slots) {
        requests += s.requests.load(std::memory_order_relaxed);
        bytes += s.bytes.load(std::memory_order_relaxed);
        const uint32_t v = s.slowest.load(std::memory_order_relaxed);
        if (v > slowest)
            slowest = v;
    }
    std::ostringstream out;
    out << "requests_total " << requests << "\nbytes_total " << bytes << "\nslowest_us " << slowest << '\n';
    std::lock_guard<std::mutex> g(g_mergeMutex);
    out << "samples " << g_merged.samples << '\n';
    return out.str();
}

} // namespace metrics

int main()
{
    constexpr int kWorkers = 8;
    std::vector<uint64_t> perWorker(kWorkers);
    std::vector<std::thread> ts;
    for (int w = 0; w < kWorkers; ++w)
        ts.emplace_back([&perWorker, w] {
            for (uint32_t i = 0; i < 100000; ++i) {
                metrics::record(i % 1500, i % 900);
                perWorker[w] += i % 1500;
                if (i % 1000 == 0)
                    metrics::flushHistogram();
            }
            metrics::flushHistogram();
        });
    const std::string early = metrics::scrape();
    for (auto &t : ts)
        t.join();
    uint64_t sum = 0;
    for (uint64_t v : perWorker)
        sum += v;
    return sum == 0 || early.empty();
}
