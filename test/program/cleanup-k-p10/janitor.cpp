// STD: c++20
#include "session_store.h"
#include <iostream>

namespace whiteboard {

void Janitor::scan(std::chrono::minutes idle) {
    auto ids = store_.editedBefore(Clock::now() - idle);
    if (ids.empty())
        return;
    {
        std::lock_guard lk(qmu_);
        for (auto& id : ids)
            doomed_.push_back(std::move(id));
    }
    cv_.notify_one();
}

void Janitor::stop() {
    {
        std::lock_guard lk(qmu_);
        stopping_ = true;
    }
    cv_.notify_all();
}

void Janitor::workerLoop() {
    for (;;) {
        std::string id;
        {
            std::unique_lock lk(qmu_);
            cv_.wait(lk, [this] { return stopping_ || !doomed_.empty(); });
            if (stopping_)
                return;
            id = std::move(doomed_.front());
            doomed_.pop_front();
        }
        const auto dir = store_.dirOf(id);
        if (!dir)
            continue;
        std::error_code ec;
        std::filesystem::remove_all(*dir, ec); // EXPECT: timestamp-cleanup
        if (ec)
            std::cerr << "janitor: " << *dir << ": " << ec.message() << '\n';
        store_.forget(id);
    }
}

} // namespace whiteboard
