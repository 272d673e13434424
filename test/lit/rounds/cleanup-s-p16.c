// RUN: %tocsin %s
// STD: gnu17
/* Shared editing sessions of the wiki server. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>

#define SOFT_IDLE_MS (10 * 60 * 1000LL)
#define HARD_IDLE_MS (60 * 60 * 1000LL)

struct edit_session {
	LIST_ENTRY(edit_session) entries;
	uint32_t page;
	int users;
	int64_t last_active_ms;
	char *draft;
	size_t draft_len;
};

struct wiki {
	pthread_mutex_t mu;
	LIST_HEAD(, edit_session) sessions;
	unsigned nsessions;
};

static int64_t mono_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

struct edit_session *wiki_join(struct wiki *w, uint32_t page)
{
	struct edit_session *s;

	pthread_mutex_lock(&w->mu);
	LIST_FOREACH(s, &w->sessions, entries)
		if (s->page == page)
			break;
	if (!s && (s = calloc(1, sizeof(*s)))) {
		s->page = page;
		LIST_INSERT_HEAD(&w->sessions, s, entries);
		w->nsessions++;
	}
	if (s) {
		s->users++;
		s->last_active_ms = mono_ms();
	}
	pthread_mutex_unlock(&w->mu);
	return s;
}

void wiki_leave(struct wiki *w, struct edit_session *s)
{
	pthread_mutex_lock(&w->mu);
	s->users--;
	s->last_active_ms = mono_ms();
	pthread_mutex_unlock(&w->mu);
}

static void session_free(struct edit_session *s)
{
	free(s->draft);
	free(s);
}

void wiki_housekeeping(struct wiki *w)
{
	struct edit_session *s, *next;
	int64_t now = mono_ms();

	pthread_mutex_lock(&w->mu);
	for (s = LIST_FIRST(&w->sessions); s; s = next) {
		int64_t idle = now - s->last_active_ms;

		next = LIST_NEXT(s, entries);
		if (idle < SOFT_IDLE_MS)
			continue;
		if (s->users > 0 && idle < HARD_IDLE_MS)
			continue;
		LIST_REMOVE(s, entries);
		w->nsessions--;
		session_free(s); // EXPECT: timestamp-cleanup
	}
	pthread_mutex_unlock(&w->mu);
}

unsigned wiki_drop_idle(struct wiki *w, int64_t limit_ms)
{
	struct edit_session *s, *next;
	int64_t now = mono_ms();
	unsigned n = 0;

	pthread_mutex_lock(&w->mu);
	for (s = LIST_FIRST(&w->sessions); s; s = next) {
		next = LIST_NEXT(s, entries);
		if (s->users > 0 || now - s->last_active_ms < limit_ms)
			continue;
		LIST_REMOVE(s, entries);
		w->nsessions--;
		session_free(s);
		n++;
	}
	pthread_mutex_unlock(&w->mu);
	return n;
}
