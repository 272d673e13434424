// RUN: %tocsin %s
// STD: gnu17
// The helper leaves early with an error when the thing is in use; what else it
// may answer is a matter of the system.
#include <errno.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <time.h>
#include <unistd.h>

struct share {
  struct share *next;
  char at[64];
  time_t made;
  int users;
};

void join(struct share *s) { s->users++; }
void leave(struct share *s) { s->users--; }

static int detach(struct share *s) {
  if (s->users > 0)
    return -EBUSY;
  if (umount2(s->at, 0) < 0 && errno != EINVAL)
    return -errno;
  if (rmdir(s->at) < 0 && errno != ENOENT)
    return -errno;
  return 0;
}

void collect(struct share **all, time_t limit) {
  struct share *s = *all;
  if (s->made > limit)
    return;
  if (detach(s) < 0)
    return;
  *all = s->next;
  free(s);
}

static int detach_any(struct share *s) {
  if (s->at[0] == 0)
    return -EINVAL;
  if (umount2(s->at, MNT_DETACH) < 0 && errno != EINVAL)
    return -errno;
  if (rmdir(s->at) < 0 && errno != ENOENT)
    return -errno;
  return 0;
}

void collect_any(struct share *s, time_t limit) {
  if (s->made < limit)
    detach_any(s); // EXPECT: timestamp-cleanup
}
