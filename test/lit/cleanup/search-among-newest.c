// RUN: %tocsin %s
// STD: gnu17
// The newest N are kept, and of the rest what a search through the names in use
// does not find goes. The search has a loop: its verdict is asked as a whole.
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct segment {
  char name[64];
  time_t mtime;
};
struct store {
  int dir;
  struct segment *all;
  size_t n;
};

static const char *held[16];
static size_t held_n;

static bool is_held(const char *name) {
  for (size_t i = 0; i < held_n; i++)
    if (strcmp(held[i], name) == 0)
      return true;
  return false;
}

static bool is_hidden(const char *name) {
  for (size_t i = 0; name[i]; i++)
    if (name[i] == '.')
      return true;
  return false;
}

static int by_age(const void *a, const void *b) {
  const struct segment *x = a, *y = b;
  return (x->mtime < y->mtime) - (x->mtime > y->mtime);
}

void keep_newest(struct store *s, size_t keep) {
  qsort(s->all, s->n, sizeof *s->all, by_age);
  for (size_t i = keep; i < s->n; i++) {
    if (is_hidden(s->all[i].name))
      continue;
    unlinkat(s->dir, s->all[i].name, 0); // EXPECT: timestamp-cleanup
  }
}

void keep_newest_and_held(struct store *s, size_t keep) {
  qsort(s->all, s->n, sizeof *s->all, by_age);
  for (size_t i = keep; i < s->n; i++) {
    if (is_held(s->all[i].name))
      continue;
    unlinkat(s->dir, s->all[i].name, 0);
  }
}
