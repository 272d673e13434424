// RUN: %tocsin %s
// REQUIRES: abseil
// STD: c++17
// Flow control credits of an RPC stream multiplexer.
#include <absl/base/thread_annotations.h>
#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>

#include <cstdint>
#include <deque>
#include <string>
#include <utility>

namespace mux {

class Wire {
 public:
  virtual ~Wire() = default;
  virtual bool Send(const std::string& frame) = 0;
};

class Stream {
 public:
  Stream(Wire* wire, int64_t window) : wire_(wire), credits_(window), window_(window) {}

  bool Write(std::string frame) {
    const int64_t need = static_cast<int64_t>(frame.size());
    absl::MutexLock l(&mu_);
    int64_t left = credits_ - need;
    if (left < 0) {
      struct Arg {
        Stream* s;
        int64_t n;
      } arg{this, need};
      auto enough = +[](Arg* a) {
        a->s->mu_.AssertHeld();
        return a->s->closed_ || a->s->credits_ >= a->n;
      };
      mu_.Await(absl::Condition(enough, &arg));
    }
    if (closed_) return false;
    credits_ = left; // EXPECT: lost-update
    out_.push_back(std::move(frame));
    return true;
  }

  // Same, for callers that can not block for ever.
  bool WriteFor(std::string frame, absl::Duration d) {
    const int64_t need = static_cast<int64_t>(frame.size());
    auto ready = [this, need] {
      mu_.AssertHeld();
      return closed_ || credits_ >= need;
    };
    absl::MutexLock l(&mu_);
    if (!mu_.AwaitWithTimeout(absl::Condition(&ready), d)) return false;
    if (closed_) return false;
    credits_ -= need;
    out_.push_back(std::move(frame));
    return true;
  }

  void OnWindowUpdate(int64_t delta) {
    absl::MutexLock l(&mu_);
    credits_ = credits_ + delta > window_ ? window_ : credits_ + delta;
  }

  bool Flush() {
    absl::ReleasableMutexLock l(&mu_);
    if (out_.empty()) return true;
    std::deque<std::string> batch;
    batch.swap(out_);
    const int round = flushes_;
    l.Release();
    for (const std::string& f : batch)
      if (!wire_->Send(f)) return false;
    flushes_ = round + 1; // EXPECT: lost-update
    return true;
  }

  void Close() {
    absl::MutexLock l(&mu_);
    closed_ = true;
    flushes_ = 0;
  }

  int flushes() const {
    absl::MutexLock l(&mu_);
    return flushes_;
  }

 private:
  Wire* const wire_;
  mutable absl::Mutex mu_;
  int64_t credits_ ABSL_GUARDED_BY(mu_);
  const int64_t window_;
  std::deque<std::string> out_ ABSL_GUARDED_BY(mu_);
  bool closed_ ABSL_GUARDED_BY(mu_) = false;
  int flushes_ = 0;
};

}  // namespace mux
