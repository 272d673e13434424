// STD: gnu17
#include "peer.h"

#include <stdio.h>

#define WITH_PEER(p, ...)                  \
    do {                                   \
        pthread_mutex_lock(&(p)->mu);      \
        __VA_ARGS__;                       \
        pthread_mutex_unlock(&(p)->mu);    \
    } while (0)

void peer_init(struct peer *p, const char *addr, int max_weight)
{
    pthread_mutex_init(&p->mu, NULL);
    snprintf(p->addr, sizeof p->addr, "%s", addr);
    p->state = PEER_UP;
    p->max_weight = max_weight;
    p->weight = max_weight;
    p->inflight = 0;
}

static int clamp_weight(const struct peer *p, int w)
{
    if (w < 1)
        return 1;
    return w > p->max_weight ? p->max_weight : w;
}

int peer_weight(struct peer *p)
{
    int w;
    WITH_PEER(p, w = p->weight);
    return w;
}

void peer_set_weight(struct peer *p, int w)
{
    WITH_PEER(p, p->weight = clamp_weight(p, w));
}

void peer_scale_weight(struct peer *p, int num, int den)
{
    WITH_PEER(p, p->weight = clamp_weight(p, p->weight * num / den));
}

enum peer_state peer_state(struct peer *p)
{
    enum peer_state st;
    WITH_PEER(p, st = p->state);
    return st;
}

void peer_set_state(struct peer *p, enum peer_state st)
{
    WITH_PEER(p, p->state = st);
}

int peer_transition(struct peer *p, enum peer_state from, enum peer_state to)
{
    int done = 0;
    WITH_PEER(p, if (p->state == from) { p->state = to; done = 1; });
    return done;
}

int peer_begin(struct peer *p)
{
    int ok = 0;
    pthread_mutex_lock(&p->mu);
    if (p->state == PEER_UP) {
        p->inflight++;
        ok = 1;
    }
    pthread_mutex_unlock(&p->mu);
    return ok;
}

void peer_end(struct peer *p)
{
    WITH_PEER(p, if (p->inflight > 0) p->inflight--);
}
