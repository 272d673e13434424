// RUN: %tocsin %s
// The table owns what its pointers lead to.
#include <map>
#include <memory>
#include <mutex>
#include <string>

struct Plan {
  unsigned long epoch;
  std::string steps;
};

class Plans {
  std::mutex M;
  std::map<int, Plan *> All;

public:
  unsigned long epochOf(int Id) {
    std::lock_guard<std::mutex> L(M);
    auto I = All.find(Id);
    return I == All.end() ? 0 : I->second->epoch;
  }
  const Plan *at(int Id) {
    std::lock_guard<std::mutex> L(M);
    auto I = All.find(Id);
    return I == All.end() ? nullptr : I->second;
  }
  void drop(int Id) {
    std::lock_guard<std::mutex> L(M);
    auto I = All.find(Id);
    if (I == All.end())
      return;
    delete I->second;
    All.erase(I);
  }
};

class SharedPlans {
  std::mutex M;
  std::map<int, std::shared_ptr<Plan>> All;

public:
  unsigned long epochOf(int Id) {
    std::lock_guard<std::mutex> L(M);
    auto I = All.find(Id);
    return I == All.end() ? 0 : I->second->epoch;
  }
  void drop(int Id) {
    std::lock_guard<std::mutex> L(M);
    All.erase(Id);
  }
};

void invalidate(Plans &P, int Id, unsigned long Epoch) {
  if (P.epochOf(Id) < Epoch)
    P.drop(Id); // EXPECT: timestamp-cleanup
}

void invalidateShared(SharedPlans &P, int Id, unsigned long Epoch) {
  if (P.epochOf(Id) < Epoch)
    P.drop(Id);
}
