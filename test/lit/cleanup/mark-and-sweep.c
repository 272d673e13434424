// RUN: %tocsin %s
// What a walk did not meet bears an older number: a sweep, not an age. Where no
// walk gives it, the number says that others came later.
#include <pthread.h>
#include <stdlib.h>

struct rule {
  struct rule *next;
  int id;
  int revision;
};
struct book {
  pthread_mutex_t lock;
  struct rule *rules;
};

struct rule *lookUp(struct book *b, int id) {
  struct rule *r;
  pthread_mutex_lock(&b->lock);
  for (r = b->rules; r && r->id != id; r = r->next)
    ;
  pthread_mutex_unlock(&b->lock);
  return r;
}

void renew(struct book *b, const int *ids, int n, int revision) {
  for (int i = 0; i < n; i++) {
    struct rule *r = lookUp(b, ids[i]);
    if (r)
      r->revision = revision;
  }
  struct rule **at = &b->rules;
  while (*at) {
    struct rule *r = *at;
    if (r->revision == revision) {
      at = &r->next;
      continue;
    }
    *at = r->next;
    free(r);
  }
}

void dropOlder(struct book *b, int revision) {
  pthread_mutex_lock(&b->lock);
  struct rule **at = &b->rules;
  while (*at) {
    struct rule *r = *at;
    if (r->revision == revision) {
      at = &r->next;
      continue;
    }
    *at = r->next;
    free(r); // EXPECT: timestamp-cleanup
  }
  pthread_mutex_unlock(&b->lock);
}
