// RUN: %tocsin %s
// The lock is given up before the write that depends on what was read.
#include <mutex>

class Ids {
  std::mutex M;
  long Next = 1;

public:
  void skip(long N) {
    std::lock_guard<std::mutex> L(M);
    Next += N;
  }
  long guilty() {
    std::unique_lock<std::mutex> L(M);
    long Id = Next;
    L.unlock();
    Next = Id + 1; // EXPECT: lost-update
    return Id;
  }
  long guiltyScope() {
    long Id;
    {
      std::lock_guard<std::mutex> L(M);
      Id = Next;
    }
    Next = Id + 1; // EXPECT: lost-update
    return Id;
  }
  long corrected() {
    std::unique_lock<std::mutex> L(M);
    long Id = Next;
    Next = Id + 1;
    L.unlock();
    return Id;
  }
};
