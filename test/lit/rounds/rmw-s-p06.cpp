// RUN: %tocsin %s
// STD: c++20
// Audio stream of the conference client.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

enum class Link : std::uint8_t { Down, Connecting, Up };

struct Codec {
    explicit Codec(int rate) : rate(rate) {}
    int rate;
    std::vector<std::int16_t> frame = std::vector<std::int16_t>(960);
};

class AudioStream {
public:
    explicit AudioStream(int fd) : fd_(fd) {}
    AudioStream(const AudioStream&) = delete;
    AudioStream& operator=(const AudioStream&) = delete;
    ~AudioStream() { delete codec_.load(); }

    // Called by the user interface, the hot-key hook and the remote control.
    void toggle_mute() {
        muted_ = !muted_; // EXPECT: split-atomic
    }

    bool toggle_deaf() { return (deaf_.fetch_xor(1, std::memory_order_relaxed) & 1) == 0; }

    // Either the network thread or the owner ends the stream first.
    void hang_up(const char* why) {
        if (!ended_.test(std::memory_order_acquire)) {
            ended_.test_and_set(std::memory_order_acq_rel); // EXPECT: split-atomic
            std::fprintf(stderr, "stream ended: %s\n", why);
            ::close(fd_);
        }
    }

    void leave_room() {
        if (left_.test_and_set(std::memory_order_acq_rel))
            return;
        std::fputs("left the room\n", stderr);
    }

    Codec& codec() {
        Codec* c = codec_.load(std::memory_order_acquire);
        if (!c) {
            auto fresh = std::make_unique<Codec>(48000);
            if (codec_.compare_exchange_strong(c, fresh.get(), std::memory_order_acq_rel))
                c = fresh.release();
        }
        return *c;
    }

    bool connect() {
        auto want = Link::Down;
        if (!link_.compare_exchange_strong(want, Link::Connecting))
            return false;
        const bool ok = ::write(fd_, "HELO\n", 5) == 5;
        link_.store(ok ? Link::Up : Link::Down);
        return ok;
    }

    bool reconnect() {
        switch (link_.load()) {
        case Link::Connecting:
            return false;
        case Link::Up:
        case Link::Down:
            break;
        }
        link_.store(Link::Connecting); // EXPECT: split-atomic
        const bool ok = ::write(fd_, "HELO again\n", 11) == 11;
        link_.store(ok ? Link::Up : Link::Down);
        return ok;
    }

private:
    int fd_;
    std::atomic<bool> muted_{false};
    std::atomic<unsigned> deaf_{0};
    std::atomic_flag ended_{};
    std::atomic_flag left_{};
    std::atomic<Link> link_{Link::Down};
    std::atomic<Codec*> codec_{nullptr};
};

int main() {
    AudioStream stream(::dup(STDOUT_FILENO));
    stream.connect();
    std::vector<std::jthread> actors;
    for (const char* who : {"ui", "hotkey", "remote"})
        actors.emplace_back([&stream, who] {
            for (int i = 0; i < 100; ++i) {
                stream.toggle_mute();
                stream.toggle_deaf();
                if (stream.codec().frame.empty())
                    return;
            }
            if (!stream.reconnect())
                stream.leave_room();
            stream.hang_up(who);
        });
}
