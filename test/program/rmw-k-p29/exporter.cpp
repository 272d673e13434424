// STD: c++20
#include "exporter.h"
#include <chrono>

namespace telemetry {

Exporter::Exporter(size_t capacity) : capacity_(capacity) {
    buffer_.reserve(capacity);
}

Exporter::~Exporter() {
    flushed_ += flushOnce(); // EXPECT: lost-update
    stopAndJoin();
}

bool Exporter::push(Span s) {
    std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
    if (!lk.owns_lock()) {
        ++dropped_; // EXPECT: lost-update
        return false;
    }
    if (buffer_.size() >= capacity_) {
        ++dropped_;
        return false;
    }
    buffer_.push_back(std::move(s));
    return true;
}

uint64_t Exporter::flushed() const {
    std::lock_guard<std::mutex> g(mu_);
    return flushed_;
}

size_t Exporter::flushOnce() {
    std::vector<Span> batch;
    uint64_t dropped;
    {
        std::lock_guard<std::mutex> g(mu_);
        batch.swap(buffer_);
        dropped = dropped_;
        dropped_ = 0;
    }
    if (batch.empty() && dropped == 0)
        return 0;
    return shipBatch(batch, dropped) ? batch.size() : 0;
}

void Exporter::run() {
    using namespace std::chrono_literals;
    while (!stopping()) {
        size_t n = flushOnce();
        if (n > 0) {
            std::lock_guard<std::mutex> g(mu_);
            flushed_ += n;
        } else {
            std::this_thread::sleep_for(200ms);
        }
    }
}

} // namespace telemetry
