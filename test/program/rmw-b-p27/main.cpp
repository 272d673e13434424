// STD: c++20
#include <cstdio>
#include <thread>

#include "book.h"

static void taker(Book& book, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    Book::Lock lk = book.hold();
    long ask = book.best_ask_with(lk);
    if (ask > 0 && ask < 110) book.submit_with(lk, true, ask, 5);
  }
}

static void maker(Book& book, int rounds) {
  uint64_t last = 0;
  for (int i = 0; i < rounds; ++i) {
    if (last != 0 && i % 3 == 0) book.replace(last, 101 + i % 12, 10);
    last = book.submit(false, 100 + i % 15, 10);
    if (i % 7 == 0) book.cancel(last);
  }
}

int main() {
  Book book;
  long shares = 0;
  std::thread tape([&book, &shares] {
    for (;;) {
      auto fills = book.wait_fills();
      if (fills.empty()) break;
      for (const auto& f : fills) shares += f.qty;
    }
  });
  std::vector<std::thread> traders;
  for (int i = 0; i < 2; ++i) traders.emplace_back(taker, std::ref(book), 500);
  for (int i = 0; i < 2; ++i) traders.emplace_back(maker, std::ref(book), 500);
  for (auto& t : traders) t.join();
  book.close();
  tape.join();
  std::printf("%ld shares traded\n", shares);
  return 0;
}
