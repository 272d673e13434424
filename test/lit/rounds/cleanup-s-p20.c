// RUN: %tocsin %s
// STD: gnu17
/* Thumbnails of the photo service, kept decoded for the HTTP workers. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BUCKETS 64

struct thumb {
	struct thumb *next;
	unsigned long photo;
	int pins;
	time_t accessed;
	size_t len;
	unsigned char *pixels;
};

struct thumb_store {
	pthread_mutex_t lock;
	pthread_mutex_t sweep_lock;
	struct thumb *bucket[BUCKETS];
	unsigned long swept;
};

struct thumb *thumb_pin(struct thumb_store *ts, unsigned long photo)
{
	struct thumb *t;

	pthread_mutex_lock(&ts->lock);
	for (t = ts->bucket[photo % BUCKETS]; t; t = t->next) {
		if (t->photo == photo) {
			t->pins++;
			t->accessed = time(NULL);
			break;
		}
	}
	pthread_mutex_unlock(&ts->lock);
	return t;
}

void thumb_unpin(struct thumb_store *ts, struct thumb *t)
{
	pthread_mutex_lock(&ts->lock);
	t->pins--;
	pthread_mutex_unlock(&ts->lock);
}

int thumb_add(struct thumb_store *ts, unsigned long photo, const void *px, size_t len)
{
	struct thumb *t = calloc(1, sizeof(*t));

	if (!t || !(t->pixels = malloc(len))) {
		free(t);
		return -1;
	}
	memcpy(t->pixels, px, len);
	t->len = len;
	t->photo = photo;
	t->accessed = time(NULL);
	pthread_mutex_lock(&ts->lock);
	t->next = ts->bucket[photo % BUCKETS];
	ts->bucket[photo % BUCKETS] = t;
	pthread_mutex_unlock(&ts->lock);
	return 0;
}

/* The timer thread and the memory-pressure handler may both ask for a sweep. */
void thumb_sweep(struct thumb_store *ts, time_t older_than)
{
	int b;

	if (pthread_mutex_trylock(&ts->sweep_lock) != 0)
		return;
	for (b = 0; b < BUCKETS; b++) {
		struct thumb **pp = &ts->bucket[b];

		while (*pp) {
			struct thumb *t = *pp;

			if (t->accessed >= older_than || t->pins > 0) {
				pp = &t->next;
				continue;
			}
			*pp = t->next;
			free(t->pixels);
			free(t); // EXPECT-MISS: timestamp-cleanup
			ts->swept++;
		}
	}
	pthread_mutex_unlock(&ts->sweep_lock);
}

size_t thumb_sweep_bucket(struct thumb_store *ts, int b, time_t older_than)
{
	struct thumb **pp, *t;
	size_t bytes = 0;

	pthread_mutex_lock(&ts->lock);
	pp = &ts->bucket[b];
	while ((t = *pp)) {
		if (t->accessed >= older_than || t->pins > 0) {
			pp = &t->next;
			continue;
		}
		*pp = t->next;
		bytes += t->len;
		free(t->pixels);
		free(t);
	}
	pthread_mutex_unlock(&ts->lock);
	return bytes;
}

void *thumb_timer(void *arg)
{
	for (;;) {
		sleep(15);
		thumb_sweep(arg, time(NULL) - 600);
	}
	return NULL;
}
