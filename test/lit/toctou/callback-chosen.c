// RUN: %tocsin %s
// STD: gnu17
// Which function walks the tree is chosen first; each is told what nftw saw.
#define _XOPEN_SOURCE 700
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int remove_foreign(const char *path, const struct stat *st, int type,
                          struct FTW *at) {
  if (S_ISREG(st->st_mode) && st->st_uid != 0 && st->st_size == 0)
    unlink(path); // EXPECT: file-toctou
  return 0;
}
static int open_up(const char *path, const struct stat *st, int type,
                   struct FTW *at) {
  if (st->st_uid == 1000)
    chmod(path, 0644); // EXPECT: file-toctou
  return 0;
}
static int count(const char *path, const struct stat *st, int type,
                 struct FTW *at) {
  if (st->st_uid == 1000)
    printf("%s\n", path);
  return 0;
}
static int unused(const char *path, const struct stat *st, int type,
                  struct FTW *at) {
  if (st->st_uid == 1000)
    chmod(path, 0600);
  return 0;
}

int clean(const char *dir, int dry) {
  return nftw(dir, dry ? count : remove_foreign, 16, FTW_PHYS);
}

int repair(const char *dir, int dry) {
  int (*visit)(const char *, const struct stat *, int, struct FTW *) = count;
  if (!dry)
    visit = open_up;
  return nftw(dir, visit, 16, FTW_PHYS);
}

int (*const other)(const char *, const struct stat *, int,
                   struct FTW *) = unused;
