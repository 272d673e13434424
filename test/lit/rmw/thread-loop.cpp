// RUN: %tocsin %s
// One lambda, as many threads as the loop makes.
#include <mutex>
#include <thread>
#include <vector>

long guilty(const std::vector<long> &Data, unsigned N) {
  long Sum = 0;
  std::vector<std::thread> Threads;
  for (unsigned I = 0; I < N; ++I)
    Threads.emplace_back([&Sum, &Data, I] {
      Sum += Data[I]; // EXPECT: lost-update
    });
  for (std::thread &T : Threads)
    T.join();
  return Sum;
}

long corrected(const std::vector<long> &Data, unsigned N) {
  long Sum = 0;
  std::mutex M;
  std::vector<std::thread> Threads;
  for (unsigned I = 0; I < N; ++I)
    Threads.emplace_back([&Sum, &M, &Data, I] {
      std::lock_guard<std::mutex> L(M);
      Sum += Data[I];
    });
  for (std::thread &T : Threads)
    T.join();
  return Sum;
}

long correctedParts(const std::vector<long> &Data, unsigned N) {
  std::vector<long> Parts(N);
  std::vector<std::thread> Threads;
  for (unsigned I = 0; I < N; ++I)
    Threads.emplace_back([&Parts, &Data, I] { Parts[I] += Data[I]; });
  long Sum = 0;
  for (unsigned I = 0; I < N; ++I) {
    Threads[I].join();
    Sum += Parts[I];
  }
  return Sum;
}
