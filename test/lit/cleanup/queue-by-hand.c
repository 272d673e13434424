// RUN: %tocsin %s
// STD: gnu17
// A queue that the program makes itself: names are copied into a ring, or into
// records that are linked. Whoever takes one out does not look again.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct tape {
  char name[32];
  time_t written;
  int readers;
};
static struct tape tapes[64];
static pthread_mutex_t mu;

static struct {
  struct slot {
    char name[32];
  } slot[16];
  unsigned head, tail;
} ring, checked;

static void ring_put(const char *name) {
  strncpy(ring.slot[ring.head++ % 16].name, name, 32);
}
static void ring_get(char *out) {
  memcpy(out, ring.slot[ring.tail++ % 16].name, 32);
}
static void checked_put(const char *name) {
  strncpy(checked.slot[checked.head++ % 16].name, name, 32);
}
static void checked_get(char *out) {
  memcpy(out, checked.slot[checked.tail++ % 16].name, 32);
}

static int has_readers(const char *name) {
  for (int i = 0; i < 64; i++)
    if (!strcmp(tapes[i].name, name) && tapes[i].readers > 0)
      return 1;
  return 0;
}

void look(time_t limit) {
  pthread_mutex_lock(&mu);
  for (int i = 0; i < 64; i++)
    if (tapes[i].written < limit) {
      ring_put(tapes[i].name);
      checked_put(tapes[i].name);
    }
  pthread_mutex_unlock(&mu);
}

void wipe(void) {
  char name[32];
  ring_get(name);
  unlink(name); // EXPECT: timestamp-cleanup
}

void wipe_unread(void) {
  char name[32];
  checked_get(name);
  pthread_mutex_lock(&mu);
  if (!has_readers(name))
    unlink(name);
  pthread_mutex_unlock(&mu);
}

// In records.
struct job {
  struct job *next;
  char path[64];
};
static struct job *jobs;

static void push(const char *path) {
  struct job *j = calloc(1, sizeof *j);
  snprintf(j->path, sizeof j->path, "%s", path);
  j->next = jobs;
  jobs = j;
}

void look_at_file(const char *name) {
  struct stat st;
  char path[64];
  snprintf(path, sizeof path, "/srv/tapes/%s", name);
  if (stat(path, &st) == 0 && time(NULL) - st.st_mtime > 86400)
    push(path);
}

void wipe_job(void) {
  struct job *j = jobs;
  jobs = j->next;
  unlink(j->path); // EXPECT: timestamp-cleanup
  free(j);
}
