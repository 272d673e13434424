// RUN: %tocsin %s
// The store's own functions stand in the program, and share a helper that finds
// the entry.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
  char name[32], text[96];
  unsigned revision;
};
struct board {
  pthread_mutex_t lock;
  struct entry rows[64];
  int used;
};

static struct entry *find(struct board *b, const char *name) {
  for (int i = 0; i < b->used; i++)
    if (strcmp(b->rows[i].name, name) == 0)
      return &b->rows[i];
  return NULL;
}

int board_get(struct board *b, const char *name, char *text, size_t room,
              unsigned *revision) {
  pthread_mutex_lock(&b->lock);
  struct entry *e = find(b, name);
  if (e) {
    snprintf(text, room, "%s", e->text);
    if (revision)
      *revision = e->revision;
  }
  pthread_mutex_unlock(&b->lock);
  return e ? 0 : -1;
}

int board_put(struct board *b, const char *name, const char *text) {
  pthread_mutex_lock(&b->lock);
  struct entry *e = find(b, name);
  if (e) {
    snprintf(e->text, sizeof e->text, "%s", text);
    e->revision++;
  }
  pthread_mutex_unlock(&b->lock);
  return e ? 0 : -1;
}

int board_put_if(struct board *b, const char *name, const char *text,
                 unsigned expected_revision) {
  int rc = -1;
  pthread_mutex_lock(&b->lock);
  struct entry *e = find(b, name);
  if (e && e->revision == expected_revision) {
    snprintf(e->text, sizeof e->text, "%s", text);
    e->revision++;
    rc = 0;
  }
  pthread_mutex_unlock(&b->lock);
  return rc;
}

int guilty(struct board *b, const char *name) {
  char now[96], next[96];
  if (board_get(b, name, now, sizeof now, NULL) != 0)
    return -1;
  snprintf(next, sizeof next, "%d", atoi(now) + 1);
  return board_put(b, name, next); // EXPECT: unversioned-write
}

void ignored(struct board *b, const char *name) {
  char now[96], next[96];
  unsigned revision;
  if (board_get(b, name, now, sizeof now, &revision) != 0)
    return;
  snprintf(next, sizeof next, "%d", atoi(now) + 1);
  board_put_if(b, name, next, revision); // EXPECT: ignored-conflict
}

int corrected(struct board *b, const char *name) {
  char now[96], next[96];
  unsigned revision;
  do {
    if (board_get(b, name, now, sizeof now, &revision) != 0)
      return -1;
    snprintf(next, sizeof next, "%d", atoi(now) + 1);
  } while (board_put_if(b, name, next, revision) != 0);
  return 0;
}

static void *work(void *b) {
  guilty(b, "pump");
  ignored(b, "pump");
  corrected(b, "pump");
  return NULL;
}

int main(void) {
  static struct board b = {.lock = PTHREAD_MUTEX_INITIALIZER};
  pthread_t a, c;
  pthread_create(&a, NULL, work, &b);
  pthread_create(&c, NULL, work, &b);
  pthread_join(a, NULL);
  pthread_join(c, NULL);
}
