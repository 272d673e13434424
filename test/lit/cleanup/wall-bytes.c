// RUN: %tocsin %s
// A time that leaves the program with the bytes of its record is one of the
// calendar, as is one that is days away; a span of minutes in memory is not.
#include <stdio.h>
#include <string.h>
#include <time.h>

struct datum { unsigned char *ptr; size_t size; };
int put(struct datum);

struct item { size_t size; void *data; };
int keep(struct item *);

struct lease { unsigned addr; time_t granted; };
struct ticket { unsigned addr; time_t sold; };
struct visit { unsigned addr; time_t entered; };
struct trash { unsigned addr; time_t thrown; };

int grant(unsigned addr) {
  struct lease l;
  memset(&l, 0, sizeof l);
  l.addr = addr;
  l.granted = time(NULL);
  struct datum d = {(unsigned char *)&l, sizeof l};
  return put(d);
}
int lapsed(const struct lease *l) { return time(NULL) - l->granted > 600; }

int sell(unsigned addr) {
  struct ticket t = {addr, time(NULL)};
  struct item i = {sizeof t, &t};
  return keep(&i);
}
int spoiled(const struct ticket *t) { return time(NULL) - t->sold > 600; }

void enter(struct visit *v) { v->entered = time(NULL); }
int stays(const struct visit *v) {
  return time(NULL) - v->entered > 600; // EXPECT: wall-clock-interval
}

// Seen as bytes, but they stay.
struct stall { unsigned addr; time_t let; };
void clear(struct stall *s) {
  char *p = (char *)s;
  memset(p, 0, sizeof *s);
}
unsigned digest(const struct stall *s) {
  const unsigned char *p = (const unsigned char *)s;
  unsigned h = 0;
  for (unsigned i = 0; i < sizeof s->addr; i++)
    h = h * 31 + p[i];
  return h;
}
void let(struct stall *s) { s->let = time(NULL); }
int vacant(const struct stall *s) {
  return time(NULL) - s->let > 600; // EXPECT: wall-clock-interval
}

struct booth { unsigned addr; time_t let; };
static int put_out(FILE *f, const void *p, size_t n) { return fwrite(p, n, 1, f) == 1; }
int save(FILE *f, struct booth *b) {
  b->let = time(NULL);
  return put_out(f, b, sizeof *b);
}
int empty(const struct booth *b) { return time(NULL) - b->let > 600; }

void throw_out(struct trash *t) { t->thrown = time(NULL); }
int rotten(const struct trash *t) { return time(NULL) - t->thrown > 3 * 86400; }
