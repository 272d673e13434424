// RUN: %tocsin %s
// The look at the end of a turn decides nothing about what was removed at its
// beginning; and the end of one's own lock is not decided by another's age.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct spool {
  char lock[256];
  int mine;
};

static int take(struct spool *s) {
  int fd = open(s->lock, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (fd < 0)
    return errno == EEXIST ? 0 : -1;
  if (write(fd, "x", 1) != 1) {
    close(fd);
    unlink(s->lock);
    return -1;
  }
  close(fd);
  s->mine = 1;
  return 1;
}

int spool_enter(struct spool *s) {
  struct stat st;
  for (int turn = 0; turn < 9; turn++) {
    int rc = take(s);
    if (rc)
      return rc;
    if (lstat(s->lock, &st) < 0)
      continue;
    if (time(NULL) - st.st_mtime > 600) {
      unlink(s->lock); // EXPECT: timestamp-cleanup
      continue;
    }
    sleep(1);
  }
  return -1;
}

int spool_feed(struct spool *s, int fd, const char *text, size_t n) {
  if (spool_enter(s) < 0)
    return -1;
  int rc = write(fd, text, n) == (ssize_t)n ? 0 : -1;
  if (s->mine)
    unlink(s->lock);
  return rc;
}
