#pragma once
#include "artifact_index.h"
#include <condition_variable>
#include <deque>
#include <thread>

namespace farm {

class Collector {
public:
    Collector(ArtifactIndex& index, std::chrono::hours keep, bool indexed);
    ~Collector();
    void schedule();

private:
    void scratchLoop();
    void indexedLoop();
    bool next(Artifact& out);

    ArtifactIndex& index_;
    std::chrono::hours keep_;
    std::mutex qmu_;
    std::condition_variable qcv_;
    std::deque<Artifact> doomed_;
    bool stop_ = false;
    std::thread worker_;
};

} // namespace farm
