// RUN: %tocsin %s
// STD: gnu17
/* User-space NIC driver: one receive thread per queue owns the ring, the
 * control thread reads the statistics and asks for reconfiguration. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NQ 4
#define RING 256

struct desc { uint64_t addr; uint32_t len; uint32_t flags; };

struct rxq {
	unsigned id;
	struct desc ring[RING];
	unsigned head;                    /* next descriptor to look at */
	unsigned budget;
	_Atomic uint64_t packets;         /* written by the queue's thread only */
	_Atomic uint64_t bytes;
	_Atomic uint32_t longest;
	pthread_t tid;
	struct nic *nic;
};

struct nic {
	pthread_mutex_t cfg_lock;
	unsigned mtu;
	unsigned cfg_gen;
	unsigned nqueues;
	struct rxq q[NQ];
	atomic_bool down;
};

/* The owner is the only writer: a load and a store are cheaper than a locked add. */
static inline void own_add(_Atomic uint64_t *c, uint64_t n)
{
	atomic_store_explicit(c, atomic_load_explicit(c, memory_order_relaxed) + n, memory_order_relaxed);
}

static unsigned rx_burst(struct rxq *q)
{
	unsigned n = 0;

	while (n < q->budget) {
		struct desc *d = &q->ring[q->head % RING];

		if (!(d->flags & 1u))
			break;
		d->flags &= ~1u;
		q->head++;
		n++;
		own_add(&q->packets, 1);
		own_add(&q->bytes, d->len);
		if (d->len > atomic_load_explicit(&q->longest, memory_order_relaxed))
			atomic_store_explicit(&q->longest, d->len, memory_order_relaxed);
	}
	return n;
}

static void *rx_main(void *arg)
{
	struct rxq *q = arg;

	while (!atomic_load(&q->nic->down)) {
		if (rx_burst(q) == 0) {
			q->budget = q->budget > 8 ? q->budget / 2 : 8;
			usleep(50);
		} else if (q->budget < RING) {
			q->budget++;
		}
	}
	return NULL;
}

static int nic_probe(struct nic *nic, unsigned mtu)
{
	pthread_mutex_init(&nic->cfg_lock, NULL);
	nic->mtu = mtu;
	nic->cfg_gen++;
	for (unsigned i = 0; i < NQ; i++) {
		struct rxq *q = &nic->q[i];

		memset(q->ring, 0, sizeof(q->ring));
		q->id = i;
		q->budget = 32;
		q->nic = nic;
		nic->nqueues++;
	}
	return 0;
}

static int nic_up(struct nic *nic)
{
	for (unsigned i = 0; i < nic->nqueues; i++)
		if (pthread_create(&nic->q[i].tid, NULL, rx_main, &nic->q[i]))
			return -1;
	return 0;
}

static void nic_set_mtu(struct nic *nic, unsigned mtu)
{
	pthread_mutex_lock(&nic->cfg_lock);
	if (nic->mtu != mtu) {
		nic->mtu = mtu;
		nic->cfg_gen++;
	}
	pthread_mutex_unlock(&nic->cfg_lock);
}

static void nic_down(struct nic *nic)
{
	uint64_t total = 0;

	atomic_store(&nic->down, true);
	for (unsigned i = 0; i < nic->nqueues; i++) {
		pthread_join(nic->q[i].tid, NULL);
		total += nic->q[i].packets;
		nic->q[i].head = 0;
	}
	nic->nqueues = 0;
	nic->cfg_gen++;
	printf("%llu packets\n", (unsigned long long)total);
}

int main(void)
{
	struct nic *nic = calloc(1, sizeof(*nic));

	if (!nic || nic_probe(nic, 1500) || nic_up(nic))
		return 1;
	for (int s = 0; s < 10; s++) {
		sleep(1);
		nic_set_mtu(nic, s & 1 ? 9000 : 1500);
	}
	nic_down(nic);
	free(nic);
	return 0;
}
