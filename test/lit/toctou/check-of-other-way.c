// RUN: %tocsin %s
// A look that only happens where the use does not is no check of that use.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int guilty(const char *name, int keep) {
  struct stat st;
  if (keep && stat(name, &st) != 0)
    return -1;
  if (keep && st.st_size > 4096)
    return truncate(name, 4096); // EXPECT: file-toctou
  return 0;
}

int silent(const char *name, int keep) {
  struct stat st = {0};
  if (keep && stat(name, &st) != 0)
    return -1;
  if (!keep && st.st_size > 4096)
    return truncate(name, 4096);
  return 0;
}

int guilty_either(const char *name, int keep, int cut) {
  struct stat st = {0};
  if ((keep || cut) && stat(name, &st) != 0)
    return -1;
  if (!keep && st.st_size > 4096)
    return truncate(name, 4096); // EXPECT: file-toctou
  return 0;
}
