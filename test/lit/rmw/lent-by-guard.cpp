// RUN: %tocsin %s
// A value that is only got at through an object that holds the lock.
#include <mutex>
#include <utility>

template <class T> class Lent {
  T *To;
  std::unique_lock<std::mutex> Held;

public:
  Lent(T *P, std::unique_lock<std::mutex> L) : To(P), Held(std::move(L)) {}
  T &operator*() const { return *To; }
  T *operator->() const { return To; }
};

template <class T> class Guarded {
  mutable std::mutex M;
  T Value{};

public:
  Lent<T> write() { return Lent<T>(&Value, std::unique_lock(M)); }
  Lent<const T> read() const {
    return Lent<const T>(&Value, std::unique_lock(M));
  }
};

class Till {
  Guarded<long> Cents;

public:
  void guilty(long N) {
    long Seen = *Cents.read();
    *Cents.write() = Seen + N; // EXPECT: lost-update
  }
  void corrected(long N) {
    auto Held = Cents.write();
    *Held = *Held + N;
  }
};
