// RUN: %tocsin %s
// The comparison is turned around and leaves the function early.
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct segment {
  char path[256];
  time_t created;
  int readers;
};

int expire(struct segment *s, time_t cutoff) {
  if (s->created > cutoff)
    return 0;
  return unlink(s->path); // EXPECT: timestamp-cleanup
}

int expireUnread(struct segment *s, time_t cutoff) {
  if (s->created > cutoff)
    return 0;
  if (s->readers != 0)
    return 0;
  return unlink(s->path);
}
