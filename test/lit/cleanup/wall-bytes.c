// RUN: %tocsin %s
// A time that leaves the program with the bytes of its record is one of the
// calendar, as is one that is days away; a span of minutes in memory is not.
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

void throw_out(struct trash *t) { t->thrown = time(NULL); }
int rotten(const struct trash *t) { return time(NULL) - t->thrown > 3 * 86400; }
