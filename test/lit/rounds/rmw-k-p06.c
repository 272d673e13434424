// RUN: %tocsin %s
// STD: gnu17
/* dslport.c - port control for the DSL line card agent */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PF_LINK_UP     0x0001u
#define PF_ADMIN_DOWN  0x0002u
#define PF_RETRAIN     0x0004u
#define PF_TX_STALLED  0x0008u

#define NPORTS 48

struct ring {
	pthread_mutex_t lock;
	unsigned head, tail;
};

struct dslport {
	int num;
	pthread_mutex_t ctl_lock;
	unsigned flags;
	unsigned retrains;
	struct ring tx;
	struct ring rx;
	struct {
		unsigned tx_armed : 1;
		unsigned rx_armed : 1;
		unsigned : 6;
	} irq;
};

static struct dslport ports[NPORTS];

extern int hw_line_status(int port);
extern int hw_tx_push(int port, unsigned idx);
extern int hw_rx_pull(int port, unsigned idx);

static void port_link_change(struct dslport *p, int up)
{
	pthread_mutex_lock(&p->ctl_lock);
	if (up)
		p->flags |= PF_LINK_UP;
	else
		p->flags &= ~PF_LINK_UP;
	if (!up && !(p->flags & PF_ADMIN_DOWN)) {
		p->flags |= PF_RETRAIN;
		p->retrains++;
	}
	pthread_mutex_unlock(&p->ctl_lock);
}

void port_admin(struct dslport *p, int down)
{
	pthread_mutex_lock(&p->ctl_lock);
	if (down)
		p->flags |= PF_ADMIN_DOWN;
	else
		p->flags &= ~(PF_ADMIN_DOWN | PF_TX_STALLED);
	pthread_mutex_unlock(&p->ctl_lock);
}

static void *tx_thread(void *arg)
{
	struct dslport *p = arg;
	int stalls = 0;

	for (;;) {
		pthread_mutex_lock(&p->tx.lock);
		if (p->tx.head == p->tx.tail) {
			p->irq.tx_armed = 1; // EXPECT-MISS: lost-update
		} else if (hw_tx_push(p->num, p->tx.tail) == 0) {
			p->tx.tail++;
			stalls = 0;
		} else if (++stalls > 16) {
			p->flags |= PF_TX_STALLED; // EXPECT: lost-update
		}
		pthread_mutex_unlock(&p->tx.lock);
		usleep(500);
	}
	return NULL;
}

static void *rx_thread(void *arg)
{
	struct dslport *p = arg;

	for (;;) {
		pthread_mutex_lock(&p->rx.lock);
		if (hw_rx_pull(p->num, p->rx.head) == 0)
			p->rx.head++;
		else
			p->irq.rx_armed = 1; // EXPECT-MISS: lost-update
		pthread_mutex_unlock(&p->rx.lock);
		usleep(500);
	}
	return NULL;
}

static void *line_monitor(void *arg)
{
	int i, st, last[NPORTS];

	(void)arg;
	memset(last, 0, sizeof(last));
	for (;;) {
		for (i = 0; i < NPORTS; i++) {
			st = hw_line_status(i);
			if (st != last[i])
				port_link_change(&ports[i], st);
			last[i] = st;
		}
		sleep(1);
	}
	return NULL;
}

int dsl_start(void)
{
	pthread_t t;
	int i;

	for (i = 0; i < NPORTS; i++) {
		ports[i].num = i;
		pthread_mutex_init(&ports[i].ctl_lock, NULL);
		pthread_mutex_init(&ports[i].tx.lock, NULL);
		pthread_mutex_init(&ports[i].rx.lock, NULL);
		if (pthread_create(&t, NULL, tx_thread, &ports[i]) != 0)
			return -1;
		if (pthread_create(&t, NULL, rx_thread, &ports[i]) != 0)
			return -1;
	}
	return pthread_create(&t, NULL, line_monitor, NULL);
}
