// RUN: %tocsin %s
// STD: c++17
// Each turn asks whether the new value still is the greater one.
#include <atomic>

class Levels {
public:
  void raise(int Height) {
    int Max = Highest.load(std::memory_order_relaxed);
    while (Height > Max) {
      if (Highest.compare_exchange_weak(Max, Height)) {
        Max = Height;
        break;
      }
    }
  }
  void add(int N) {
    int Now = Sum.load();
    int Then = Now + N;
    while (!Sum.compare_exchange_weak(Now, Then)) // EXPECT: unchecked-version
      ;
  }

private:
  std::atomic<int> Highest{1}, Sum{0};
};

void use(Levels &L) {
  L.raise(3);
  L.add(1);
}
