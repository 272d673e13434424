// STD: gnu17
#include "store.h"
#include <string.h>
#include <stdlib.h>
struct item *store_find(struct store *s, const char *k) {
  struct item *i;
  for (i = s->head; i; i = i->next)
    if (!strcmp(i->key, k)) return i;
  return 0;
}
void store_add_locked(struct store *s, struct item *i) {
  i->next = s->head;
  s->head = i;
  s->count++;
}
void store_drop(struct store *s, struct item *i) {
  struct item **p;
  pthread_mutex_lock(&s->mu);
  for (p = &s->head; *p; p = &(*p)->next)
    if (*p == i) { *p = i->next; s->count--; break; }
  pthread_mutex_unlock(&s->mu);
  free(i);
}
void store_note_evict(struct store *s) {
  s->evicted++; // EXPECT: lost-update
}
