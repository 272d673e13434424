// STD: c++20
#include "shader_cache.h"

#include <cstdio>

namespace gfx {

namespace fs = std::filesystem;

void RemovalQueue::push(fs::path p) {
    {
        std::lock_guard lk(mu_);
        q_.push_back(std::move(p));
    }
    cv_.notify_one();
}

std::optional<fs::path> RemovalQueue::pop() {
    std::unique_lock lk(mu_);
    cv_.wait(lk, [this] { return down_ || !q_.empty(); });
    if (q_.empty()) return std::nullopt;
    fs::path p = std::move(q_.front());
    q_.pop_front();
    return p;
}

void RemovalQueue::shutdown() {
    {
        std::lock_guard lk(mu_);
        down_ = true;
    }
    cv_.notify_all();
}

void RemovalThread::run() {
    while (auto file = q_.pop()) {
        std::error_code ec;
        fs::remove(*file, ec); // EXPECT: timestamp-cleanup
        if (ec) std::fprintf(stderr, "shader cache: %s: %s\n", file->c_str(), ec.message().c_str());
    }
}

}  // namespace gfx
