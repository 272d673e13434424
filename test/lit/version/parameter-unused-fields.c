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
