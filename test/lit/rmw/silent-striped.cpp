// RUN: %tocsin %s
// One lock per stripe; which one is computed from the key.
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

class Table {
  struct Stripe {
    std::mutex M;
    std::map<std::string, int> Rows;
    long Changes = 0;
  };
  Stripe Stripes[16];
  std::vector<std::mutex> Locks{16};
  std::vector<long> Counts = std::vector<long>(16);

  Stripe &of(const std::string &Key) {
    return Stripes[std::hash<std::string>()(Key) % 16];
  }

public:
  void put(const std::string &Key, int N) {
    Stripe &S = of(Key);
    std::lock_guard<std::mutex> L(S.M);
    if (!S.Rows.count(Key))
      S.Rows[Key] = N;
    ++S.Changes;
  }
  void count(unsigned I) {
    std::lock_guard<std::mutex> L(Locks[I % 16]);
    Counts[I % 16]++;
  }
  void reset() {
    for (Stripe &S : Stripes) {
      std::lock_guard<std::mutex> L(S.M);
      S.Changes = 0;
    }
  }
};
