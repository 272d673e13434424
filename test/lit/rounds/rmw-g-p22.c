// RUN: %tocsin %s
// STD: gnu17
/* Shallow-water solver: band-decomposed stencil with a phase barrier. */
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NT 8

struct band_stats {
	double mass;
	double cfl;
	long   clamped;
};

struct grid {
	int     nx, ny;
	double *h[2];
	int     cur;
	long    step;
	double  mass;
	double  dt;
	long    clamped;
};

struct writer {
	sem_t  gate;
	FILE  *fp;
	long   records;
	size_t bytes;
};

struct sim {
	struct grid       g;
	struct band_stats st[NT];
	pthread_barrier_t phase;
	struct writer     out;
	long              max_steps;
};

struct band {
	struct sim *sim;
	int         idx;
};

static void writer_enter(struct writer *w)
{
	while (sem_wait(&w->gate) < 0 && errno == EINTR)
		;
}

static void writer_leave(struct writer *w)
{
	sem_post(&w->gate);
}

static void writer_put(struct writer *w, long step, int band, double mass)
{
	int n;

	writer_enter(w);
	n = fprintf(w->fp, "%ld %d %.9g\n", step, band, mass);
	if (n > 0) {
		w->records++;
		w->bytes += (size_t)n;
	}
	writer_leave(w);
}

static void relax_band(struct sim *s, int idx)
{
	struct grid *g = &s->g;
	const double *src = g->h[g->cur];
	double *dst = g->h[!g->cur];
	int y0 = idx * g->ny / NT, y1 = (idx + 1) * g->ny / NT;
	struct band_stats *st = &s->st[idx];

	st->mass = 0;
	for (int y = y0; y < y1; y++)
		for (int x = 0; x < g->nx; x++) {
			int up = y ? y - 1 : y, dn = y < g->ny - 1 ? y + 1 : y;
			double v = src[y * g->nx + x];

			v += g->dt * (src[up * g->nx + x] + src[dn * g->nx + x] - 2 * v);
			if (v < 0) {
				v = 0;
				st->clamped++;
			}
			st->mass += v;
			st->cfl = fmax(st->cfl, v * g->dt);
			dst[y * g->nx + x] = v;
		}
}

static void reduce(struct sim *s)
{
	struct grid *g = &s->g;
	double cfl = 0;

	g->mass = 0;
	for (int i = 0; i < NT; i++) {
		g->mass += s->st[i].mass;
		g->clamped += s->st[i].clamped;
		s->st[i].clamped = 0;
		cfl = fmax(cfl, s->st[i].cfl);
	}
	g->cur = !g->cur;
	g->step++;
	if (cfl > 0.5)
		g->dt *= 0.5;
}

static void *band_main(void *arg)
{
	struct band *b = arg;
	struct sim *s = b->sim;

	while (s->g.step < s->max_steps) {
		relax_band(s, b->idx);
		writer_put(&s->out, s->g.step, b->idx, s->st[b->idx].mass);
		if (pthread_barrier_wait(&s->phase) == PTHREAD_BARRIER_SERIAL_THREAD)
			reduce(s);
		pthread_barrier_wait(&s->phase);
	}
	return NULL;
}

int sim_run(struct sim *s, FILE *fp)
{
	pthread_t t[NT];
	struct band b[NT];

	s->out.fp = fp;
	sem_init(&s->out.gate, 0, 1);
	s->out.bytes += (size_t)fprintf(fp, "# step band mass\n");
	pthread_barrier_init(&s->phase, NULL, NT);
	for (int i = 0; i < NT; i++) {
		b[i] = (struct band){ s, i };
		if (pthread_create(&t[i], NULL, band_main, &b[i]))
			abort();
	}
	for (int i = 0; i < NT; i++)
		pthread_join(t[i], NULL);
	s->out.records++;
	fprintf(fp, "# %ld steps, %ld clamped\n", s->g.step, s->g.clamped);
	return 0;
}
