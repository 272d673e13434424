// RUN: %tocsin %s
// STD: gnu17
/* Audio output: the mixer thread is the only writer of the ring's tail and of the level
 * meters; the UI and the decoder only look at them. The decoder is the only writer of head. */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define RING_FRAMES 8192u

struct meters {
	_Atomic uint32_t peak;
	_Atomic uint64_t frames_out;
	_Atomic uint32_t underruns;
};

struct player {
	float ring[RING_FRAMES];
	_Atomic uint32_t head;
	_Atomic uint32_t tail;
	struct meters m;
	atomic_bool stop;
	pthread_t mixer, decoder;
	int (*decode)(float *dst, int max);
	void (*device_write)(const float *src, int n);
};

static unsigned ring_put(struct player *p, const float *src, unsigned n)
{
	uint32_t h = atomic_load_explicit(&p->head, memory_order_relaxed);
	uint32_t t = atomic_load_explicit(&p->tail, memory_order_acquire);
	unsigned room = RING_FRAMES - (h - t);

	if (n > room)
		n = room;
	for (unsigned i = 0; i < n; i++)
		p->ring[(h + i) % RING_FRAMES] = src[i];
	atomic_store_explicit(&p->head, h + n, memory_order_release);
	return n;
}

static unsigned ring_get(struct player *p, float *dst, unsigned n)
{
	uint32_t t = atomic_load_explicit(&p->tail, memory_order_relaxed);
	uint32_t h = atomic_load_explicit(&p->head, memory_order_acquire);
	unsigned have = h - t;

	if (n > have)
		n = have;
	for (unsigned i = 0; i < n; i++)
		dst[i] = p->ring[(t + i) % RING_FRAMES];
	atomic_store_explicit(&p->tail, t + n, memory_order_release);
	return n;
}

static void meter(struct player *p, const float *s, unsigned n)
{
	uint32_t top = atomic_load_explicit(&p->m.peak, memory_order_relaxed);
	for (unsigned i = 0; i < n; i++) {
		uint32_t v = (uint32_t)(fabsf(s[i]) * 32767.0f);
		if (v > top)
			top = v;
	}
	atomic_store_explicit(&p->m.peak, top - top / 64, memory_order_relaxed);
	uint64_t f = atomic_load_explicit(&p->m.frames_out, memory_order_relaxed);
	atomic_store_explicit(&p->m.frames_out, f + n, memory_order_relaxed);
}

static void *mixer_main(void *arg)
{
	struct player *p = arg;
	float block[256];
	while (!atomic_load(&p->stop)) {
		unsigned n = ring_get(p, block, 256);
		if (n < 256) {
			memset(block + n, 0, (256 - n) * sizeof *block);
			uint32_t u = atomic_load_explicit(&p->m.underruns, memory_order_relaxed);
			atomic_store_explicit(&p->m.underruns, u + 1, memory_order_relaxed);
		}
		meter(p, block, n);
		p->device_write(block, 256);
	}
	return NULL;
}

static void *decoder_main(void *arg)
{
	struct player *p = arg;
	float pcm[1024];
	struct timespec nap = { 0, 2000000 };
	while (!atomic_load(&p->stop)) {
		int n = p->decode(pcm, 1024), off = 0;
		if (n <= 0)
			break;
		while (off < n && !atomic_load(&p->stop)) {
			off += (int)ring_put(p, pcm + off, (unsigned)(n - off));
			if (off < n)
				nanosleep(&nap, NULL);
		}
	}
	return NULL;
}

int player_start(struct player *p)
{
	if (pthread_create(&p->mixer, NULL, mixer_main, p))
		return -1;
	if (pthread_create(&p->decoder, NULL, decoder_main, p)) {
		atomic_store(&p->stop, true);
		pthread_join(p->mixer, NULL);
		return -1;
	}
	return 0;
}

void player_stop(struct player *p)
{
	atomic_store(&p->stop, true);
	pthread_join(p->decoder, NULL);
	pthread_join(p->mixer, NULL);
}

void player_status(struct player *p, char *out, size_t n)
{
	snprintf(out, n, "%llu frames, peak %u, %u underruns",
	         (unsigned long long)atomic_load(&p->m.frames_out), atomic_load(&p->m.peak),
	         atomic_load(&p->m.underruns));
}
