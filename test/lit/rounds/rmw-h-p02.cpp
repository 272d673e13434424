// RUN: %tocsin %s
// STD: c++20
// Outgoing pacer of a media relay: packets are charged against a byte budget that a
// timer thread refills; senders block until the budget covers them.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace relay {

struct Packet {
    uint32_t ssrc;
    uint16_t seq;
    std::vector<uint8_t> payload;
};

class Pacer {
public:
    explicit Pacer(int64_t bytesPerTick) : perTick_(bytesPerTick), budget_(bytesPerTick) {}

    void start() { timer_ = std::thread([this] { refillLoop(); }); }

    void stop() {
        {
            std::lock_guard<std::mutex> g(mu_);
            closing_ = true;
        }
        cv_.notify_all();
        if (timer_.joinable())
            timer_.join();
    }

    bool charge(const Packet &p) {
        const auto need = static_cast<int64_t>(p.payload.size());
        std::unique_lock<std::mutex> lk(mu_);
        if (need > kMaxBurst)
            return false;
        while (!closing_ && budget_ < need)
            cv_.wait(lk);
        if (closing_)
            return false;
        budget_ -= need;
        ++packetsOut_;
        return true;
    }

    // Control packets may borrow from the next tick but wait for their turn behind
    // queued media.
    bool chargeControl(const Packet &p) {
        const auto need = static_cast<int64_t>(p.payload.size());
        std::unique_lock<std::mutex> lk(mu_);
        int64_t available = budget_;
        while (!closing_ && mediaWaiting_ > 0)
            cv_.wait_for(lk, std::chrono::milliseconds(2));
        if (closing_)
            return false;
        budget_ = available - need; // EXPECT: lost-update
        ++packetsOut_;
        return true;
    }

    void mediaEnter() {
        std::lock_guard<std::mutex> g(mu_);
        ++mediaWaiting_;
    }

    void mediaLeave() {
        std::lock_guard<std::mutex> g(mu_);
        --mediaWaiting_;
        cv_.notify_all();
    }

    uint64_t packetsOut() const {
        std::lock_guard<std::mutex> g(mu_);
        return packetsOut_;
    }

private:
    static constexpr int64_t kMaxBurst = 64 * 1024;

    void refillLoop() {
        std::unique_lock<std::mutex> lk(mu_);
        while (!closing_) {
            cv_.wait_for(lk, std::chrono::milliseconds(5));
            budget_ += perTick_;
            if (budget_ > kMaxBurst)
                budget_ = kMaxBurst;
            cv_.notify_all();
        }
    }

    mutable std::mutex mu_;
    std::condition_variable cv_;
    const int64_t perTick_;
    int64_t budget_;
    int mediaWaiting_ = 0;
    uint64_t packetsOut_ = 0;
    bool closing_ = false;
    std::thread timer_;
};

void senderLoop(Pacer &pacer, std::deque<Packet> packets, void (*emit)(const Packet &)) {
    for (const auto &p : packets) {
        pacer.mediaEnter();
        bool go = pacer.charge(p);
        pacer.mediaLeave();
        if (!go)
            break;
        emit(p);
    }
}

} // namespace relay
