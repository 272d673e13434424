#ifndef PEER_H
#define PEER_H

#include <pthread.h>

enum peer_state { PEER_UP, PEER_DRAINING, PEER_DOWN };

struct peer {
    pthread_mutex_t mu;
    char addr[48];
    enum peer_state state;
    int weight;
    int max_weight;
    unsigned inflight;
};

void peer_init(struct peer *p, const char *addr, int max_weight);

int peer_weight(struct peer *p);
void peer_set_weight(struct peer *p, int w);
void peer_scale_weight(struct peer *p, int num, int den);

enum peer_state peer_state(struct peer *p);
void peer_set_state(struct peer *p, enum peer_state st);
int peer_transition(struct peer *p, enum peer_state from, enum peer_state to);

int peer_begin(struct peer *p);
void peer_end(struct peer *p);

#endif
