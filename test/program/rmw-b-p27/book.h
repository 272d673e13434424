#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>

struct Order {
  uint64_t id;
  bool buy;
  long price;
  long qty;
};

struct Fill {
  uint64_t maker, taker;
  long qty, price;
};

class Book {
 public:
  using Lock = std::unique_lock<std::mutex>;

  Lock hold() { return Lock(mu_); }

  uint64_t submit(bool buy, long price, long qty);
  bool cancel(uint64_t id);
  bool replace(uint64_t id, long price, long qty);
  std::vector<Fill> wait_fills();
  void close();

  // The caller passes the lock it got from hold().
  uint64_t submit_with(Lock& lk, bool buy, long price, long qty);
  long best_ask_with(Lock& lk) const;

 private:
  void match(Order& in);
  void rest(const Order& o);
  bool drop(uint64_t id);

  std::mutex mu_;
  std::condition_variable cv_;
  std::multimap<long, Order> bids_, asks_;
  std::unordered_map<uint64_t, bool> side_;
  std::vector<Fill> fills_;
  uint64_t next_id_ = 1;
  long volume_ = 0;
  bool closed_ = false;
};
