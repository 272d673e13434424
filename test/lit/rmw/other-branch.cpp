// RUN: %tocsin %s
// What is read on one way and written on the other is no pair.
#include <atomic>

long fresh();

class Numbers {
  std::atomic<long> Last{0};

public:
  long corrected(bool Own) {
    long N = 0;
    if (!Own)
      N = Last.load();
    N += fresh();
    if (Own)
      Last.store(N);
    return N;
  }
  long guilty(bool Own) {
    long N = 0;
    if (Own)
      N = Last.load();
    N += fresh();
    if (Own)
      Last.store(N); // EXPECT: split-atomic
    return N;
  }
};
