// RUN: %tocsin %s
// A look that stands behind `||` belongs to the turn in which it is made.
#include <map>
#include <mutex>
#include <thread>

struct Job {
  int Stage = 0;
};
int nextName();

class Board {
  std::mutex Mu;
  std::map<int, Job> Jobs;

public:
  void queue(int Name) {
    std::lock_guard<std::mutex> G(Mu);
    Jobs.at(Name).Stage = 1;
  }

  void together() {
    for (;;) {
      int Name = nextName();
      std::lock_guard<std::mutex> G(Mu);
      auto It = Jobs.find(Name);
      if (It == Jobs.end() || It->second.Stage != 1)
        continue;
      It->second.Stage = 2;
    }
  }

  void apart() {
    for (;;) {
      int Name = nextName();
      {
        std::lock_guard<std::mutex> G(Mu);
        auto It = Jobs.find(Name);
        if (It == Jobs.end() || It->second.Stage != 1)
          continue;
      }
      std::lock_guard<std::mutex> G(Mu);
      ++Jobs.at(Name).Stage; // EXPECT: check-then-act
    }
  }
};

void run() {
  static Board B;
  std::thread One([] { B.together(); }), Two([] { B.apart(); });
  B.queue(nextName());
  One.join();
  Two.join();
}
