#pragma once
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

namespace upload {

struct Candidate {
    std::string upload_id;
    std::filesystem::path dir;
};

class ReclaimQueue {
public:
    void push(Candidate c);
    std::optional<Candidate> take();
    void stop();

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<Candidate> q_;
    bool stopped_ = false;
};

// Walks the staging area and queues uploads that have been there for too long.
std::size_t scan_staging(const std::filesystem::path& staging, std::chrono::hours limit, ReclaimQueue& q);

// Runs on its own thread until the queue is stopped.
void reclaim_loop(ReclaimQueue& q);

}  // namespace upload
