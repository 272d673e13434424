// STD: gnu17
#include "loop.h"

#define IDLE_LIMIT 30

static void open_peer(struct loop *l, struct peer *p)
{
	if (p->open)
		return;
	p->open = true;
	p->rx_msgs = 0;
	p->rx_bytes = 0;
	p->idle_ticks = 0;
	l->npeers++;
}

static void close_peer(struct loop *l, struct peer *p)
{
	if (!p->open)
		return;
	p->open = false;
	l->npeers--;
}

void peers_handle(struct loop *l, const struct msg *m)
{
	struct peer *p;

	if (m->peer >= MAX_PEERS)
		return;
	p = &l->peers[m->peer];
	switch (m->kind) {
	case MSG_OPEN:
		open_peer(l, p);
		break;
	case MSG_DATA:
		if (!p->open)
			open_peer(l, p);
		p->rx_msgs++;
		p->rx_bytes += m->len;
		p->idle_ticks = 0;
		break;
	case MSG_CLOSE:
		close_peer(l, p);
		break;
	default:
		break;
	}
}

void peers_tick(struct loop *l)
{
	for (uint32_t i = 0; i < MAX_PEERS; i++) {
		struct peer *p = &l->peers[i];
		if (p->open && ++p->idle_ticks > IDLE_LIMIT) {
			close_peer(l, p);
			l->timeouts++;
		}
	}
}
