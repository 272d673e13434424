// RUN: %tocsin %s
// STD: c++17
// What the caller has for itself is filled under the lock, in shared mode, of
// what it is filled from.
#include <map>
#include <mutex>
#include <shared_mutex>

struct Sweep {
  long First = 0;
};

class Catalog {
public:
  void begin(Sweep *S) {
    std::shared_lock<std::shared_mutex> L(M);
    if (!Items.empty())
      S->First = Items.begin()->first;
  }
  void add(long K) {
    std::unique_lock<std::shared_mutex> L(M);
    Items[K] = 1;
  }
  void addFast(long K) {
    std::shared_lock<std::shared_mutex> L(M);
    Items[K] = 1; // EXPECT: lost-update
  }

private:
  std::shared_mutex M;
  std::map<long, int> Items;
};

long use(Catalog &C) {
  Sweep S;
  C.begin(&S);
  C.add(1);
  C.addFast(2);
  return S.First;
}
