// STD: c++20
#include "session_store.h"

#include <cstdio>
#include <unistd.h>

// Timer thread: find candidates, cheap.
void SessionStore::collectIdle(std::time_t maxIdle) {
    std::deque<Candidate> found;
    {
        std::lock_guard<std::mutex> lock(mu_);
        const std::time_t now = std::time(nullptr);
        for (const auto &[id, s] : sessions_)
            if (now - s.lastEdit > maxIdle) // EXPECT: wall-clock-interval
                found.push_back({id, maxIdle});
    }
    std::lock_guard<std::mutex> lock(queueMu_);
    queue_.insert(queue_.end(), found.begin(), found.end());
    queueCv_.notify_one();
}

bool SessionStore::closeSession(std::uint64_t id, std::time_t maxIdle) {
    std::lock_guard<std::mutex> lock(mu_);
    auto it = sessions_.find(id);
    if (it == sessions_.end())
        return false;
    EditSession &s = it->second;
    if (s.editors > 0 || std::time(nullptr) - s.lastEdit <= maxIdle)
        return false;
    if (::unlink(s.journal.c_str()) != 0)
        std::perror(s.journal.c_str());
    sessions_.erase(it);
    return true;
}

// Closer thread.
void SessionStore::runCloser() {
    for (;;) {
        Candidate c;
        {
            std::unique_lock<std::mutex> lock(queueMu_);
            queueCv_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            c = queue_.front();
            queue_.pop_front();
        }
        if (closeSession(c.id, c.maxIdle))
            std::printf("session %llu closed\n", static_cast<unsigned long long>(c.id));
    }
}

void SessionStore::stop() {
    std::lock_guard<std::mutex> lock(queueMu_);
    stopping_ = true;
    queueCv_.notify_all();
}
