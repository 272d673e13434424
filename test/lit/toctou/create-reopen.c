// RUN: %tocsin %s
// What is opened again by name need not be what was created.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

void guilty(const char *path) {
  int fd = creat(path, 0600);
  if (fd < 0)
    return;
  close(fd);
  FILE *out = fopen(path, "a"); // EXPECT: create-then-name
  if (out) {
    fputs("secret", out);
    fclose(out);
  }
}

void corrected(const char *path) {
  int fd = creat(path, 0600);
  if (fd < 0)
    return;
  FILE *out = fdopen(fd, "a");
  if (out) {
    fputs("secret", out);
    fclose(out);
  }
}

// An exclusive open cannot be a second open of the same file: it fails.
void exclusive(const char *path) {
  int fd = creat(path, 0600);
  if (fd < 0)
    return;
  close(fd);
  unlink(path);
  FILE *out = fopen(path, "wx");
  if (out)
    fclose(out);
}
