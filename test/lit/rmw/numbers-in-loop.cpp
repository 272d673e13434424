// RUN: %tocsin %s
// Elements that are numbers, by a loop or an iterator.
#include <mutex>
#include <vector>

class Bins {
  std::mutex M;
  std::vector<long> Data;

public:
  void set(unsigned I, long N) {
    std::lock_guard<std::mutex> L(M);
    Data[I] = N;
  }
  void add(unsigned I, long N) {
    std::lock_guard<std::mutex> L(M);
    Data[I] += N;
  }
  void corrected() {
    std::lock_guard<std::mutex> L(M);
    for (long &X : Data)
      X += 1;
  }
  void guilty() {
    for (long &X : Data)
      X += 1; // EXPECT-MISS: lost-update
  }
};
