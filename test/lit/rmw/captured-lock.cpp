// RUN: %tocsin %s
// A mutex that two lambdas capture is one mutex, whether it is a local or a
// reference that somebody handed in.
#include <mutex>
#include <thread>

int corrected() {
  int Seen = 0;
  std::mutex M;
  std::thread A([&] { std::lock_guard<std::mutex> L(M); Seen++; });
  std::thread B([&] { std::lock_guard<std::mutex> L(M); Seen++; });
  A.join();
  B.join();
  return Seen;
}

int guilty() {
  int Seen = 0;
  std::mutex M, K;
  std::thread A([&] { std::lock_guard<std::mutex> L(M); Seen++; }); // EXPECT: lost-update
  std::thread B([&] { std::lock_guard<std::mutex> L(K); Seen++; }); // EXPECT: lost-update
  A.join();
  B.join();
  return Seen;
}

void correctedByReference(long &Sum, std::mutex &M) {
  std::thread A([&] { std::lock_guard<std::mutex> L(M); Sum += 1; });
  std::thread B([&] { std::lock_guard<std::mutex> L(M); Sum += 2; });
  A.join();
  B.join();
}

void guiltyByReference(long &Sum, std::mutex &M) {
  std::thread A([&] { std::lock_guard<std::mutex> L(M); Sum += 1; });
  std::thread B([&] { Sum += 2; }); // EXPECT: lost-update
  A.join();
  B.join();
}

int main() {
  long Sum = 0;
  std::mutex M;
  correctedByReference(Sum, M);
  guiltyByReference(Sum, M);
  return corrected() + guilty();
}
