#include "db.h"

int guilty(const char *page) {
  return set_hits(page, hits_of(page) + 1); // EXPECT: sql-lost-update
}

int corrected(const char *page) { return add_hits(page, 1); }

int moved(const char *from, const char *to) {
  return set_hits(to, hits_of(from));
}
