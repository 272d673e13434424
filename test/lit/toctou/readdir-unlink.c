// RUN: %tocsin %s
// "Remove the empty files": one may have been filled since.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

void guilty(const char *dir) {
  DIR *d = opendir(dir);
  struct dirent *e;
  while (d && (e = readdir(d))) {
    char path[512];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
    if (lstat(path, &st) == 0 && st.st_size == 0)
      unlink(path); // EXPECT: file-toctou
  }
  if (d)
    closedir(d);
}
