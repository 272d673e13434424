// STD: gnu17
#include "balance.h"

#include <stddef.h>

static void punish(struct peer *p)
{
    int w = peer_weight(p);
    if (w < 4)
        w = 2;
    peer_set_weight(p, w / 2); // EXPECT: lost-update
}

static void reward(struct peer *p)
{
    peer_scale_weight(p, 9, 8);
}

void balance_report(struct peer *p, enum outcome o)
{
    peer_end(p);
    switch (o) {
    case OUT_OK:
        reward(p);
        break;
    case OUT_TIMEOUT:
        punish(p);
        break;
    case OUT_REFUSED:
        peer_set_state(p, PEER_DOWN);
        break;
    }
}

/* Let running requests finish; a peer that is down stays down. */
void balance_drain(struct peer *p)
{
    if (peer_state(p) != PEER_DOWN)
        peer_set_state(p, PEER_DRAINING); // EXPECT: check-then-act
}

/* Probe succeeded: only a peer that was down comes back. */
int balance_restore(struct peer *p)
{
    return peer_transition(p, PEER_DOWN, PEER_UP);
}

struct peer *balance_pick(struct peer *peers, int n, unsigned key)
{
    struct peer *best = NULL;
    int best_w = 0;
    for (int i = 0; i < n; i++) {
        struct peer *p = &peers[(key + (unsigned)i) % (unsigned)n];
        int w = peer_weight(p);
        if (w > best_w) {
            best = p;
            best_w = w;
        }
    }
    return best && peer_begin(best) ? best : NULL;
}
