// STD: c++20
#include <algorithm>

#include "table.h"

namespace poker {

int64_t take_from_stack(Table& t, int seat, int64_t chips) {
  Player& p = t.seats[size_t(seat)];
  const int64_t paid = std::min(chips, p.stack);
  p.stack -= paid;
  t.pot += paid;
  return paid;
}

void raise_high_bet(Table& t, int64_t chips) {
  if (chips > t.high_bet) t.high_bet = chips;
}

int64_t rake_of(Table& t) {
  const int64_t r = t.pot / 20;
  t.pot -= r;
  t.rake += r;
  return r;
}

}  // namespace poker
