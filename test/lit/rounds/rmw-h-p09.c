// RUN: %tocsin %s
// STD: gnu17
/* Frame buffers of a capture pipeline: one producer, several encoders share each frame. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SINKS 4
#define RING 16

struct frame {
	int refs;
	uint64_t pts;
	size_t size;
	uint8_t *planes;
};

struct sink {
	pthread_mutex_t mu;
	pthread_cond_t cv;
	struct frame *ring[RING];
	unsigned head, tail;
	int closed;
	pthread_t tid;
	uint64_t encoded;
	void (*encode)(struct sink *, const struct frame *);
};

static struct frame *frame_new(uint64_t pts, const uint8_t *src, size_t size)
{
	struct frame *f = malloc(sizeof *f);
	if (!f)
		return NULL;
	f->planes = malloc(size);
	if (!f->planes) {
		free(f);
		return NULL;
	}
	memcpy(f->planes, src, size);
	f->size = size;
	f->pts = pts;
	f->refs = 1;
	return f;
}

static struct frame *frame_ref(struct frame *f)
{
	__atomic_add_fetch(&f->refs, 1, __ATOMIC_RELAXED);
	return f;
}

static void frame_destroy(struct frame *f)
{
	free(f->planes);
	free(f);
}

static void frame_unref(struct frame *f)
{
	__atomic_sub_fetch(&f->refs, 1, __ATOMIC_ACQ_REL);
	if (__atomic_load_n(&f->refs, __ATOMIC_ACQUIRE) == 0)
		frame_destroy(f); // EXPECT: split-atomic
}

static int sink_push(struct sink *s, struct frame *f)
{
	int rc = -1;
	pthread_mutex_lock(&s->mu);
	if (!s->closed && s->head - s->tail < RING) {
		s->ring[s->head++ % RING] = frame_ref(f);
		pthread_cond_signal(&s->cv);
		rc = 0;
	}
	pthread_mutex_unlock(&s->mu);
	return rc;
}

static void *sink_main(void *arg)
{
	struct sink *s = arg;
	for (;;) {
		struct frame *f;
		pthread_mutex_lock(&s->mu);
		while (s->head == s->tail && !s->closed)
			pthread_cond_wait(&s->cv, &s->mu);
		if (s->head == s->tail) {
			pthread_mutex_unlock(&s->mu);
			return NULL;
		}
		f = s->ring[s->tail++ % RING];
		pthread_mutex_unlock(&s->mu);
		s->encode(s, f);
		frame_unref(f);
	}
}

void pipeline_feed(struct sink *sinks, int n, uint64_t pts, const uint8_t *src, size_t size)
{
	struct frame *f = frame_new(pts, src, size);
	if (!f)
		return;
	for (int i = 0; i < n; i++)
		sink_push(&sinks[i], f);
	frame_unref(f);
}

int pipeline_start(struct sink *sinks, int n, void (*enc)(struct sink *, const struct frame *))
{
	if (n > MAX_SINKS)
		return -1;
	for (int i = 0; i < n; i++) {
		struct sink *s = &sinks[i];
		memset(s, 0, sizeof *s);
		pthread_mutex_init(&s->mu, NULL);
		pthread_cond_init(&s->cv, NULL);
		s->encode = enc;
		if (pthread_create(&s->tid, NULL, sink_main, s))
			return -1;
	}
	return 0;
}
