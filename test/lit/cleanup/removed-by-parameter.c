// RUN: %tocsin %s
// STD: gnu17
// What removes the file is handed to the helper; all calls hand over the same
// function, and nobody else can call it.
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

struct report {
  char name[64];
  time_t mtime;
};
typedef int (*remove_at)(int, const char *, int);

static void drop(int dir, const struct report *r, time_t now, remove_at away) {
  if (now - r->mtime < 86400)
    return;
  away(dir, r->name, 0); // EXPECT: timestamp-cleanup
}

static void drop_unlocked(int dir, const struct report *r, time_t now,
                          remove_at away) {
  int fd;
  if (now - r->mtime < 86400)
    return;
  fd = openat(dir, r->name, O_RDWR | O_NOFOLLOW);
  if (fd < 0)
    return;
  if (flock(fd, LOCK_EX | LOCK_NB) == 0)
    away(dir, r->name, 0);
  close(fd);
}

// What else it may be is not known.
static int show_at(int dir, const char *name, int flags) {
  return faccessat(dir, name, R_OK, flags);
}
static void either(int dir, const struct report *r, time_t now,
                   remove_at away) {
  if (now - r->mtime < 86400)
    return;
  away(dir, r->name, 0);
}

void sweep(int dir, const struct report *all, int n) {
  time_t now = time(NULL);
  for (int i = 0; i < n; i++)
    drop(dir, &all[i], now, unlinkat);
}

void sweep_unlocked(int dir, const struct report *all, int n) {
  time_t now = time(NULL);
  for (int i = 0; i < n; i++)
    drop_unlocked(dir, &all[i], now, unlinkat);
}

void show(int dir, const struct report *all, int n) {
  time_t now = time(NULL);
  for (int i = 0; i < n; i++)
    either(dir, &all[i], now, show_at);
}
