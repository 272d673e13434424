// RUN: %tocsin %s
// STD: c++20
// Telemetry agent: sensor freshness, upload pacing, token renewal.
#include <pthread.h>
#include <sys/stat.h>
#include <time.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>

namespace agent {

inline uint64_t monoMs() {
  timespec ts;
  ::clock_gettime(CLOCK_MONOTONIC, &ts);
  return uint64_t(ts.tv_sec) * 1000 + uint64_t(ts.tv_nsec) / 1000000;
}

struct Reading {
  uint64_t takenMs = 0;
  double value = 0;
};

class SensorBoard {
 public:
  // sampled by one thread per bus
  void update(unsigned idx, double v) {
    std::lock_guard<std::mutex> lk(mu_);
    board_[idx] = Reading{monoMs(), v};
  }

  unsigned staleCount(uint64_t maxAgeMs) const {
    std::lock_guard<std::mutex> lk(mu_);
    const uint64_t now = monoMs();
    unsigned n = 0;
    for (const auto& r : board_)
      if (r.takenMs && now - r.takenMs > maxAgeMs) ++n;
    return n;
  }

  bool fresh(unsigned idx, uint64_t nowMs, uint64_t maxAgeMs) const {
    std::lock_guard<std::mutex> lk(mu_);
    const uint64_t t = board_[idx].takenMs;
    const uint64_t age = nowMs > t ? nowMs - t : 0;
    return age <= maxAgeMs;
  }

 private:
  mutable std::mutex mu_;
  std::array<Reading, 48> board_{};
};

class UploadPacer {
 public:
  UploadPacer() {
    pthread_condattr_t a;
    pthread_condattr_init(&a);
    pthread_condattr_setclock(&a, CLOCK_MONOTONIC);
    pthread_cond_init(&cv_, &a);
    pthread_condattr_destroy(&a);
    pthread_mutex_init(&m_, nullptr);
  }
  ~UploadPacer() {
    pthread_cond_destroy(&cv_);
    pthread_mutex_destroy(&m_);
  }

  bool waitTurn(int64_t ms) {
    timespec dl;
    clock_gettime(CLOCK_MONOTONIC, &dl);
    dl.tv_sec += ms / 1000;
    dl.tv_nsec += (ms % 1000) * 1000000;
    if (dl.tv_nsec >= 1000000000) {
      dl.tv_nsec -= 1000000000;
      ++dl.tv_sec;
    }
    pthread_mutex_lock(&m_);
    int rc = 0;
    while (!kicked_ && rc == 0) rc = pthread_cond_timedwait(&cv_, &m_, &dl);
    bool was = kicked_;
    kicked_ = false;
    pthread_mutex_unlock(&m_);
    return was;
  }

  void kick() {
    pthread_mutex_lock(&m_);
    kicked_ = true;
    pthread_cond_signal(&cv_);
    pthread_mutex_unlock(&m_);
  }

 private:
  pthread_mutex_t m_;
  pthread_cond_t cv_;
  bool kicked_ = false;
};

// Seconds since the epoch, issued by the control plane.
struct Token {
  std::string text;
  time_t notAfter = 0;
};

bool tokenUsable(const Token& t) { return t.notAfter - ::time(nullptr) > 30; }

bool configChangedRecently(const char* path, time_t window) {
  struct stat st;
  if (::stat(path, &st) < 0) return false;
  return ::time(nullptr) - st.st_mtime < window;
}

void reportUptime(const SensorBoard& board, uint64_t bootMs) {
  std::printf("up %llu s, %u stale\n", (unsigned long long)((monoMs() - bootMs) / 1000),
              board.staleCount(5000));
}

}  // namespace agent
