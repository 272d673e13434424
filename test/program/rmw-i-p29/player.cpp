// STD: c++20
#include "decoder.h"

#include <atomic>
#include <iostream>
#include <thread>

namespace {

class NullSink : public media::FrameSink {
public:
    bool present(const media::Frame& f) override {
        last_ = f.pts;
        ++shown_;
        return !f.data.empty();
    }

private:
    int64_t last_ = 0;
    uint64_t shown_ = 0;
};

}  // namespace

int main() {
    std::atomic<unsigned> low{0};
    NullSink sink;
    media::FrameQueue q(64, [&low](size_t) { low.fetch_add(1, std::memory_order_relaxed); });
    q.setSink(&sink);
    std::atomic<bool> stop{false};
    std::thread decoder([&] {
        for (int64_t pts = 0; pts < 10000; ++pts) {
            auto f = std::make_unique<media::Frame>();
            f->pts = pts;
            f->data.resize(512);
            while (!q.push(std::move(f))) {
                f = std::make_unique<media::Frame>();
                std::this_thread::yield();
            }
        }
        stop = true;
    });
    std::thread video([&] {
        while (!stop || q.presentNext())
            q.presentNext();
    });
    for (int i = 0; i < 10; ++i)
        q.drop(i * 100);
    decoder.join();
    video.join();
    std::cout << q.dropped() << ' ' << low << '\n';
}
