// RUN: %tocsin %s
// STD: gnu17
/* Directory sweeps by age. Readers of the tree hold flock() on what they use. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
struct item { char name[256]; time_t mtime; };
struct list { struct item *v; size_t n; };
typedef int (*remover)(int, const char *, int);
static const time_t keep_for = 7 * 24 * 3600;
static const char *live[16];
static size_t live_n;
static bool is_live(const char *name) {
  for (size_t i = 0; i < live_n; i++)
    if (strcmp(live[i], name) == 0) return true;
  return false;
}
static bool outdated(int dir, const char *name) {
  struct stat st;
  if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode)) return false;
  return time(NULL) - st.st_mtime > keep_for;
}
static DIR *walk(int dir) {
  int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  return fd < 0 ? NULL : fdopendir(fd);
}

/* user of a segment */
int segment_use(int dir, const char *name) {
  int fd = openat(dir, name, O_RDWR | O_NOFOLLOW);
  if (fd >= 0 && flock(fd, LOCK_SH) == 0) return fd;
  if (fd >= 0) close(fd);
  return -1;
}

/* predicate in a helper */
int sweep(int dir) {
  int n = 0;
  DIR *d = walk(dir);
  for (struct dirent *e; d && (e = readdir(d));)
    if (outdated(dir, e->d_name) && unlinkat(dir, e->d_name, 0) == 0) n++; // EXPECT: timestamp-cleanup
  if (d) closedir(d);
  return n;
}
int sweep_locked(int dir) {
  int n = 0;
  DIR *d = walk(dir);
  for (struct dirent *e; d && (e = readdir(d));) {
    struct stat st;
    int fd = openat(dir, e->d_name, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) continue;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
        time(NULL) - st.st_mtime > keep_for && unlinkat(dir, e->d_name, 0) == 0) n++;
    close(fd);
  }
  if (d) closedir(d);
  return n;
}

/* early exit, deletion through a function pointer */
static void expire_one(int dir, const struct item *it, time_t now, remover rm) {
  if (it->mtime + keep_for > now) return;
  rm(dir, it->name, 0); // EXPECT: timestamp-cleanup
}
static void expire_one_live(int dir, const struct item *it, time_t now, remover rm) {
  if (it->mtime + keep_for > now) return;
  if (is_live(it->name)) return;
  rm(dir, it->name, 0);
}
void expire(int dir, const struct list *l, bool by_set) {
  time_t now = time(NULL);
  for (size_t i = 0; i < l->n; i++)
    by_set ? expire_one_live(dir, &l->v[i], now, unlinkat) : expire_one(dir, &l->v[i], now, unlinkat);
}

/* newest kept, the rest removed */
static int newer(const void *a, const void *b) {
  const struct item *x = a, *y = b;
  return (x->mtime < y->mtime) - (x->mtime > y->mtime);
}
void keep_newest(int dir, struct list *l, size_t keep) {
  qsort(l->v, l->n, sizeof *l->v, newer);
  for (size_t i = keep; i < l->n; i++) unlinkat(dir, l->v[i].name, 0); // EXPECT: timestamp-cleanup
}
void keep_newest_live(int dir, struct list *l, size_t keep) {
  qsort(l->v, l->n, sizeof *l->v, newer);
  for (size_t i = keep; i < l->n; i++) {
    if (is_live(l->v[i].name)) continue;
    unlinkat(dir, l->v[i].name, 0);
  }
}

/* work directories named after their process */
int drop_work(int dir, const struct item *it) {
  switch (it->name[0]) {
  case 'w':
    if (time(NULL) - it->mtime < keep_for) return 0;
    return unlinkat(dir, it->name, AT_REMOVEDIR); // EXPECT: timestamp-cleanup
  default:
    return 0;
  }
}
int drop_work_owner(int dir, const struct item *it) {
  pid_t owner = (pid_t)atoi(it->name + 1);
  if (it->name[0] != 'w' || owner <= 0 || time(NULL) - it->mtime < keep_for) goto keep;
  if (kill(owner, 0) == 0 || errno != ESRCH) goto keep;
  return unlinkat(dir, it->name, AT_REMOVEDIR);
keep:
  return 0;
}

/* numbers for the status page */
int count_old(int dir) {
  int n = 0;
  DIR *d = walk(dir);
  while (d) {
    struct dirent *e = readdir(d);
    if (!e) break;
    if (outdated(dir, e->d_name)) n++;
  }
  if (d) closedir(d);
  return n;
}
