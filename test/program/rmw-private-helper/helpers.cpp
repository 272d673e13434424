// No lock in this file, and none is missing: every caller holds it.
#include "table.hpp"

void Table::changed() { ++Changes; }

void Table::putLocked(const std::string &Key, int N) {
  if (Rows.find(Key) == Rows.end())
    Rows[Key] = N;
  changed();
}
