// STD: gnu17
#include <stdlib.h>
#include "session.h"

struct session_table g_sessions = { .lock = PTHREAD_MUTEX_INITIALIZER };

struct session *table_find(struct session_table *t, unsigned id)
{
	for (struct session *s = t->head; s; s = s->next)
		if (s->id == id)
			return s;
	return NULL;
}

static void bump(struct session_table *t)
{
	t->count++;
	if (t->count > t->peak)
		t->peak = t->count;
}

void table_link(struct session_table *t, struct session *s)
{
	s->next = t->head;
	t->head = s;
	bump(t);
}

void table_unlink(struct session_table *t, struct session *s)
{
	struct session **pp = &t->head;
	while (*pp && *pp != s)
		pp = &(*pp)->next;
	if (*pp) {
		*pp = s->next;
		t->count--;
	}
}

void table_expire(struct session_table *t, time_t now, int ttl)
{
	struct session **pp = &t->head;
	while (*pp) {
		struct session *s = *pp;
		if (now - s->last_seen > ttl) {
			*pp = s->next; // EXPECT-MISS: check-then-act
			t->expired++; // EXPECT-MISS: lost-update
			free(s);
		} else {
			pp = &s->next;
		}
	}
}
