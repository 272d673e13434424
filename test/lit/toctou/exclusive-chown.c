// RUN: %tocsin %s
// A program that may give files away works in directories of others: the name
// of what it made anew may be swapped before.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int guilty(const char *name, uid_t user) {
  int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (fd < 0 || close(fd) != 0)
    return -1;
  return chown(name, user, (gid_t)-1); // EXPECT: create-then-name
}

// Its new owner may have renamed it by now.
int guiltyAfter(const char *name, uid_t user) {
  int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (fd < 0 || close(fd) != 0)
    return -1;
  if (chown(name, user, (gid_t)-1) != 0) // EXPECT: create-then-name
    return -1;
  return chmod(name, 0640); // EXPECT: create-then-name
}

int stillOwn(const char *name) {
  int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (fd < 0 || close(fd) != 0)
    return -1;
  return chmod(name, 0640);
}

int corrected(const char *name, uid_t user) {
  int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (fd < 0 || fchown(fd, user, (gid_t)-1) != 0)
    return -1;
  return close(fd);
}
