// STD: c++20
#include "job_queue.h"

#include <utility>

namespace jobs {

void JobQueue::pushBack(Job job) {
    ready_.push_back(std::move(job));
    monitor_.signalAll();
}

void JobQueue::noteDropped() {
    dropped_ += 1;
}

std::uint64_t JobQueue::submit(std::string payload) {
    Synchronize sync(monitor_);
    Job j;
    j.id = nextId_++;
    j.payload = std::move(payload);
    const std::uint64_t id = j.id;
    pushBack(std::move(j));
    return id;
}

bool JobQueue::take(Job& out) {
    Synchronize sync(monitor_);
    while (!closed_ && (paused_ || ready_.empty()))
        monitor_.await();
    if (paused_ || ready_.empty())
        return false;
    out = std::move(ready_.front());
    ready_.pop_front();
    ++out.attempts;
    running_[out.id] = out;
    return true;
}

void JobQueue::done(std::uint64_t id) {
    Synchronize sync(monitor_);
    if (running_.erase(id))
        ++finished_;
}

void JobQueue::failed(std::uint64_t id) {
    Synchronize sync(monitor_);
    auto it = running_.find(id);
    if (it == running_.end())
        return;
    Job j = std::move(it->second);
    running_.erase(it);
    if (j.attempts < 3)
        pushBack(std::move(j));
    else
        noteDropped();
}

void JobQueue::close() {
    Synchronize sync(monitor_);
    closed_ = true;
    monitor_.signalAll();
}

} // namespace jobs
