// RUN: %tocsin %s
// STD: c++20
// Host sampler: one thread samples, anybody may read the gauges.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace host {

struct Gauges {
    std::atomic<std::uint64_t> samples{0};
    std::atomic<std::uint64_t> errors{0};
    std::atomic<double> loadAvg{0.0};
    std::atomic<double> loadPeak{0.0};
    std::atomic<std::uint32_t> cursor{0};
    std::array<std::atomic<double>, 64> history{};
};

class Sampler {
public:
    explicit Sampler(std::chrono::milliseconds period) : period_(period), thread_(&Sampler::run, this) {}
    ~Sampler() {
        quit_.store(true, std::memory_order_relaxed);
        thread_.join();
    }
    Sampler(const Sampler&) = delete;
    Sampler& operator=(const Sampler&) = delete;

    const Gauges& gauges() const { return gauges_; }

private:
    // The sampling thread is the only writer of the gauges, so the updates below
    // are plain loads and stores and the readers pay for no locked instruction.
    template <typename T>
    static void bump(std::atomic<T>& a) {
        a.store(a.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

    void record(double v) {
        double avg = gauges_.loadAvg.load(std::memory_order_relaxed);
        gauges_.loadAvg.store(avg + (v - avg) / 8, std::memory_order_relaxed);
        if (v > gauges_.loadPeak.load(std::memory_order_relaxed))
            gauges_.loadPeak.store(v, std::memory_order_relaxed);
        std::uint32_t c = gauges_.cursor.load(std::memory_order_relaxed);
        gauges_.history[c % gauges_.history.size()].store(v, std::memory_order_relaxed);
        gauges_.cursor.store(c + 1, std::memory_order_release);
    }

    static bool readLoad(double& out) {
        std::ifstream in("/proc/loadavg");
        return static_cast<bool>(in >> out);
    }

    void run() {
        while (!quit_.load(std::memory_order_relaxed)) {
            double v;
            if (readLoad(v)) {
                record(v);
                bump(gauges_.samples);
            } else {
                bump(gauges_.errors);
            }
            std::this_thread::sleep_for(period_);
        }
    }

    const std::chrono::milliseconds period_;
    std::atomic<bool> quit_{false};
    Gauges gauges_;
    std::thread thread_;
};

std::string render(const Gauges& g) {
    std::uint32_t c = g.cursor.load(std::memory_order_acquire);
    double lo = 1e9, hi = 0;
    std::uint32_t n = std::min<std::uint32_t>(c, static_cast<std::uint32_t>(g.history.size()));
    for (std::uint32_t i = 0; i < n; ++i) {
        double v = g.history[i].load(std::memory_order_relaxed);
        lo = std::min(lo, v);
        hi = std::max(hi, v);
    }
    char line[160];
    std::snprintf(line, sizeof line, "n=%llu err=%llu avg=%.2f peak=%.2f window=[%.2f,%.2f]",
                  static_cast<unsigned long long>(g.samples.load(std::memory_order_relaxed)),
                  static_cast<unsigned long long>(g.errors.load(std::memory_order_relaxed)),
                  g.loadAvg.load(std::memory_order_relaxed),
                  g.loadPeak.load(std::memory_order_relaxed), n ? lo : 0.0, hi);
    return line;
}

}  // namespace host

int main() {
    host::Sampler sampler(std::chrono::milliseconds(50));
    std::vector<std::thread> viewers;
    for (int i = 0; i < 3; ++i) {
        viewers.emplace_back([&sampler, i] {
            for (int k = 0; k < 20; ++k) {
                std::string s = host::render(sampler.gauges());
                if (i == 0)
                    std::puts(s.c_str());
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            }
        });
    }
    for (auto& v : viewers)
        v.join();
}
