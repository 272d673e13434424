// RUN: %tocsin %s
// What shows that a file is in use: a lock that is still held, a name beside it
// or among those who hold one, the process's own number in its name.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
struct pool {
  int root, holds, busy_dir, meta;
};
static int old(int d, const char *n, time_t cut) {
  struct stat st;
  return fstatat(d, n, &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_mtime < cut;
}
static int marked(const char *path) {
  char b[300];
  snprintf(b, sizeof b, "%s.lock", path);
  return access(b, F_OK) == 0;
}
static int described(const char *path) {
  char b[300];
  snprintf(b, sizeof b, "%s.desc", path);
  return access(b, F_OK) == 0;
}
void a(const char *path, time_t cut) {
  if (old(AT_FDCWD, path, cut) && !marked(path))
    unlink(path);
}
void a2(const char *path, time_t cut) {
  if (old(AT_FDCWD, path, cut) && !described(path))
    unlink(path); // EXPECT: timestamp-cleanup
}
void b(struct pool *p, time_t cut, DIR *d) {
  struct dirent *e;
  while ((e = readdir(d)) != NULL) {
    if (!old(p->root, e->d_name, cut))
      continue;
    if (faccessat(p->holds, e->d_name, F_OK, 0) == 0 || errno != ENOENT)
      continue;
    unlinkat(p->root, e->d_name, 0);
  }
}
void b2(struct pool *p, time_t cut, DIR *d) {
  struct dirent *e;
  while ((e = readdir(d)) != NULL) {
    if (!old(p->root, e->d_name, cut))
      continue;
    if (faccessat(p->meta, e->d_name, F_OK, 0) == 0 || errno != ENOENT)
      continue;
    unlinkat(p->root, e->d_name, 0); // EXPECT: timestamp-cleanup
  }
}
void c(int d, const char *name, time_t cut) {
  char pre[32];
  snprintf(pre, sizeof pre, "tmp.%d.", (int)getpid());
  if (strncmp(name, pre, strlen(pre)) == 0 && old(d, name, cut))
    unlinkat(d, name, 0);
}
void c2(int d, const char *name, time_t cut) {
  char pre[32];
  snprintf(pre, sizeof pre, "tmp.%d.", (int)getpid());
  if (strncmp(name, pre, strlen(pre)) != 0 && old(d, name, cut))
    unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}
void c3(int d, const char *name, time_t cut) {
  if (atoi(name) != getpid())
    return;
  if (old(d, name, cut))
    unlinkat(d, name, 0);
}
void c4(int d, const char *name, time_t cut) {
  if (atoi(name) == getpid())
    return;
  if (old(d, name, cut))
    unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}
static int idle_probe(int d, const char *name) {
  int fd = openat(d, name, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return 0;
  int ok = flock(fd, LOCK_EX | LOCK_NB) == 0;
  close(fd);
  return ok;
}
void d1(int d, const char *name, time_t cut) {
  int fd = openat(d, name, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  int ok = flock(fd, LOCK_EX | LOCK_NB) == 0;
  close(fd);
  if (ok && old(d, name, cut))
    unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}
void d2(int d, const char *name, time_t cut) {
  if (idle_probe(d, name) && old(d, name, cut))
    unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}
void d3(int d, const char *name, time_t cut) {
  int fd = openat(d, name, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    close(fd);
    return;
  }
  flock(fd, LOCK_UN);
  if (old(d, name, cut))
    unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
  close(fd);
}
void d4(int d, const char *name, time_t cut) {
  int fd = openat(d, name, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
    if (old(d, name, cut))
      unlinkat(d, name, 0);
  }
  close(fd);
}
