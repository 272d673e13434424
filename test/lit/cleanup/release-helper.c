// RUN: %tocsin %s
// The helper destroys what it is given; the age is looked at by its callers.
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct volume {
  struct volume *next;
  char mount[128];
  time_t last_used;
  time_t created;
  int mounts;
};

static void release_volume(struct volume *v) {
  rmdir(v->mount);
  v->mount[0] = 0;
}

void reap(struct volume *list, time_t ttl) {
  time_t now = time(NULL);
  for (struct volume *v = list; v; v = v->next)
    if (now - v->created > ttl)
      release_volume(v); // EXPECT: timestamp-cleanup
}

static void release_unmounted(struct volume *v) {
  if (v->mounts > 0)
    return;
  rmdir(v->mount);
  v->mount[0] = 0;
}

void reapUnmounted(struct volume *list, time_t ttl) {
  time_t now = time(NULL);
  for (struct volume *v = list; v; v = v->next)
    if (now - v->created > ttl)
      release_unmounted(v);
}
