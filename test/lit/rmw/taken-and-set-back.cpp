// RUN: %tocsin %s
// What is taken out and then set back loses what was added in between.
#include <atomic>
#include <mutex>

class Tally {
  std::mutex M;
  std::atomic<long> Sold{0};
  std::atomic<int> Stage{0};
  long Lost = 0;

public:
  void sell(long N) { Sold += N; }
  long guilty() {
    long Seen = Sold.load();
    Sold = 0; // EXPECT: split-atomic
    return Seen;
  }
  long corrected() { return Sold.exchange(0); }

  void lose(long N) {
    std::lock_guard<std::mutex> L(M);
    Lost += N;
  }
  long guiltySections() {
    long Seen;
    {
      std::lock_guard<std::mutex> L(M);
      Seen = Lost;
    }
    std::lock_guard<std::mutex> L(M);
    Lost = 0; // EXPECT: lost-update
    return Seen;
  }
  long correctedSection() {
    std::lock_guard<std::mutex> L(M);
    long Seen = Lost;
    Lost = 0;
    return Seen;
  }

  // A stage that is only ever set: nothing is added, nothing lost.
  void enter(int To) { Stage = To; }
  int leave() {
    int Was = Stage.load();
    Stage = 0;
    return Was;
  }
};
