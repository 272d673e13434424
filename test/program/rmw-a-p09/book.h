#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

struct Order {
  std::uint64_t id;
  int price;
  int quantity;
};

struct BookState {
  std::multimap<int, Order> bids;
  std::multimap<int, Order> asks;
  std::uint64_t next_id = 1;
  std::uint64_t traded = 0;
  int best_bid = 0;
};

// matching.cpp
void matchCrossing(BookState& st);
void refreshTop(BookState& st);

class OrderBook {
 public:
  OrderBook();
  std::uint64_t placeBid(int price, int quantity);
  std::uint64_t placeAsk(int price, int quantity);
  bool cancelBid(std::uint64_t id);
  std::uint64_t traded() const;
  int bestBid() const;

 private:
  std::uint64_t assignId();

  mutable std::mutex mu_;
  BookState st_;
};
