// RUN: %tocsin %s
// The unlock stands in a deleter, or in whatever runs at the end of the scope.
#include <memory>
#include <mutex>
#include <utility>

template <class F> class ScopeExit {
  F Function;

public:
  explicit ScopeExit(F Function) : Function(std::move(Function)) {}
  ~ScopeExit() { Function(); }
};

struct Unlock {
  void operator()(std::mutex *M) const { M->unlock(); }
};

class Meter {
  std::mutex M;
  long Total = 0;

public:
  void reset() {
    std::lock_guard<std::mutex> L(M);
    Total = 0;
  }
  void scopeExit(long N) {
    M.lock();
    ScopeExit Leave([this] { M.unlock(); });
    Total += N;
  }
  void deleter(long N) {
    M.lock();
    std::unique_ptr<std::mutex, Unlock> Held(&M);
    Total += N;
  }
};
