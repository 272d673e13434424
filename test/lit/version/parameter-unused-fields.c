// RUN: %tocsin %s
// What the caller has seen is not asked for: told at the first change.
#include <stdio.h>

struct part {
  int price;
  int stock;
  unsigned revision;
};

int guilty(struct part *p, int price, int stock, unsigned expected_revision) {
  printf("based on %u\n", expected_revision);
  p->price = price; // EXPECT: unchecked-version
  p->stock = stock;
  p->revision++;
  return 0;
}

int corrected(struct part *p, int price, int stock,
              unsigned expected_revision) {
  if (p->revision != expected_revision)
    return -1;
  p->price = price;
  p->stock = stock;
  p->revision++;
  return 0;
}

int guilty_whole(struct part *at, const struct part *with,
                 unsigned expected_revision) {
  unsigned next = at->revision + 1;
  (void)expected_revision;
  *at = *with; // EXPECT: unchecked-version
  at->revision = next;
  return 0;
}

int corrected_whole(struct part *at, const struct part *with,
                    unsigned expected_revision) {
  if (at->revision != expected_revision)
    return -1;
  *at = *with;
  at->revision = expected_revision + 1;
  return 0;
}
