// STD: c++20
#include "table.h"

namespace poker {

Seated hold(Table& t) { return Seated(t.latch); }

bool sit_down(Table& t, uint32_t id, int64_t buy_in) {
  AT_TABLE(t);
  if (t.seated == int(t.seats.size())) return false;
  t.seats[size_t(t.seated)] = {id, buy_in, false};
  t.seated++;
  return true;
}

bool bet(Table& t, int seat, int64_t chips) {
  auto h = hold(t);
  if (seat >= t.seated || t.seats[size_t(seat)].folded) return false;
  const int64_t paid = take_from_stack(t, seat, chips);
  if (paid == 0) {
    t.seats[size_t(seat)].folded = true;
    return false;
  }
  raise_high_bet(t, paid);
  return true;
}

void settle(Table& t, int winner) {
  AT_TABLE(t);
  if (winner >= t.seated) return;
  rake_of(t);
  t.seats[size_t(winner)].stack += t.pot;
  t.pot = 0;
  t.high_bet = 0;
  t.hands++;
}

void shift_end(Table& t) {
  t.latch.enter();
  if (t.pot > 0) rake_of(t);
  for (Player& p : t.seats) p.folded = false;
  t.latch.leave();
}

}  // namespace poker
