// RUN: %tocsin %s
// STD: c++20
// Capture path: the ALSA callback thread hands periods to the encoder thread.
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <thread>

struct Period {
    int64_t pts;
    std::array<int16_t, 480> pcm;
};

template <typename T, size_t N>
class FrameRing {
    static_assert((N & (N - 1)) == 0, "power of two");

public:
    bool push(const T &v)
    {
        const size_t t = tail_.load(std::memory_order_relaxed);
        if (t - cachedHead_ == N) {
            cachedHead_ = head_.load(std::memory_order_acquire);
            if (t - cachedHead_ == N) {
                overruns_.store(overruns_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
                return false;
            }
        }
        slots_[t & (N - 1)] = v;
        tail_.store(t + 1, std::memory_order_release);
        return true;
    }

    bool pop(T &out)
    {
        const size_t h = head_.load(std::memory_order_relaxed);
        if (h == cachedTail_) {
            cachedTail_ = tail_.load(std::memory_order_acquire);
            if (h == cachedTail_)
                return false;
        }
        out = slots_[h & (N - 1)];
        head_.store(h + 1, std::memory_order_release);
        return true;
    }

    uint64_t overruns() const { return overruns_.load(std::memory_order_relaxed); }

private:
    alignas(64) std::atomic<size_t> head_{0};
    size_t cachedTail_ = 0;
    alignas(64) std::atomic<size_t> tail_{0};
    size_t cachedHead_ = 0;
    std::atomic<uint64_t> overruns_{0};
    std::array<T, N> slots_;
};

class Recorder {
public:
    void start()
    {
        capture_ = std::thread([this] { captureLoop(); });
        encode_ = std::thread([this] { encodeLoop(); });
    }

    void stop()
    {
        stop_.store(true, std::memory_order_release);
        capture_.join();
        encode_.join();
    }

    uint64_t encodedBytes() const { return bytes_; }

private:
    void captureLoop()
    {
        Period p{};
        while (!stop_.load(std::memory_order_acquire)) {
            p.pts += 480;
            ring_.push(p);
        }
    }

    void encodeLoop()
    {
        Period p;
        for (;;) {
            if (!ring_.pop(p)) {
                if (stop_.load(std::memory_order_acquire))
                    return;
                std::this_thread::yield();
                continue;
            }
            bytes_ += sizeof(p.pcm) / 4;
            lastPts_ = p.pts;
        }
    }

    FrameRing<Period, 256> ring_;
    std::atomic<bool> stop_{false};
    uint64_t bytes_ = 0;
    int64_t lastPts_ = 0;
    std::thread capture_, encode_;
};

int main()
{
    Recorder r;
    r.start();
    std::this_thread::sleep_for(std::chrono::seconds(1));
    r.stop();
    return r.encodedBytes() == 0;
}
