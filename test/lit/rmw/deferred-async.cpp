// RUN: %tocsin %s
// STD: c++17
// What is put off runs in the thread that waits for it; what may be, need not.
#include <future>
#include <vector>

int sum_deferred(const std::vector<int> &Values) {
  int Sum = 0;
  for (int V : Values) {
    auto Job = std::async(std::launch::deferred, [&Sum, V] { Sum += V; });
    Job.get();
  }
  return Sum;
}

int sum_started(const std::vector<int> &Values) {
  int Sum = 0;
  std::vector<std::future<void>> Jobs;
  for (int V : Values)
    Jobs.push_back(std::async(std::launch::async, [&Sum, V] {
      Sum += V; // EXPECT: lost-update
    }));
  for (auto &J : Jobs)
    J.get();
  return Sum;
}

int sum_either(const std::vector<int> &Values) {
  int Sum = 0;
  std::vector<std::future<void>> Jobs;
  for (int V : Values)
    Jobs.push_back(std::async(std::launch::deferred | std::launch::async,
                              [&Sum, V] {
                                Sum += V; // EXPECT: lost-update
                              }));
  for (auto &J : Jobs)
    J.get();
  return Sum;
}
