// RUN: %tocsin %s
// One lock by several names: a reference, a pointer, another way to the object.
#include <memory>
#include <mutex>

struct Shard {
  std::mutex M;
  long Total = 0;
  struct {
    long Bytes = 0;
  } Stats;
};

class Store {
  std::unique_ptr<Shard> First = std::make_unique<Shard>();

public:
  Shard &shard() { return *First; }
  void direct() {
    std::lock_guard<std::mutex> L(First->M);
    First->Total++;
    First->Stats.Bytes++;
  }
  void reference() {
    Shard &S = *First;
    std::mutex &M = S.M;
    std::lock_guard<std::mutex> L(M);
    S.Total++;
    S.Stats.Bytes++;
  }
  void pointer() {
    Shard *S = First.get();
    std::lock_guard<std::mutex> L(S->M);
    First->Total++;
  }
  void getter() {
    std::lock_guard<std::mutex> L(shard().M);
    shard().Total++;
  }
  void elementOf() {
    Shard *S = First.get();
    long &Total = S->Total;
    std::lock_guard<std::mutex> L(S->M);
    Total++;
  }
};
