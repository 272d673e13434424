// RUN: %tocsin %s
// A directory is swept by modification time; a writer may have the file open.
#include <dirent.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

void sweep(const char *dir, time_t max_age) {
  DIR *d = opendir(dir);
  struct dirent *e;
  time_t now = time(NULL);
  while ((e = readdir(d)) != NULL) {
    char path[4096];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
      continue;
    if (now - st.st_mtime > max_age)
      unlink(path); // EXPECT: timestamp-cleanup, file-toctou
  }
  closedir(d);
}

void sweepUnused(const char *dir, time_t max_age) {
  DIR *d = opendir(dir);
  struct dirent *e;
  time_t now = time(NULL);
  while ((e = readdir(d)) != NULL) {
    char path[4096];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
    int fd = open(path, O_RDWR | O_NOFOLLOW);
    if (fd < 0)
      continue;
    if (fstat(fd, &st) == 0 && now - st.st_mtime > max_age &&
        flock(fd, LOCK_EX | LOCK_NB) == 0)
      unlink(path);
    close(fd);
  }
  closedir(d);
}
