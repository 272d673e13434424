#pragma once
#include "sync.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace media {

struct Frame {
    int64_t pts = 0;
    std::vector<uint8_t> data;
};

class FrameSink {
public:
    virtual ~FrameSink() = default;
    virtual bool present(const Frame& f) = 0;
};

class FrameQueue {
public:
    using LowCallback = std::function<void(size_t)>;

    FrameQueue(size_t capacity, LowCallback low);
    bool push(std::unique_ptr<Frame> f);
    std::unique_ptr<Frame> pop();
    void drop(int64_t olderThan);
    void setSink(FrameSink* s);
    bool presentNext();
    uint64_t dropped() const;

private:
    mutable Section sec_;
    std::deque<std::unique_ptr<Frame>> frames_;
    const size_t capacity_;
    LowCallback low_;
    FrameSink* sink_ = nullptr;
    uint64_t dropped_ = 0;
    uint64_t presented_ = 0;
    size_t bytes_ = 0;
};

}  // namespace media
