// RUN: %tocsin %s
// STD: c++20
// Mixer graph of an audio engine: control thread edits buses, device callback renders.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace mix {

struct Voice {
    const float* pcm = nullptr;
    size_t frames = 0, cursor = 0;
    float gain = 1.0f;
};

class Bus {
public:
    void play(const Voice& v) {
        std::lock_guard<std::mutex> g(mutex_);
        voices_.push_back(v);
        ++started_;
    }

    void stopAll() {
        std::lock_guard<std::mutex> g(mutex_);
        dropped_ += static_cast<uint32_t>(voices_.size());
        voices_.clear();
    }

    // Device callback. Must never block.
    void render(float* out, size_t frames) {
        std::fill(out, out + frames, 0.0f);
        std::unique_lock<std::mutex> lk(mutex_, std::try_to_lock);
        if (!lk.owns_lock()) {
            dropped_ += 1; // EXPECT: lost-update
            underruns_.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        for (auto& v : voices_) mixVoice(v, out, frames);
        auto done = [](const Voice& v) { return v.cursor >= v.frames; };
        voices_.erase(std::remove_if(voices_.begin(), voices_.end(), done), voices_.end());
    }

    void fade(float to) {
        std::unique_lock<std::mutex> lk(mutex_);
        for (auto& v : voices_) v.gain *= to;
        fades_ += 1;
    }

    uint32_t collectDropped() {
        std::lock_guard<std::mutex> g(mutex_);
        uint32_t n = dropped_;
        dropped_ = 0;
        return n;
    }

private:
    static void mixVoice(Voice& v, float* out, size_t frames) {
        size_t n = std::min(frames, v.frames - v.cursor);
        for (size_t i = 0; i < n; ++i) out[i] += v.pcm[v.cursor + i] * v.gain;
        v.cursor += n;
    }

    std::mutex mutex_;
    std::vector<Voice> voices_;
    uint32_t dropped_ = 0;
    uint32_t started_ = 0;
    uint32_t fades_ = 0;
    std::atomic<uint32_t> underruns_{0};
};

}  // namespace mix
