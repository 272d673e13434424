// RUN: %tocsin %s
// What runs once runs alone.
#include <mutex>
#include <pthread.h>
#include <thread>
#include <vector>

static std::vector<int> Primes;
static std::once_flag Once;
static int Limit;
static pthread_once_t Control = PTHREAD_ONCE_INIT;

static void setLimit() {
  if (Limit == 0)
    Limit = 100;
  Limit += 1;
}

static int count() {
  pthread_once(&Control, setLimit);
  std::call_once(Once, [] {
    for (int N = 2; N < Limit; ++N)
      if (Primes.empty() || N % Primes.back())
        Primes.push_back(N);
  });
  return Primes.size();
}

void run() {
  std::thread A([] { count(); }), B([] { count(); });
  A.join();
  B.join();
}
