// RUN: %tocsin %s
// STD: gnu17
/* capd - packet capture; one capture thread per interface, an exporter reads */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct ifstats {
	_Atomic uint64_t packets;
	_Atomic uint64_t bytes;
	_Atomic uint32_t longest;
};

struct rate {
	pthread_mutex_t  wlock;
	_Atomic unsigned seq;
	_Atomic uint64_t pps;
	_Atomic uint64_t bps;
};

struct iface {
	char             name[16];
	struct ifstats   st;        /* stored to by the capture thread only */
	struct rate      rate;
	atomic_uint      alarms;
	atomic_bool      dump;
	_Atomic uint32_t burst_max; /* capture thread and offload poller */
	pthread_t        tid;
};

extern int  ring_next(const char *ifname, const uint8_t **pkt, uint32_t *len);
extern uint32_t offload_burst(const char *ifname);
extern void export_line(const char *ifname, uint64_t pps, uint64_t bps);

static atomic_bool stopping;

static inline void own_add64(_Atomic uint64_t *c, uint64_t n)
{
	uint64_t v = atomic_load_explicit(c, memory_order_relaxed);

	atomic_store_explicit(c, v + n, memory_order_relaxed);
}

static void raise_max(_Atomic uint32_t *m, uint32_t v)
{
	uint32_t cur = atomic_load(m);

	while (v > cur && !atomic_compare_exchange_weak(m, &cur, v))
		;
}

static void *capture_main(void *arg)
{
	struct iface *ifc = arg;
	const uint8_t *pkt;
	uint32_t len;

	while (!atomic_load(&stopping) && ring_next(ifc->name, &pkt, &len) == 0) {
		own_add64(&ifc->st.packets, 1);
		own_add64(&ifc->st.bytes, len);
		if (len > atomic_load_explicit(&ifc->st.longest, memory_order_relaxed))
			atomic_store_explicit(&ifc->st.longest, len, memory_order_relaxed);
		raise_max(&ifc->burst_max, len);
		if (atomic_exchange(&ifc->dump, false))
			fprintf(stderr, "%s: %u bytes at %p\n", ifc->name, len, (const void *)pkt);
	}
	return NULL;
}

static void rate_publish(struct rate *r, uint64_t pps, uint64_t bps)
{
	unsigned s;

	pthread_mutex_lock(&r->wlock);
	s = atomic_load_explicit(&r->seq, memory_order_relaxed);
	atomic_store_explicit(&r->seq, s + 1, memory_order_relaxed);
	atomic_thread_fence(memory_order_release);
	atomic_store_explicit(&r->pps, pps, memory_order_relaxed);
	atomic_store_explicit(&r->bps, bps, memory_order_relaxed);
	atomic_store_explicit(&r->seq, s + 2, memory_order_release);
	pthread_mutex_unlock(&r->wlock);
}

void rate_read(struct rate *r, uint64_t *pps, uint64_t *bps)
{
	unsigned a, b;

	do {
		a = atomic_load_explicit(&r->seq, memory_order_acquire);
		*pps = atomic_load_explicit(&r->pps, memory_order_relaxed);
		*bps = atomic_load_explicit(&r->bps, memory_order_relaxed);
		atomic_thread_fence(memory_order_acquire);
		b = atomic_load_explicit(&r->seq, memory_order_relaxed);
	} while (a != b || (a & 1));
}

void sample_iface(struct iface *ifc, uint64_t prev[2])
{
	uint64_t p = atomic_load(&ifc->st.packets);
	uint64_t b = atomic_load(&ifc->st.bytes);

	rate_publish(&ifc->rate, p - prev[0], b - prev[1]);
	raise_max(&ifc->burst_max, offload_burst(ifc->name));
	if (p - prev[0] > 1000000 && atomic_fetch_add(&ifc->alarms, 1) == 0)
		atomic_store(&ifc->dump, true);
	export_line(ifc->name, p - prev[0], b - prev[1]);
	prev[0] = p;
	prev[1] = b;
}

struct iface *iface_open(const char *name)
{
	struct iface *ifc = calloc(1, sizeof *ifc);

	if (!ifc)
		return NULL;
	snprintf(ifc->name, sizeof ifc->name, "%s", name);
	pthread_mutex_init(&ifc->rate.wlock, NULL);
	if (pthread_create(&ifc->tid, NULL, capture_main, ifc)) {
		free(ifc);
		return NULL;
	}
	return ifc;
}

void iface_close(struct iface *ifc)
{
	atomic_store(&stopping, true);
	pthread_join(ifc->tid, NULL);
	free(ifc);
}
