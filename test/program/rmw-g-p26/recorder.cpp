// STD: c++20
#include "recorder.hpp"

#include <cstdio>
#include <utility>

namespace tele {

Recorder::Recorder(std::string dir, size_t limitBytes) : dir_(std::move(dir)), limit_(limitBytes) {
    pending_.clear();
    written_ = 0;
    flusher_ = std::thread(&Recorder::flushLoop, this);
    // segments left over from the previous run count against the quota
    queuedBytes_ += journalBacklog(dir_); // EXPECT: lost-update
}

Recorder::~Recorder() {
    stop_.store(true);
    size_t left;
    {
        SpinHolder h(lock_);
        left = pending_.size();
    }
    if (left > 100000)
        dropped_ += left; // EXPECT: lost-update
    flusher_.join();
    if (!pending_.empty()) {
        std::vector<Sample> rest(pending_.begin(), pending_.end());
        if (writeSegment(dir_, rest)) written_ += rest.size();
    }
    std::fprintf(stderr, "recorder: %llu written, %llu dropped\n",
                 static_cast<unsigned long long>(written_),
                 static_cast<unsigned long long>(dropped_));
}

bool Recorder::push(const Sample& s) {
    SpinHolder h(lock_);
    if (queuedBytes_ + sizeof s > limit_) {
        ++dropped_;
        return false;
    }
    pending_.push_back(s);
    queuedBytes_ += sizeof s;
    return true;
}

uint64_t Recorder::dropped() const {
    SpinHolder h(lock_);
    return dropped_;
}

uint64_t Recorder::written() const {
    SpinHolder h(lock_);
    return written_;
}

} // namespace tele
