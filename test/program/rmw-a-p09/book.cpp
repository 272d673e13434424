// STD: c++20
#include "book.h"

OrderBook::OrderBook() {
  st_.next_id += 1000;
  refreshTop(st_);
}

std::uint64_t OrderBook::assignId() { return st_.next_id++; }

std::uint64_t OrderBook::placeBid(int price, int quantity) {
  std::lock_guard<std::mutex> g(mu_);
  const std::uint64_t id = assignId();
  st_.bids.emplace(price, Order{id, price, quantity});
  matchCrossing(st_);
  return id;
}

std::uint64_t OrderBook::placeAsk(int price, int quantity) {
  std::lock_guard<std::mutex> g(mu_);
  const std::uint64_t id = assignId();
  st_.asks.emplace(price, Order{id, price, quantity});
  matchCrossing(st_);
  return id;
}

bool OrderBook::cancelBid(std::uint64_t id) {
  std::lock_guard<std::mutex> g(mu_);
  for (auto it = st_.bids.begin(); it != st_.bids.end(); ++it) {
    if (it->second.id == id) {
      st_.bids.erase(it);
      refreshTop(st_);
      return true;
    }
  }
  return false;
}

std::uint64_t OrderBook::traded() const {
  std::lock_guard<std::mutex> g(mu_);
  return st_.traded;
}

int OrderBook::bestBid() const {
  std::lock_guard<std::mutex> g(mu_);
  return st_.best_bid;
}
