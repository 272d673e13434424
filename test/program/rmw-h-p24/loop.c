// STD: gnu17
#include <stdlib.h>
#include <string.h>
#include "loop.h"

int loop_post(struct loop *l, enum msg_kind kind, uint32_t peer, uint32_t len)
{
	struct msg *m = calloc(1, sizeof *m);
	if (!m)
		return -1;
	m->kind = kind;
	m->peer = peer;
	m->len = len;
	pthread_mutex_lock(&l->in_mu);
	*l->in_tail = m;
	l->in_tail = &m->next;
	l->in_len++;
	pthread_cond_signal(&l->in_cv);
	pthread_mutex_unlock(&l->in_mu);
	return 0;
}

static struct msg *take_all(struct loop *l)
{
	struct msg *batch;
	pthread_mutex_lock(&l->in_mu);
	while (!l->in_head)
		pthread_cond_wait(&l->in_cv, &l->in_mu);
	batch = l->in_head;
	l->in_head = NULL;
	l->in_tail = &l->in_head;
	l->in_len = 0;
	pthread_mutex_unlock(&l->in_mu);
	return batch;
}

static void *loop_main(void *arg)
{
	struct loop *l = arg;
	bool running = true;

	while (running) {
		struct msg *m = take_all(l);
		while (m) {
			struct msg *next = m->next;
			if (m->kind == MSG_QUIT)
				running = false;
			else if (m->kind == MSG_TICK)
				peers_tick(l);
			else
				peers_handle(l, m);
			l->handled++;
			free(m);
			m = next;
		}
	}
	return NULL;
}

int loop_start(struct loop *l)
{
	memset(l, 0, sizeof *l);
	pthread_mutex_init(&l->in_mu, NULL);
	pthread_cond_init(&l->in_cv, NULL);
	l->in_tail = &l->in_head;
	return pthread_create(&l->tid, NULL, loop_main, l) ? -1 : 0;
}

void loop_stop(struct loop *l)
{
	loop_post(l, MSG_QUIT, 0, 0);
	pthread_join(l->tid, NULL);
}
