// STD: c++20
#include <cstdio>
#include <functional>
#include <thread>

#include "book.h"

static void buyer(OrderBook& book) {
  for (int i = 0; i < 1000; ++i) {
    const auto id = book.placeBid(90 + i % 20, 5);
    if (i % 7 == 0) book.cancelBid(id);
  }
}

static void seller(OrderBook& book) {
  for (int i = 0; i < 1000; ++i) book.placeAsk(95 + i % 20, 5);
}

int main() {
  OrderBook book;
  std::thread a(buyer, std::ref(book)), b(seller, std::ref(book));
  a.join();
  b.join();
  std::printf("traded %llu best %d\n", (unsigned long long)book.traded(), book.bestBid());
}
