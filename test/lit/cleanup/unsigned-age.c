// RUN: %tocsin %s
// A time in the future makes an unsigned age huge.
#include <stdint.h>
#include <time.h>
#include <unistd.h>

struct blob {
  char path[64];
  uint64_t created;
  int users;
};

void drop(struct blob *b, uint64_t ttl) {
  uint64_t now = time(NULL);
  if (b->users == 0 && now - b->created > ttl) // EXPECT: unsigned-age
    unlink(b->path);
}

void dropChecked(struct blob *b, uint64_t ttl) {
  uint64_t now = time(NULL);
  if (b->users == 0 && now > b->created && now - b->created > ttl)
    unlink(b->path);
}

void dropAdded(struct blob *b, uint64_t ttl) {
  uint64_t now = time(NULL);
  if (b->users == 0 && b->created + ttl < now)
    unlink(b->path);
}
