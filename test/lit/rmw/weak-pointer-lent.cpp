// RUN: %tocsin %s
// STD: c++20
// The pointer may be one's own; what it points to is not.
#include <memory>
#include <thread>
#include <vector>

struct Bell {
  int Rung = 0;
  int rung() const { return Rung; }
};

static int guilty(const std::weak_ptr<Bell> &B) {
  if (B.expired())
    return 0;
  return B.lock()->rung(); // EXPECT: check-then-act
}
static int corrected(const std::weak_ptr<Bell> &B) {
  if (auto Held = B.lock())
    return Held->rung();
  return 0;
}

void listen(std::shared_ptr<Bell> B) {
  std::vector<std::jthread> Pool;
  for (int I = 0; I < 3; ++I)
    Pool.emplace_back([W = std::weak_ptr<Bell>(B)] {
      guilty(W);
      corrected(W);
    });
  B.reset();
}
