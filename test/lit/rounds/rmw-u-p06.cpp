// RUN: %tocsin %s
// STD: c++20
// Mixer desk: channel strips steered from the surface and over OSC.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace desk {

template <typename T>
class Monitored {
public:
    explicit Monitored(T v = T{}) : value_(std::move(v)) {}

    T get() const {
        std::scoped_lock lk(m_);
        return value_;
    }
    void set(T v) {
        std::scoped_lock lk(m_);
        value_ = std::move(v);
    }
    template <typename F>
    T update(F&& f) {
        std::scoped_lock lk(m_);
        value_ = f(std::as_const(value_));
        return value_;
    }

private:
    mutable std::mutex m_;
    T value_;
};

struct Eq {
    float low = 0, mid = 0, high = 0;
};

struct Strip {
    Monitored<float> gainDb{0.0f};
    Monitored<float> pan{0.0f};
    Monitored<Eq> eq;
    Monitored<bool> muted{false};
};

constexpr float kMinDb = -60.0f;
constexpr float kMaxDb = 10.0f;

class Desk {
public:
    static constexpr std::size_t kStrips = 16;

    Strip& strip(std::size_t i) { return strips_.at(i); }

    void nudgeGain(std::size_t i, float delta) {
        Strip& s = strips_.at(i);
        s.gainDb.set(std::clamp(s.gainDb.get() + delta, kMinDb, kMaxDb)); // EXPECT: lost-update
    }

    void nudgePan(std::size_t i, float delta) {
        strips_.at(i).pan.update([delta](float p) { return std::clamp(p + delta, -1.0f, 1.0f); });
    }

    void setHigh(std::size_t i, float db) {
        Strip& s = strips_.at(i);
        Eq e = s.eq.get();
        if (e.high == db)
            return;
        e.high = db;
        s.eq.set(e); // EXPECT: lost-update
    }

    void setLow(std::size_t i, float db) {
        strips_.at(i).eq.update([db](Eq e) {
            e.low = db;
            return e;
        });
    }

    void mute(std::size_t i, bool on) { strips_.at(i).muted.set(on); }

    void print() const {
        for (const Strip& s : strips_)
            std::printf("%6.1f dB pan %+.2f%s\n", s.gainDb.get(), s.pan.get(),
                        s.muted.get() ? " M" : "");
    }

private:
    std::array<Strip, kStrips> strips_;
};

void surfaceLoop(std::stop_token st, Desk& d) {
    for (std::size_t n = 0; !st.stop_requested(); ++n) {
        d.nudgeGain(n % Desk::kStrips, 0.5f);
        d.nudgePan(n % Desk::kStrips, -0.01f);
        d.setLow(n % Desk::kStrips, 1.5f);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

void oscLoop(std::stop_token st, Desk& d) {
    for (std::size_t n = 0; !st.stop_requested(); ++n) {
        d.nudgeGain(n % Desk::kStrips, -0.5f);
        d.nudgePan(n % Desk::kStrips, 0.02f);
        d.setHigh(n % Desk::kStrips, static_cast<float>(n % 7));
        d.mute(n % Desk::kStrips, n % 3 == 0);
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
    }
}

}  // namespace desk

int main() {
    desk::Desk d;
    std::jthread surface(desk::surfaceLoop, std::ref(d));
    std::jthread osc(desk::oscLoop, std::ref(d));
    std::this_thread::sleep_for(std::chrono::seconds(2));
    surface.request_stop();
    osc.request_stop();
    surface.join();
    osc.join();
    d.print();
}
