// RUN: %tocsin %s
// STD: gnu17
/* Capture buffer of an audio server: clients write frames, the mixer drains them. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CAP 4096u

struct fifo {
	pthread_mutex_t m;
	pthread_cond_t space, data;
	int16_t buf[CAP];
	uint32_t rd, wr;          /* free running */
	uint32_t xruns;
	bool closed;
};

static void copy_in(struct fifo *f, uint32_t at, const int16_t *src, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		f->buf[(at + i) % CAP] = src[i];
}

static void copy_out(struct fifo *f, uint32_t at, int16_t *dst, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		dst[i] = f->buf[(at + i) % CAP];
}

/* Several clients may write at the same time; each block stays contiguous. */
int fifo_write(struct fifo *f, const int16_t *src, uint32_t n)
{
	uint32_t wr;

	if (n > CAP)
		return -1;
	pthread_mutex_lock(&f->m);
	wr = f->wr;
	while (CAP - (f->wr - f->rd) < n && !f->closed)
		pthread_cond_wait(&f->space, &f->m);
	if (f->closed) {
		pthread_mutex_unlock(&f->m);
		return -1;
	}
	copy_in(f, wr, src, n);
	f->wr = wr + n; // EXPECT: lost-update
	pthread_cond_signal(&f->data);
	pthread_mutex_unlock(&f->m);
	return 0;
}

int fifo_read(struct fifo *f, int16_t *dst, uint32_t n)
{
	uint32_t rd;

	pthread_mutex_lock(&f->m);
	while (f->wr - f->rd < n && !f->closed)
		pthread_cond_wait(&f->data, &f->m);
	rd = f->rd;
	if (f->wr - rd < n) {
		f->xruns++;
		pthread_mutex_unlock(&f->m);
		return -1;
	}
	copy_out(f, rd, dst, n);
	f->rd = rd + n;
	pthread_cond_broadcast(&f->space);
	pthread_mutex_unlock(&f->m);
	return 0;
}

void fifo_close(struct fifo *f)
{
	pthread_mutex_lock(&f->m);
	f->closed = true;
	pthread_cond_broadcast(&f->space);
	pthread_cond_broadcast(&f->data);
	pthread_mutex_unlock(&f->m);
}

static void *client(void *arg)
{
	struct fifo *f = arg;
	int16_t block[240] = { 0 };

	for (int i = 0; i < 2000; i++)
		if (fifo_write(f, block, 240) < 0)
			break;
	return NULL;
}

static void *mixer(void *arg)
{
	struct fifo *f = arg;
	int16_t out[480];
	long energy = 0;

	while (fifo_read(f, out, 480) == 0)
		for (int i = 0; i < 480; i++)
			energy += out[i] * out[i];
	printf("energy %ld\n", energy);
	return NULL;
}

int main(void)
{
	struct fifo *f = calloc(1, sizeof(*f));
	pthread_t c[3], mx;

	if (!f)
		return 1;
	pthread_mutex_init(&f->m, NULL);
	pthread_cond_init(&f->space, NULL);
	pthread_cond_init(&f->data, NULL);
	pthread_create(&mx, NULL, mixer, f);
	for (int i = 0; i < 3; i++)
		pthread_create(&c[i], NULL, client, f);
	for (int i = 0; i < 3; i++)
		pthread_join(c[i], NULL);
	fifo_close(f);
	pthread_join(mx, NULL);
	free(f);
	return 0;
}
