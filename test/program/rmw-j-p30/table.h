#pragma once
#include <array>
#include <cstdint>

#include "latch.h"

namespace poker {

struct Player {
  uint32_t id = 0;
  int64_t stack = 0;
  bool folded = false;
};

struct Table {
  TicketLatch latch;
  std::array<Player, 9> seats{};
  int64_t pot = 0;
  int64_t rake = 0;
  int64_t high_bet = 0;
  int seated = 0;
  int hands = 0;
};

Seated hold(Table& t);
bool sit_down(Table& t, uint32_t id, int64_t buy_in);
bool bet(Table& t, int seat, int64_t chips);
void settle(Table& t, int winner);
void shift_end(Table& t);

// table_rules.cpp: table is held
int64_t take_from_stack(Table& t, int seat, int64_t chips);
void raise_high_bet(Table& t, int64_t chips);
int64_t rake_of(Table& t);

}  // namespace poker
