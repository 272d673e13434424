// RUN: %tocsin %s
// Whoever may write the parent can put a link in the place of the directory.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int guilty(const char *path, uid_t owner) {
  if (mkdir(path, 0777) != 0)
    return -1;
  return chown(path, owner, (gid_t)-1); // EXPECT: create-then-name
}

// The mode is right from the first moment; no second step is needed.
int corrected(const char *path) { return mkdir(path, 0700); }

// What is there already may be anybody's.
int guilty_tolerant(const char *dir, uid_t user) {
  if (mkdir(dir, 0700) != 0 && errno != EEXIST)
    return -1;
  return chown(dir, user, (gid_t)-1); // EXPECT: create-then-name
}

int corrected_tolerant(const char *dir, uid_t user) {
  if (mkdir(dir, 0700) != 0 && errno != EEXIST)
    return -1;
  int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  int failed = fd < 0 || fchown(fd, user, (gid_t)-1) != 0;
  if (fd >= 0)
    close(fd);
  return failed;
}
