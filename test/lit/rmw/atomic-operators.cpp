// RUN: %tocsin %s
// The variable is named twice, so it is touched twice.
#include <atomic>

struct Meter {
  std::atomic<int> Count{0};
  std::atomic<unsigned> Mask{0};
};

void guilty(Meter &M) {
  M.Count = M.Count + 1; // EXPECT: split-atomic
}

void guiltyFunction(Meter &M, int (*Next)(int)) {
  M.Count = Next(M.Count); // EXPECT: split-atomic
}

void guiltyMask(Meter &M, unsigned Bit) {
  M.Mask = M.Mask | Bit; // EXPECT: split-atomic
}

void guiltyToggle(Meter &M) {
  M.Mask = !M.Mask; // EXPECT: split-atomic
}

void corrected(Meter &M, unsigned Bit) {
  M.Count += 1;
  ++M.Count;
  M.Mask |= Bit;
  M.Mask ^= 1;
}
