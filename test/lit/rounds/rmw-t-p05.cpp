// RUN: %tocsin %s
// STD: c++20
// Packet statistics and link state of the capture daemon.
#include <array>
#include <atomic>
#include <cstdint>
#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace capture {

constexpr unsigned kMaxLanes = 8;

struct alignas(64) LaneStats {
    std::atomic<std::uint64_t> packets{0};
    std::atomic<std::uint64_t> bytes{0};
    std::atomic<std::uint32_t> longest{0};
};

struct LinkState {
    std::uint32_t speed_mbit;
    std::uint32_t mtu;
    std::uint32_t flaps;
};

class LinkBoard {
public:
    void set_speed(std::uint32_t mbit) {
        const std::lock_guard lk(writers_);
        const auto seq = begin_write();
        speed_.store(mbit, std::memory_order_relaxed);
        flaps_.store(flaps_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        end_write(seq);
    }

    void set_mtu(std::uint32_t mtu) {
        const std::lock_guard lk(writers_);
        const auto seq = begin_write();
        mtu_.store(mtu, std::memory_order_relaxed);
        end_write(seq);
    }

    LinkState snapshot() const {
        for (;;) {
            const auto before = seq_.load(std::memory_order_acquire);
            if (before & 1u) continue;
            const LinkState s{speed_.load(std::memory_order_relaxed), mtu_.load(std::memory_order_relaxed),
                              flaps_.load(std::memory_order_relaxed)};
            std::atomic_thread_fence(std::memory_order_acquire);
            if (seq_.load(std::memory_order_relaxed) == before) return s;
        }
    }

private:
    std::uint32_t begin_write() {
        const auto seq = seq_.load(std::memory_order_relaxed);
        seq_.store(seq + 1, std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_release);
        return seq;
    }
    void end_write(std::uint32_t seq) { seq_.store(seq + 2, std::memory_order_release); }

    std::mutex writers_;
    std::atomic<std::uint32_t> seq_{0};
    std::atomic<std::uint32_t> speed_{0}, mtu_{1500}, flaps_{0};
};

class Lane {
public:
    Lane(LaneStats &stats, LinkBoard &link) : stats_(stats), link_(link), thread_([this](std::stop_token st) { run(st); }) {}
    Lane(const Lane &) = delete;
    Lane &operator=(const Lane &) = delete;

private:
    void run(std::stop_token st) {
        std::uint32_t len = 64;
        while (!st.stop_requested()) {
            len = (len * 1103515245u + 12345u) % link_.snapshot().mtu;
            count(len);
        }
    }

    void count(std::uint32_t len) {
        stats_.packets.store(stats_.packets.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        stats_.bytes.store(stats_.bytes.load(std::memory_order_relaxed) + len, std::memory_order_relaxed);
        if (len > stats_.longest.load(std::memory_order_relaxed))
            stats_.longest.store(len, std::memory_order_relaxed);
    }

    LaneStats &stats_;
    LinkBoard &link_;
    std::jthread thread_;
};

}  // namespace capture

int main() {
    std::array<capture::LaneStats, capture::kMaxLanes> stats;
    capture::LinkBoard link;
    {
        std::vector<std::unique_ptr<capture::Lane>> lanes;
        for (auto &s : stats) lanes.push_back(std::make_unique<capture::Lane>(s, link));
        std::jthread netlink([&] {
            for (std::uint32_t i = 0; i < 20; ++i) {
                link.set_speed(i % 2 ? 1000 : 10000);
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        });
        link.set_mtu(9000);
        for (int i = 0; i < 3; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            std::uint64_t packets = 0;
            for (const auto &s : stats) packets += s.packets.load(std::memory_order_relaxed);
            std::printf("%llu packets, %u flaps\n", static_cast<unsigned long long>(packets),
                        link.snapshot().flaps);
        }
    }
}
