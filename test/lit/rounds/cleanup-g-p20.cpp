// RUN: %tocsin %s
// STD: c++20
// Recorder: rolling video segments, retention in two steps so that the index
// lock is never held across slow disk deletes.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace fs = std::filesystem;

struct Segment {
  uint64_t id = 0;
  fs::path file;
  std::chrono::steady_clock::time_point sealed;
  int viewers = 0;
};

class SegmentIndex {
 public:
  void seal(uint64_t id, fs::path file) {
    std::lock_guard lk(mu_);
    segs_[id] = Segment{id, std::move(file), std::chrono::steady_clock::now(), 0};
  }

  bool openForPlayback(uint64_t id, fs::path* out) {
    std::lock_guard lk(mu_);
    auto it = segs_.find(id);
    if (it == segs_.end()) return false;
    ++it->second.viewers;
    *out = it->second.file;
    return true;
  }

  void closePlayback(uint64_t id) {
    std::lock_guard lk(mu_);
    if (auto it = segs_.find(id); it != segs_.end()) --it->second.viewers;
  }

  void collectOlderThan(std::chrono::minutes keep, const std::function<void(uint64_t)>& sink) {
    const auto now = std::chrono::steady_clock::now();
    std::lock_guard lk(mu_);
    for (const auto& [id, s] : segs_)
      if (now - s.sealed > keep) sink(id);
  }

  bool take(uint64_t id, Segment* out) {
    std::lock_guard lk(mu_);
    auto node = segs_.extract(id);
    if (node.empty()) return false;
    *out = std::move(node.mapped());
    return true;
  }

 private:
  std::mutex mu_;
  std::map<uint64_t, Segment> segs_;
};

class RetentionWorker {
 public:
  RetentionWorker(SegmentIndex& index, std::chrono::minutes keep)
      : index_(index), keep_(keep), thread_([this] { run(); }) {}

  ~RetentionWorker() {
    {
      std::lock_guard lk(qmu_);
      stop_ = true;
    }
    qcv_.notify_one();
    thread_.join();
  }

  // periodic timer of the recorder's main loop
  void schedule() {
    index_.collectOlderThan(keep_, [this](uint64_t id) {
      std::lock_guard lk(qmu_);
      doomed_.push_back(id);
    });
    qcv_.notify_one();
  }

 private:
  void run() {
    for (;;) {
      uint64_t id;
      {
        std::unique_lock lk(qmu_);
        qcv_.wait(lk, [this] { return stop_ || !doomed_.empty(); });
        if (stop_) return;
        id = doomed_.front();
        doomed_.pop_front();
      }
      Segment seg;
      if (!index_.take(id, &seg)) continue;
      std::error_code ec;
      if (!fs::remove(seg.file, ec)) // EXPECT: timestamp-cleanup
        std::fprintf(stderr, "segment %llu: %s\n", static_cast<unsigned long long>(id),
                     ec.message().c_str());
    }
  }

  SegmentIndex& index_;
  std::chrono::minutes keep_;
  std::mutex qmu_;
  std::condition_variable qcv_;
  std::deque<uint64_t> doomed_;
  bool stop_ = false;
  std::thread thread_;
};
