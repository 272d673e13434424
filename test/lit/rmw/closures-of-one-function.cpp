// RUN: %tocsin %s
// STD: c++20
// What a template makes of two closures of one function is two functions.
#include <mutex>
#include <thread>
#include <vector>

template <class T> class Guarded {
public:
  template <class F> auto with(F Run) {
    std::lock_guard<std::mutex> L(M);
    return Run(Value);
  }

private:
  std::mutex M;
  T Value{};
};

struct Pool {
  int Left = 3;
  int Taken = 0;
  int Total = 0;
};
static Guarded<Pool> Shared;

bool takeLate() {
  if (Shared.with([](Pool &P) { return P.Left == 0; }))
    return false;
  Shared.with([](Pool &P) { --P.Left; }); // EXPECT: check-then-act
  return true;
}

bool take() {
  return Shared.with([](Pool &P) {
    if (P.Left == 0)
      return false;
    P.Left -= 1;
    return true;
  });
}

void countLate() {
  int Seen = Shared.with([](auto &P) { return P.Taken; });
  Shared.with([&](auto &P) { P.Taken = Seen + 1; }); // EXPECT: lost-update
}

void count(int N) {
  Shared.with([](auto &P) { P.Taken++; });
  Shared.with([&](auto &P) { P.Total += N; });
}

int main() {
  std::vector<std::jthread> Crew;
  for (int I = 0; I < 4; ++I)
    Crew.emplace_back([I] {
      takeLate();
      take();
      countLate();
      count(I);
    });
}
