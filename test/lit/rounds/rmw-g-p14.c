// RUN: %tocsin %s
// STD: gnu17
/* Poll-mode NIC driver on top of a UIO mapping. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PORT_F_STARTED   (1u << 0)
#define PORT_F_RX_PAUSED (1u << 1)
#define PORT_F_RX_STARVED (1u << 2)
#define PORT_F_TX_STALLED (1u << 3)
#define RING 512

struct ring {
	pthread_spinlock_t lock;
	uint32_t           head, tail;
	void              *slot[RING];
};

struct nic_port {
	volatile uint32_t *regs;
	struct ring        rx;
	struct ring        tx;
	unsigned           flags;
	pthread_mutex_t    cfg_lock;
	struct {
		unsigned link_up : 1;
		unsigned promisc : 1;
		unsigned led_on  : 1;
		unsigned mtu     : 14;
	} cfg;
	bool               stop;
};

extern void  reg_write(struct nic_port *p, unsigned off, uint32_t v);
extern uint32_t reg_read(struct nic_port *p, unsigned off);
extern void *buf_alloc(void);
extern void  deliver(void *buf);

static int rx_refill(struct nic_port *p)
{
	int n = 0;

	pthread_spin_lock(&p->rx.lock);
	while (p->rx.head - p->rx.tail < RING) {
		void *b = buf_alloc();
		if (!b) {
			p->flags |= PORT_F_RX_STARVED;
			break;
		}
		p->rx.slot[p->rx.head++ % RING] = b;
		n++;
	}
	if (n)
		p->flags &= ~PORT_F_RX_STARVED;
	pthread_spin_unlock(&p->rx.lock);
	return n;
}

void nic_pause_rx(struct nic_port *p, bool on)
{
	pthread_spin_lock(&p->rx.lock);
	if (on)
		p->flags |= PORT_F_RX_PAUSED;
	else
		p->flags &= ~PORT_F_RX_PAUSED;
	pthread_spin_unlock(&p->rx.lock);
}

int nic_xmit(struct nic_port *p, void *buf)
{
	int rc = 0;

	pthread_spin_lock(&p->tx.lock);
	if (p->tx.head - p->tx.tail == RING) {
		p->flags |= PORT_F_TX_STALLED; // EXPECT: lost-update
		rc = -ENOBUFS;
	} else {
		p->tx.slot[p->tx.head++ % RING] = buf;
		reg_write(p, 0x40, p->tx.head);
	}
	pthread_spin_unlock(&p->tx.lock);
	return rc;
}

int nic_set_promisc(struct nic_port *p, bool on)
{
	pthread_mutex_lock(&p->cfg_lock);
	p->cfg.promisc = on;
	reg_write(p, 0x10, on);
	pthread_mutex_unlock(&p->cfg_lock);
	return 0;
}

int nic_set_mtu(struct nic_port *p, unsigned mtu)
{
	if (mtu < 64 || mtu > 9216)
		return -EINVAL;
	pthread_mutex_lock(&p->cfg_lock);
	p->cfg.mtu = mtu;
	pthread_mutex_unlock(&p->cfg_lock);
	return 0;
}

static void *link_thread(void *arg)
{
	struct nic_port *p = arg;

	while (!__atomic_load_n(&p->stop, __ATOMIC_ACQUIRE)) {
		uint32_t st = reg_read(p, 0x08);

		pthread_mutex_lock(&p->cfg_lock);
		p->cfg.link_up = st & 1;
		pthread_mutex_unlock(&p->cfg_lock);
		p->cfg.led_on = (st >> 1) & 1; // EXPECT: lost-update
		reg_write(p, 0x0c, (st >> 1) & 1);
	}
	return NULL;
}

static void *rx_thread(void *arg)
{
	struct nic_port *p = arg;

	while (!__atomic_load_n(&p->stop, __ATOMIC_ACQUIRE)) {
		void *b = NULL;

		pthread_spin_lock(&p->rx.lock);
		if (p->rx.tail != p->rx.head && !(p->flags & PORT_F_RX_PAUSED))
			b = p->rx.slot[p->rx.tail++ % RING];
		pthread_spin_unlock(&p->rx.lock);
		if (b)
			deliver(b);
		rx_refill(p);
	}
	return NULL;
}

int nic_start(struct nic_port *p, pthread_t t[2])
{
	pthread_spin_init(&p->rx.lock, PTHREAD_PROCESS_PRIVATE);
	pthread_spin_init(&p->tx.lock, PTHREAD_PROCESS_PRIVATE);
	pthread_mutex_init(&p->cfg_lock, NULL);
	p->flags = PORT_F_STARTED;
	p->cfg.mtu = 1500;
	if (pthread_create(&t[0], NULL, link_thread, p))
		return -EAGAIN;
	return pthread_create(&t[1], NULL, rx_thread, p) ? -EAGAIN : 0;
}
