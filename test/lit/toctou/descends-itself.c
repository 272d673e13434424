// RUN: %tocsin %s
// A function that calls itself for what it has looked at.
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

void guilty(const char *dir) {
  DIR *d = opendir(dir);
  struct dirent *e;
  if (!d)
    return;
  while ((e = readdir(d))) {
    char inner[PATH_MAX];
    struct stat st;
    snprintf(inner, sizeof inner, "%s/%s", dir, e->d_name);
    if (e->d_name[0] == '.' || lstat(inner, &st) != 0)
      continue;
    if (S_ISDIR(st.st_mode))
      guilty(inner); // EXPECT: file-toctou
    else
      unlink(inner);
  }
  closedir(d);
}

void corrected(int at, const char *name) {
  int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  DIR *d = fd < 0 ? NULL : fdopendir(fd);
  struct dirent *e;
  if (!d)
    return;
  while ((e = readdir(d))) {
    struct stat st;
    if (e->d_name[0] == '.' ||
        fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    if (S_ISDIR(st.st_mode))
      corrected(fd, e->d_name);
    else
      unlinkat(fd, e->d_name, 0);
  }
  closedir(d);
}

void start(void) { guilty("trash"); }
