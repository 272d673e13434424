#pragma once
#include <atomic>
#include <thread>

namespace poker {

// Ticket latch; the tables are short-lived and rarely contended.
class TicketLatch {
 public:
  void enter() noexcept {
    const unsigned mine = next_.fetch_add(1, std::memory_order_relaxed);
    while (serving_.load(std::memory_order_acquire) != mine) std::this_thread::yield();
  }
  void leave() noexcept {
    const unsigned now = serving_.load(std::memory_order_relaxed);
    serving_.store(now + 1, std::memory_order_release);
  }

 private:
  std::atomic<unsigned> next_{0};
  std::atomic<unsigned> serving_{0};
};

class Seated {
 public:
  explicit Seated(TicketLatch& l) noexcept : latch_(&l) { latch_->enter(); }
  Seated(Seated&& o) noexcept : latch_(o.latch_) { o.latch_ = nullptr; }
  Seated(const Seated&) = delete;
  ~Seated() {
    if (latch_) latch_->leave();
  }

 private:
  TicketLatch* latch_;
};

#define AT_TABLE(t) ::poker::Seated seated_guard_((t).latch)

}  // namespace poker
