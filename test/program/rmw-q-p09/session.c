// STD: gnu17
#include "session.h"

#include <stddef.h>

#define TOKEN 0x7e

struct age_ctx {
    unsigned max_strikes;
    unsigned closed;
};

static void strike(struct conn *c)
{
    c->strikes++;
    if (c->strikes > 16)
        c->phase = CONN_CLOSING;
}

static int advance(struct conn *c, const unsigned char *p, uint32_t n)
{
    switch (c->phase) {
    case CONN_AUTH:
        if (n < 1 || p[0] != TOKEN)
            return -1;
        c->phase = CONN_READY;
        break;
    case CONN_READY:
        c->rx_bytes += n;
        break;
    default:
        return -1;
    }
    return 0;
}

int session_open(uint32_t id)
{
    struct conn *c = conn_claim(id);
    if (!c)
        return -1;
    c->seq = id * 2654435761u;
    conn_put(&c);
    return 0;
}

int session_input(uint32_t id, uint32_t seq, const unsigned char *p, uint32_t n)
{
    CONN_SCOPED struct conn *c = conn_get(id);
    if (!c)
        return -1;
    uint32_t expected = c->seq;
    if (seq != expected) {
        strike(c);
        return -1;
    }
    if (advance(c, p, n) != 0) {
        strike(c);
        return -1;
    }
    c->seq = expected + 1;
    return 0;
}

static void age_one(struct conn *c, void *vctx)
{
    struct age_ctx *ctx = vctx;
    if (c->phase == CONN_CLOSING || c->strikes > ctx->max_strikes) {
        c->phase = CONN_FREE;
        ctx->closed++;
    } else if (c->strikes > 0) {
        c->strikes = c->strikes - 1;
    }
}

void session_age(unsigned max_strikes, unsigned *closed)
{
    struct age_ctx ctx = { .max_strikes = max_strikes };
    conn_foreach(age_one, &ctx);
    *closed = ctx.closed;
}
