#ifndef STORE_H
#define STORE_H
#include <pthread.h>
struct item { struct item *next; char key[16]; int refs; long hits; };
struct store { pthread_mutex_t mu; struct item *head; long count; long evicted; };
struct item *store_find(struct store *s, const char *k);
void store_add_locked(struct store *s, struct item *i);
void store_drop(struct store *s, struct item *i);
void store_note_evict(struct store *s);
#endif
