// RUN: %tocsin %s
// Between creation and chmod anybody can open the file, or swap it.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

void guiltyOpen(const char *path) {
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (fd < 0)
    return;
  write(fd, "secret", 6);
  close(fd);
  chmod(path, 0600); // EXPECT: create-then-name
}

void guiltyFopen(const char *path, uid_t owner) {
  FILE *out = fopen(path, "w");
  if (!out)
    return;
  chown(path, owner, (gid_t)-1); // EXPECT: create-then-name
  fclose(out);
}

void corrected(const char *path, uid_t owner) {
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd < 0)
    return;
  fchmod(fd, 0600);
  fchown(fd, owner, (gid_t)-1);
  write(fd, "secret", 6);
  close(fd);
}
