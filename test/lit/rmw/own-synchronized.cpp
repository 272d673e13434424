// RUN: %tocsin %s
// A synchronised value of one's own: get and set lock, one at a time.
#include <mutex>
#include <thread>

template <class T> class Synced {
  mutable std::mutex M;
  T V{};

public:
  T get() const {
    std::lock_guard<std::mutex> L(M);
    return V;
  }
  void set(T N) {
    std::lock_guard<std::mutex> L(M);
    V = N;
  }
  template <class F> void update(F &&Function) {
    std::lock_guard<std::mutex> L(M);
    V = Function(V);
  }
};

static Synced<long> Total;

void guilty() {
  Total.set(Total.get() + 1); // EXPECT: lost-update
}

void guiltyStatements() {
  long Seen = Total.get();
  Seen *= 2;
  Total.set(Seen); // EXPECT: lost-update
}

void guiltyCheck() {
  if (Total.get() < 0)
    Total.set(0); // EXPECT: check-then-act
}

void corrected() {
  Total.update([](long N) { return N + 1; });
}

void run() {
  std::thread A(guilty), B(guiltyStatements), C(guiltyCheck), D(corrected);
  A.join();
  B.join();
  C.join();
  D.join();
}
