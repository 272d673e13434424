// RUN: %tocsin %s
// STD: c++20
// Receiver front end: AGC, squelch and S-meter for an IQ stream.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <complex>
#include <cstdint>
#include <functional>
#include <span>
#include <thread>
#include <vector>

namespace rx {

using Sample = std::complex<float>;

struct TunerPort {
    virtual ~TunerPort() = default;
    virtual bool readBlock(std::vector<Sample>& out) = 0;
    virtual void setLnaGain(float db) = 0;
};

class FrontEnd {
public:
    FrontEnd(TunerPort& main, TunerPort& diversity) : ports_{&main, &diversity} {}

    void start() {
        for (auto* port : ports_)
            workers_.emplace_back([this, port](std::stop_token st) { pump(st, *port); });
    }

    // Called from the control socket.
    void nudgeGain(float db) {
        const float g = gainDb_.load(std::memory_order_relaxed);
        const float wanted = std::clamp(g + db, kMinGain, kMaxGain);
        gainDb_.store(wanted, std::memory_order_relaxed); // EXPECT: split-atomic
    }

    void setSquelch(float dbfs) { squelch_.store(dbfs); }

    float takePeak() { return peak_.exchange(-120.0f); }

    uint64_t overloads() const { return overloads_.load(); }

private:
    static constexpr float kMinGain = 0.0f;
    static constexpr float kMaxGain = 60.0f;

    static float power(std::span<const Sample> blk) {
        float acc = 0;
        for (const auto& s : blk) acc += std::norm(s);
        return blk.empty() ? -120.0f : 10.0f * std::log10(acc / blk.size() + 1e-12f);
    }

    void notePeak(float dbfs) {
        if (dbfs > peak_.load())
            peak_.store(dbfs); // EXPECT: split-atomic
    }

    void noteFloor(float dbfs) {
        float cur = floor_.load();
        while (dbfs < cur && !floor_.compare_exchange_weak(cur, dbfs)) {
        }
    }

    void decay(float dbfs) {
        float cur = gainDb_.load();
        float next;
        do {
            next = dbfs > -6.0f ? std::max(kMinGain, cur - 1.0f)
                                : std::min(kMaxGain, cur + 0.1f);
        } while (!gainDb_.compare_exchange_weak(cur, next));
    }

    void pump(std::stop_token st, TunerPort& port) {
        std::vector<Sample> blk;
        while (!st.stop_requested() && port.readBlock(blk)) {
            const float p = power(blk);
            notePeak(p);
            noteFloor(p);
            if (p > -1.0f) overloads_.fetch_add(1, std::memory_order_relaxed);
            decay(p);
            port.setLnaGain(gainDb_.load(std::memory_order_relaxed));
            if (p < squelch_.load()) continue;
            deliver(blk);
        }
    }

    void deliver(std::span<const Sample> blk);

    TunerPort* ports_[2];
    std::atomic<float> gainDb_{30.0f};
    std::atomic<float> squelch_{-90.0f};
    std::atomic<float> peak_{-120.0f};
    std::atomic<float> floor_{0.0f};
    std::atomic<uint64_t> overloads_{0};
    std::vector<std::jthread> workers_;
};

} // namespace rx
