// RUN: %tocsin %s
// Read in one critical section, written back in the next.
#include <mutex>

struct Meter {
  std::mutex M;
  long Total = 0;
};

void guilty(Meter &A, long N) {
  A.M.lock();
  long Seen = A.Total;
  A.M.unlock();
  std::lock_guard<std::mutex> L(A.M);
  A.Total = Seen + N; // EXPECT: lost-update
}

void guiltyScopes(Meter &A, long N) {
  long Seen;
  {
    std::lock_guard<std::mutex> L(A.M);
    Seen = A.Total;
  }
  long Next = Seen + N;
  {
    std::lock_guard<std::mutex> L(A.M);
    A.Total = Next; // EXPECT: lost-update
  }
}

void corrected(Meter &A, long N) {
  std::lock_guard<std::mutex> L(A.M);
  long Seen = A.Total;
  A.Total = Seen + N;
}

// The value read is used for something else; the update itself is a fresh one.
void delta(Meter &A, long N) {
  A.M.lock();
  long Seen = A.Total;
  A.M.unlock();
  long Step = N > 10 ? 10 : N;
  std::lock_guard<std::mutex> L(A.M);
  A.Total += Step;
  (void)Seen;
}

// The second section looks again before it believes.
bool rechecked(Meter &A, long N) {
  A.M.lock();
  long Seen = A.Total;
  A.M.unlock();
  std::lock_guard<std::mutex> L(A.M);
  if (A.Total != Seen)
    return false;
  A.Total = Seen + N;
  return true;
}
