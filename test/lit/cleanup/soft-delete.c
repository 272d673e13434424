// RUN: %tocsin %s
// Marked as deleted first, destroyed later.
#include <time.h>
#include <unistd.h>

struct file {
  char path[64];
  time_t created;
  time_t last_access;
  time_t deleted_at;
};

void purge(struct file *f, time_t now, time_t delay) {
  if (f->deleted_at != 0 && now - f->deleted_at > delay)
    unlink(f->path);
}

void purgeByAge(struct file *f, time_t now, time_t delay) {
  if (now - f->created > delay)
    unlink(f->path); // EXPECT: timestamp-cleanup
}
