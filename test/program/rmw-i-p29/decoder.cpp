// STD: c++20
#include "decoder.h"

namespace media {

FrameQueue::FrameQueue(size_t capacity, LowCallback low) : capacity_(capacity), low_(std::move(low)) {
    dropped_ = 0;
    bytes_ += sizeof(*this);
}

bool FrameQueue::push(std::unique_ptr<Frame> f) {
    SectionGuard g(sec_);
    if (frames_.size() >= capacity_) {
        ++dropped_;
        return false;
    }
    bytes_ += f->data.size();
    frames_.push_back(std::move(f));
    return true;
}

std::unique_ptr<Frame> FrameQueue::pop() {
    SectionGuard g(sec_);
    if (frames_.empty())
        return nullptr;
    auto f = std::move(frames_.front());
    frames_.pop_front();
    const size_t left = frames_.size();
    g.release();
    bytes_ -= f->data.size(); // EXPECT: lost-update
    if (left < capacity_ / 4 && low_)
        low_(left);
    return f;
}

void FrameQueue::drop(int64_t olderThan) {
    std::deque<std::unique_ptr<Frame>> victims;
    {
        SectionGuard g(sec_);
        while (!frames_.empty() && frames_.front()->pts < olderThan) {
            bytes_ -= frames_.front()->data.size();
            victims.push_back(std::move(frames_.front()));
            frames_.pop_front();
        }
        dropped_ += victims.size();
    }
    for (auto& v : victims)
        v->pts = -1;
}

void FrameQueue::setSink(FrameSink* s) {
    SectionGuard g(sec_);
    sink_ = s;
}

bool FrameQueue::presentNext() {
    auto f = pop();
    if (!f)
        return false;
    f->pts += 1;
    SectionGuard g(sec_);
    if (!sink_ || !sink_->present(*f))
        ++dropped_;
    else
        ++presented_;
    return true;
}

uint64_t FrameQueue::dropped() const {
    SectionGuard g(sec_);
    return dropped_;
}

}  // namespace media
