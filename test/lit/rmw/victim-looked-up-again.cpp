// RUN: %tocsin %s
// What is to go was chosen in an earlier critical section; who takes it out
// looks for it again, so that nothing is lost.
#include <map>
#include <mutex>
#include <shared_mutex>

class Cache {
public:
  void corrected() {
    int Victim = 0;
    {
      std::shared_lock<std::shared_mutex> L(M);
      if (Bytes < 100)
        return;
      for (auto &Slot : Slots)
        if (Slot.second < 10)
          Victim = Slot.first;
    }
    erase(Victim);
  }

  void guilty(int N) {
    long Seen;
    {
      std::shared_lock<std::shared_mutex> L(M);
      Seen = Bytes;
    }
    std::unique_lock<std::shared_mutex> L(M);
    Bytes = Seen - N; // EXPECT: lost-update
  }

  void add(int Key, long Size) {
    std::unique_lock<std::shared_mutex> L(M);
    if (Slots.emplace(Key, Size).second)
      Bytes += Size;
  }

private:
  void erase(int Key) {
    std::unique_lock<std::shared_mutex> L(M);
    auto It = Slots.find(Key);
    if (It == Slots.end())
      return;
    Bytes -= It->second;
    Slots.erase(It);
  }

  std::shared_mutex M;
  std::map<int, long> Slots;
  long Bytes = 0;
};

void use(Cache &C) {
  C.corrected();
  C.guilty(1);
  C.add(1, 2);
}
