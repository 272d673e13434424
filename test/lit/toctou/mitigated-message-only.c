// RUN: %tocsin %s
// The check only words a message or tunes a hint; it decides nothing.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int printed(const char *path) {
  struct stat st;
  if (stat(path, &st) == 0)
    printf("%s: owner %u\n", path, (unsigned)st.st_uid);
  return open(path, O_RDWR);
}

int announced(const char *path) {
  if (access(path, F_OK) == 0)
    puts("replacing the old file");
  return open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
}

int decided(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0)
    return -1;
  printf("%s: owner %u\n", path, (unsigned)st.st_uid);
  if (st.st_uid != 0)
    return -1;
  return open(path, O_RDWR); // EXPECT: file-toctou
}
