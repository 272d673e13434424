// RUN: %tocsin %s
// STD: c++20
// Polyphonic synth voice manager: MIDI threads on one side, the device callback on the other.
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstring>
#include <thread>
#include <vector>

namespace audio {

class SpinLock {
public:
    void enter() noexcept {
        while (flag_.test_and_set(std::memory_order_acquire))
            std::this_thread::yield();
    }
    bool tryEnter() noexcept { return !flag_.test_and_set(std::memory_order_acquire); }
    void exit() noexcept { flag_.clear(std::memory_order_release); }

private:
    std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
};

class ScopedSpin {
public:
    explicit ScopedSpin(SpinLock &l) noexcept : lock_(l) { lock_.enter(); }
    ~ScopedSpin() { lock_.exit(); }
    ScopedSpin(const ScopedSpin &) = delete;

private:
    SpinLock &lock_;
};

class ScopedTrySpin {
public:
    explicit ScopedTrySpin(SpinLock &l) noexcept : lock_(l), held_(l.tryEnter()) {}
    ~ScopedTrySpin() {
        if (held_)
            lock_.exit();
    }
    ScopedTrySpin(const ScopedTrySpin &) = delete;
    bool isLocked() const noexcept { return held_; }

private:
    SpinLock &lock_;
    const bool held_;
};

struct Voice {
    int note = -1;
    float phase = 0, step = 0, gain = 0;
};

class Synth {
public:
    bool noteOn(int note, float velocity) {
        ScopedSpin l(lock_);
        for (auto &v : voices_)
            if (v.note < 0) {
                v.note = note;
                v.phase = 0;
                v.step = 440.0f * std::pow(2.0f, (note - 69) / 12.0f) / 48000.0f;
                v.gain = velocity;
                ++active_;
                return true;
            }
        ++stolen_;
        return false;
    }

    void noteOff(int note) {
        ScopedSpin l(lock_);
        if (pedals_ > 0)
            return;
        for (auto &v : voices_)
            if (v.note == note)
                v.gain *= 0.5f;
    }

    // Each controller input calls this from its own thread.
    void sustain(bool down) {
        ScopedTrySpin l(lock_);
        pedals_ += down ? 1 : -1; // EXPECT: lost-update
    }

    void panic() {
        ScopedSpin l(lock_);
        for (auto &v : voices_)
            v.note = -1;
        active_ = 0;
        pedals_ = 0;
    }

    // Device callback.
    void render(float *out, int frames) {
        int finished = 0;
        std::fill(out, out + frames, 0.0f);
        {
            ScopedTrySpin l(lock_);
            if (l.isLocked())
                finished = mix(out, frames);
        }
        if (finished > 0)
            active_ -= finished; // EXPECT: lost-update
    }

    // Device callback, offline bounce: nobody can wait here either.
    bool renderOffline(float *out, int frames) {
        ScopedTrySpin l(lock_);
        if (!l.isLocked())
            return false;
        active_ -= mix(out, frames);
        return true;
    }

    int active() {
        ScopedSpin l(lock_);
        return active_;
    }

private:
    int mix(float *out, int frames) {
        int finished = 0;
        for (auto &v : voices_) {
            if (v.note < 0)
                continue;
            for (int i = 0; i < frames; ++i) {
                out[i] += v.gain * std::sin(6.2831853f * v.phase);
                v.phase = std::fmod(v.phase + v.step, 1.0f);
                v.gain *= 0.9999f;
            }
            if (v.gain < 1e-4f) {
                v.note = -1;
                ++finished;
            }
        }
        return finished;
    }

    SpinLock lock_;
    std::array<Voice, 32> voices_;
    int active_ = 0;
    int pedals_ = 0;
    long stolen_ = 0;
};

} // namespace audio

void attachInputs(audio::Synth &synth, int (*read)(int port, int *note, float *vel), int ports) {
    for (int p = 0; p < ports; ++p)
        std::thread([&synth, read, p] {
            int note;
            float vel;
            while (int kind = read(p, &note, &vel)) {
                if (kind == 1)
                    synth.noteOn(note, vel);
                else if (kind == 2)
                    synth.noteOff(note);
                else
                    synth.sustain(vel > 0.5f);
            }
        }).detach();
}
