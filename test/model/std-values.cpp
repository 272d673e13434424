// PACKAGE: libstdc++-12-dev
// FLAGS:
#include <algorithm>

void of(int A, int B) {
  std::min(A, B); // MODEL: pure
  std::max(A, B); // MODEL: pure
  std::clamp(A, B, 9); // MODEL: pure
}
