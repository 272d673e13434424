// RUN: %tocsin %s
// Two lambdas on two threads share the local that both capture.
#include <atomic>
#include <future>
#include <thread>
#include <vector>

long guilty(long Rounds) {
  long Sum = 0;
  auto Work = [&Sum, Rounds] {
    for (long I = 0; I < Rounds; ++I)
      Sum += 1; // EXPECT: lost-update
  };
  std::thread A(Work), B(Work);
  A.join();
  B.join();
  return Sum;
}

long guiltyAsync(const std::vector<long> &Data) {
  long Sum = 0;
  auto First = std::async(std::launch::async, [&] { Sum += Data[0]; }); // EXPECT: lost-update
  Sum += Data[1]; // EXPECT: lost-update
  First.get();
  return Sum;
}

long corrected(long Rounds) {
  std::atomic<long> Sum{0};
  auto Work = [&Sum, Rounds] {
    for (long I = 0; I < Rounds; ++I)
      Sum += 1;
  };
  std::thread A(Work), B(Work);
  A.join();
  B.join();
  return Sum;
}

long correctedAfter(const std::vector<long> &Data) {
  long Sum = 0;
  auto First = std::async(std::launch::async, [&] { Sum += Data[0]; });
  First.get();
  Sum += Data[1];
  return Sum;
}

long correctedCopy(long Rounds) {
  long Sum = 0;
  std::thread A([Sum, Rounds]() mutable { Sum += Rounds; });
  std::thread B([Sum, Rounds]() mutable { Sum -= Rounds; });
  A.join();
  B.join();
  return Sum;
}
