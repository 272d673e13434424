// RUN: %tocsin %s
// STD: gnu17
// A fixed element of an array is a field, and a byte names no file: nothing is
// put aside.
#include <time.h>
#include <unistd.h>

struct message {
  unsigned char version[2];
  unsigned size[2];
  char path[64];
  time_t made;
};

static void set_version(struct message *m, int major, int minor) {
  m->version[0] = major;
  m->version[1] = minor;
}
static void set_size(struct message *m, unsigned size) { m->size[1] = size; }
static void set_byte(struct message *m, int at, int to) { m->version[at] = to; }

void answer(struct message *m, time_t limit) {
  if (m->made < limit) {
    set_version(m, 1, 1);
    set_size(m, m->size[0]);
    set_byte(m, m->size[0], m->size[1]);
  }
}

void drop(struct message *m) {
  if (m->version[0] == 1 && m->size[1])
    unlink(m->path);
}
