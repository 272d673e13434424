// RUN: %tocsin %s
// STD: c++17
// Who loads without an order what it then shows in release order knows that
// nobody else writes it.
#include <array>
#include <atomic>
#include <cstddef>

struct Tick {
  int Bid = 0, Ask = 0;
};

class Ring {
public:
  bool push(const Tick &T) {
    std::size_t H = Head.load(std::memory_order_relaxed);
    std::size_t N = (H + 1) % Slots.size();
    if (N == Tail.load(std::memory_order_acquire))
      return false;
    Slots[H] = T;
    Head.store(N, std::memory_order_release);
    return true;
  }
  bool pop(Tick &T) {
    std::size_t At = Tail.load(std::memory_order_relaxed);
    if (At == Head.load(std::memory_order_acquire))
      return false;
    T = Slots[At];
    Tail.store((At + 1) % Slots.size(), std::memory_order_release);
    return true;
  }

private:
  std::array<Tick, 1024> Slots;
  std::atomic<std::size_t> Head{0}, Tail{0};
};

class Last {
public:
  void set(const Tick &T) {
    unsigned S = Seq.load(std::memory_order_relaxed);
    Seq.store(S + 1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    Now = T;
    Seq.store(S + 2, std::memory_order_release);
  }
  Tick get() const {
    for (;;) {
      unsigned Before = Seq.load(std::memory_order_acquire);
      Tick T = Now;
      std::atomic_thread_fence(std::memory_order_acquire);
      if (!(Before & 1) && Before == Seq.load(std::memory_order_relaxed))
        return T;
    }
  }

private:
  std::atomic<unsigned> Seq{0};
  Tick Now;
};

// Others count in one step.
class Both {
public:
  void add(long N) {
    long X = Sum.load(std::memory_order_relaxed);
    Sum.store(X + N, std::memory_order_release); // EXPECT: split-atomic
  }
  void one() { Sum.fetch_add(1); }

private:
  std::atomic<long> Sum{0};
};

// Nothing is shown to anybody.
class Stats {
public:
  void add(long N) {
    long X = Sum.load(std::memory_order_relaxed);
    Sum.store(X + N, std::memory_order_relaxed); // EXPECT: split-atomic
  }

private:
  std::atomic<long> Sum{0};
};

void use(Ring &R, Last &L, Both &B, Stats &S) {
  Tick T;
  R.push(T);
  R.pop(T);
  L.set(T);
  T = L.get();
  B.add(1);
  B.one();
  S.add(1);
}
