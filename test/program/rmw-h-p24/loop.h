#ifndef LOOP_H
#define LOOP_H
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum msg_kind { MSG_OPEN, MSG_DATA, MSG_CLOSE, MSG_TICK, MSG_QUIT };

struct msg {
	struct msg *next;
	enum msg_kind kind;
	uint32_t peer;
	uint32_t len;
};

struct peer {
	bool open;
	uint32_t rx_msgs;
	uint64_t rx_bytes;
	uint32_t idle_ticks;
};

#define MAX_PEERS 256

struct loop {
	/* inbox, shared with the posting threads */
	pthread_mutex_t in_mu;
	pthread_cond_t in_cv;
	struct msg *in_head, **in_tail;
	uint32_t in_len;

	/* touched by loop_main only */
	struct peer peers[MAX_PEERS];
	uint32_t npeers;
	uint64_t handled;
	uint64_t timeouts;

	pthread_t tid;
};

int loop_start(struct loop *l);
void loop_stop(struct loop *l);
int loop_post(struct loop *l, enum msg_kind kind, uint32_t peer, uint32_t len);

void peers_handle(struct loop *l, const struct msg *m);
void peers_tick(struct loop *l);
#endif
