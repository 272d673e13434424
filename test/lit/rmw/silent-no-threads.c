// RUN: %tocsin %s
// A codec: tables on first use, counters, a volatile register, no thread.
#include <stdlib.h>

static unsigned *table;
static unsigned long total;
static volatile unsigned *status;

unsigned crc(unsigned crc, const unsigned char *data, unsigned long n) {
  if (!table) {
    table = malloc(256 * sizeof *table);
    if (!table)
      return 0;
    for (unsigned i = 0; i < 256; i++)
      table[i] = i << 24;
  }
  while (n--)
    crc = crc << 8 ^ table[(crc >> 24) ^ *data++];
  total += n;
  return crc;
}

void acknowledge(void) { *status |= 1; }

struct node {
  struct node *next;
  int refs;
};

void drop(struct node *n) {
  if (--n->refs == 0)
    free(n);
}
