// STD: c++20
#include "job_queue.h"

#include <utility>

namespace jobs {

// Gives jobs of vanished workers back to the queue; returns how many.
std::size_t JobQueue::requeueStuck(int maxAttempts) {
    std::deque<Job> orphans;
    {
        Synchronize sync(monitor_);
        for (auto& [id, job] : running_)
            orphans.push_back(std::move(job));
        running_.clear();
        for (const Job& j : orphans)
            if (j.attempts < maxAttempts)
                pushBack(j);
    }
    std::size_t kept = 0;
    for (const Job& j : orphans) {
        if (j.attempts < maxAttempts)
            ++kept;
        else
            noteDropped(); // EXPECT: lost-update
    }
    return kept;
}

void JobQueue::cancel(std::uint64_t id) {
    Synchronize sync(monitor_);
    for (auto it = ready_.begin(); it != ready_.end(); ++it) {
        if (it->id == id) {
            ready_.erase(it);
            noteDropped();
            return;
        }
    }
}

// For maintenance: stops handing out jobs, but only when nothing is running.
bool JobQueue::pauseIfIdle() {
    bool idle;
    {
        Synchronize sync(monitor_);
        idle = running_.empty();
    }
    if (!idle)
        return false;
    Synchronize sync(monitor_);
    paused_ = true; // EXPECT-MISS: check-then-act
    return true;
}

void JobQueue::setPaused(bool p) {
    Synchronize sync(monitor_);
    paused_ = p;
    if (!paused_)
        monitor_.signalAll();
}

} // namespace jobs
