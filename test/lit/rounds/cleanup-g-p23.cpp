// RUN: %tocsin %s
// STD: c++20
// Circuit breaker in front of the payment provider.
#include <chrono>
#include <ctime>
#include <functional>
#include <iomanip>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

namespace pay {

struct Result {
  int status;
  std::string body;
};

class BreakerOpen : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class CircuitBreaker {
 public:
  enum class State { Closed, Open, HalfOpen };
  using Call = std::function<Result()>;
  using Log = std::function<void(const std::string&)>;

  CircuitBreaker(std::chrono::milliseconds coolDown, int threshold, Log log)
      : coolDown_(coolDown), threshold_(threshold), log_(std::move(log)) {}

  Result run(const Call& call) {
    admit();
    try {
      Result r = call();
      settle(r.status < 500);
      return r;
    } catch (...) {
      settle(false);
      throw;
    }
  }

  State state() const {
    std::lock_guard<std::mutex> lk(mu_);
    return state_;
  }

 private:
  static std::string stamp() {
    const std::time_t t = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm tm{};
    ::gmtime_r(&t, &tm);
    std::ostringstream os;
    os << std::put_time(&tm, "%Y-%m-%dT%H:%M:%SZ");
    return os.str();
  }

  void admit() {
    std::lock_guard<std::mutex> lk(mu_);
    if (state_ != State::Open) return;
    if (std::chrono::system_clock::now() - openedAt_ < coolDown_) // EXPECT: wall-clock-interval
      throw BreakerOpen("payment provider unavailable");
    state_ = State::HalfOpen;
    log_(stamp() + " breaker half-open");
  }

  void settle(bool good) {
    std::lock_guard<std::mutex> lk(mu_);
    if (good) {
      failures_ = 0;
      state_ = State::Closed;
      return;
    }
    if (state_ == State::HalfOpen || ++failures_ >= threshold_) {
      state_ = State::Open;
      openedAt_ = std::chrono::system_clock::now();
      log_(stamp() + " breaker open");
    }
  }

  const std::chrono::milliseconds coolDown_;
  const int threshold_;
  Log log_;
  mutable std::mutex mu_;
  State state_ = State::Closed;
  int failures_ = 0;
  std::chrono::system_clock::time_point openedAt_{};
};

// Polls the provider until the charge has left the pending state.
Result awaitSettlement(const std::function<Result()>& poll, std::chrono::seconds limit) {
  const std::time_t begun = std::time(nullptr);
  for (;;) {
    Result r = poll();
    if (r.status != 202) return r;
    if (std::time(nullptr) - begun > limit.count()) // EXPECT: wall-clock-interval
      throw std::runtime_error("settlement timed out");
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
  }
}

// The card's expiry is a calendar date.
bool cardExpired(std::chrono::system_clock::time_point validThrough) {
  return std::chrono::system_clock::now() > validThrough;
}

}  // namespace pay
