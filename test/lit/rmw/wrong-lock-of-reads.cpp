// RUN: %tocsin %s
// STD: c++17
// All who read hold one lock, the only one who writes holds another.
#include <mutex>
#include <numeric>
#include <vector>

class Scheduler {
  mutable std::mutex QueueMu, TenantMu;
  std::vector<int> Queue, Weights, Limits;
  int Total = 0;

public:
  void submit(int Job) {
    std::lock_guard<std::mutex> G(QueueMu);
    Queue.push_back(Job);
  }
  int next() {
    std::lock_guard<std::mutex> G(QueueMu);
    int Job = Queue.back();
    Queue.pop_back();
    return Job;
  }
  void addTenant(int Weight) {
    std::lock_guard<std::mutex> G(QueueMu);
    Weights.push_back(Weight); // EXPECT: lost-update
  }
  void addLimit(int Limit) {
    std::lock_guard<std::mutex> G(TenantMu);
    Limits.push_back(Limit);
  }
  int weight(unsigned Of) const {
    std::lock_guard<std::mutex> G(TenantMu);
    return Of < Weights.size() ? Weights[Of] : Limits.front();
  }
  int sum() const {
    std::lock_guard<std::mutex> G(TenantMu);
    return std::accumulate(Weights.begin(), Weights.end(), Limits.back());
  }
};
