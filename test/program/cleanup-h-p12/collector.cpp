// STD: c++20
#include "collector.h"
#include <iostream>
#include <system_error>

namespace farm {

Collector::Collector(ArtifactIndex& index, std::chrono::hours keep, bool indexed) : index_(index), keep_(keep)
{
    worker_ = indexed ? std::thread(&Collector::indexedLoop, this) : std::thread(&Collector::scratchLoop, this);
}

Collector::~Collector()
{
    {
        std::lock_guard<std::mutex> g(qmu_);
        stop_ = true;
    }
    qcv_.notify_all();
    worker_.join();
}

void Collector::schedule()
{
    const auto cutoff = Clock::now() - keep_;
    for (auto& a : index_.olderThan(cutoff)) {
        std::lock_guard<std::mutex> g(qmu_);
        doomed_.push_back(std::move(a));
    }
    qcv_.notify_one();
}

bool Collector::next(Artifact& out)
{
    std::unique_lock<std::mutex> lk(qmu_);
    qcv_.wait(lk, [this] { return stop_ || !doomed_.empty(); });
    if (doomed_.empty())
        return false;
    out = std::move(doomed_.front());
    doomed_.pop_front();
    return true;
}

void Collector::scratchLoop()
{
    Artifact a;
    while (next(a)) {
        std::error_code ec;
        std::filesystem::remove(a.path, ec); // EXPECT: timestamp-cleanup
        if (ec)
            std::cerr << "collector: " << a.digest << ": " << ec.message() << '\n';
    }
}

void Collector::indexedLoop()
{
    Artifact a;
    while (next(a)) {
        if (!index_.forgetIfUnused(a.digest))
            continue;
        std::error_code ec;
        std::filesystem::remove(a.path, ec);
    }
}

} // namespace farm
