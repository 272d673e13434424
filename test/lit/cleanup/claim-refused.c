// RUN: %tocsin %s
// That a claim was refused says that somebody has it.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int claim(const char *seat) {
  int fd = open(seat, O_CREAT | O_EXCL | O_WRONLY, 0644);
  if (fd < 0)
    return -errno;
  close(fd);
  return 0;
}

int usurp(const char *seat) {
  struct stat st;
  for (int i = 0; i < 2; i++) {
    int rc = claim(seat);
    if (rc != -EEXIST)
      return rc;
    if (stat(seat, &st) < 0)
      return -errno;
    if (time(NULL) - st.st_mtime < 900)
      return -EBUSY;
    unlink(seat); // EXPECT: timestamp-cleanup
  }
  return -EAGAIN;
}

int claim_entry(const char *file);

int sweep(const char *file) {
  struct stat st;
  if (stat(file, &st) < 0 || time(NULL) - st.st_mtime < 900)
    return 0;
  if (claim_entry(file) != 0)
    return 0;
  return unlink(file); // EXPECT: file-toctou
}
