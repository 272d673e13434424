// RUN: %tocsin %s
// Before C++20 an order converts to a number: nothing is added at all.
// STD: c++17
#include <atomic>

static std::atomic<int> Refs{0};

void guilty() {
  Refs.fetch_add(std::memory_order_relaxed); // EXPECT: split-atomic
}

void guiltyStore() {
  Refs.store(std::memory_order_release); // EXPECT: split-atomic
}

void corrected() {
  Refs.fetch_add(1, std::memory_order_relaxed);
  Refs.store(0, std::memory_order_release);
}
