// RUN: %tocsin %s
// The starter comes again while the thread that it has started may run.
#include <future>
#include <vector>

static long Seen, Once;
static std::vector<std::future<void>> Jobs;

static void request() {
  Jobs.push_back(std::async(std::launch::async, [] {
    Seen++; // EXPECT: lost-update
  }));
}

static void alone() {
  std::async(std::launch::async, [] { Once++; }).get();
}

int main() {
  for (int I = 0; I < 8; ++I)
    request();
  alone();
}
