// RUN: %tocsin %s
// A lambda that is called at once runs under the lock of the one who calls it.
#include <algorithm>
#include <mutex>
#include <vector>

#define WITH_LOCK(M, Code)                                                     \
  [&]() -> decltype(auto) {                                                    \
    std::unique_lock<std::mutex> Held(M);                                      \
    Code;                                                                      \
  }()

class Meter {
  std::mutex M;
  long Total = 0;
  std::vector<long> Rows;

  template <class F> void locked(F Function) {
    std::lock_guard<std::mutex> L(M);
    Function();
  }

public:
  void reset() {
    std::lock_guard<std::mutex> L(M);
    Total = 0;
    Rows.clear();
  }
  long macro(long N) { return WITH_LOCK(M, return Total += N); }
  void inLambda(long N) {
    std::lock_guard<std::mutex> L(M);
    auto Add = [&] { Total += N; };
    Add();
  }
  void handedOver(long N) {
    locked([&] { Total += N; });
  }
  void algorithm() {
    std::lock_guard<std::mutex> L(M);
    std::for_each(Rows.begin(), Rows.end(), [this](long N) { Total += N; });
  }
};
