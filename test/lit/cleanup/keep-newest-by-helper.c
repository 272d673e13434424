// RUN: %tocsin %s
// The list comes in order from the helper that reads it.
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct dump {
  char *path;
  time_t mtime;
  int readers;
};

struct dumps {
  struct dump *at;
  size_t n;
};

static int byAge(const void *l, const void *r) {
  const struct dump *a = l, *b = r;
  return a->mtime < b->mtime ? 1 : a->mtime > b->mtime ? -1 : 0;
}

static int bySize(const void *l, const void *r) {
  const struct dump *a = l, *b = r;
  return a->readers - b->readers;
}

static void order(struct dumps *all) {
  qsort(all->at, all->n, sizeof *all->at, byAge);
}

static void orderByReaders(struct dumps *all) {
  qsort(all->at, all->n, sizeof *all->at, bySize);
}

void prune(struct dumps *all, size_t keep) {
  order(all);
  for (size_t i = keep; i < all->n; i++)
    unlink(all->at[i].path); // EXPECT: timestamp-cleanup
}

void pruneUnread(struct dumps *all, size_t keep) {
  order(all);
  for (size_t i = keep; i < all->n; i++)
    if (all->at[i].readers == 0)
      unlink(all->at[i].path);
}

void pruneOther(struct dumps *all, size_t keep) {
  orderByReaders(all);
  for (size_t i = keep; i < all->n; i++)
    unlink(all->at[i].path);
}
