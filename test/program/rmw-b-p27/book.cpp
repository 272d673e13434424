// STD: c++20
#include "book.h"

uint64_t Book::submit(bool buy, long price, long qty) {
  Lock lk(mu_);
  return submit_with(lk, buy, price, qty);
}

uint64_t Book::submit_with(Lock&, bool buy, long price, long qty) {
  Order o{next_id_++, buy, price, qty};
  match(o);
  if (o.qty > 0) rest(o);
  if (!fills_.empty()) cv_.notify_all();
  return o.id;
}

long Book::best_ask_with(Lock&) const { return asks_.empty() ? -1 : asks_.begin()->first; }

bool Book::cancel(uint64_t id) {
  auto lk = hold();
  return drop(id);
}

bool Book::replace(uint64_t id, long price, long qty) {
  auto lk = hold();
  auto it = side_.find(id);
  if (it == side_.end()) return false;
  bool buy = it->second;
  drop(id);
  submit_with(lk, buy, price, qty);
  return true;
}

std::vector<Fill> Book::wait_fills() {
  Lock lk(mu_);
  while (fills_.empty() && !closed_) cv_.wait(lk);
  std::vector<Fill> out;
  out.swap(fills_);
  for (const auto& f : out) volume_ += f.qty;
  return out;
}

void Book::close() {
  {
    Lock lk(mu_);
    closed_ = true;
  }
  cv_.notify_all();
}

void Book::match(Order& in) {
  auto& other = in.buy ? asks_ : bids_;
  while (in.qty > 0 && !other.empty()) {
    auto it = in.buy ? other.begin() : std::prev(other.end());
    bool crosses = in.buy ? it->first <= in.price : it->first >= in.price;
    if (!crosses) break;
    long q = it->second.qty < in.qty ? it->second.qty : in.qty;
    fills_.push_back({it->second.id, in.id, q, it->first});
    it->second.qty -= q;
    in.qty -= q;
    if (it->second.qty == 0) {
      side_.erase(it->second.id);
      other.erase(it);
    }
  }
}

void Book::rest(const Order& o) {
  (o.buy ? bids_ : asks_).emplace(o.price, o);
  side_[o.id] = o.buy;
}

bool Book::drop(uint64_t id) {
  auto it = side_.find(id);
  if (it == side_.end()) return false;
  auto& levels = it->second ? bids_ : asks_;
  for (auto l = levels.begin(); l != levels.end(); ++l) {
    if (l->second.id == id) {
      levels.erase(l);
      break;
    }
  }
  side_.erase(it);
  return true;
}
