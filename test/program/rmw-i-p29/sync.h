#pragma once
#include <condition_variable>
#include <mutex>

namespace media {

// Re-entrant section used all over the player.
class Section {
public:
    void enter() { m_.lock(); }
    void leave() { m_.unlock(); }

private:
    std::recursive_mutex m_;
};

class SectionGuard {
public:
    explicit SectionGuard(Section& s) : s_(&s) { s_->enter(); }
    ~SectionGuard() { release(); }
    SectionGuard(const SectionGuard&) = delete;
    SectionGuard& operator=(const SectionGuard&) = delete;
    void release() {
        if (s_) {
            s_->leave();
            s_ = nullptr;
        }
    }

private:
    Section* s_;
};

}  // namespace media
