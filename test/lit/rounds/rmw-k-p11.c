// RUN: %tocsin %s
// STD: gnu17
/* boardctl.c - channel allocation on a telephony board */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define CH_MAX 120

enum ch_state { CH_IDLE, CH_INUSE, CH_BLOCKED };

struct channel {
    int timeslot;
    enum ch_state state;
};

struct board {
    pthread_mutex_t lock;
    struct channel chan[CH_MAX];
    int nchan;
    int busy;
    int rejected;
};

struct call {
    struct board *board;
    int law;
    int channel;
    void *codec;
};

extern void *dsp_open_codec(int timeslot, int law);
extern void dsp_close_codec(void *codec);
extern int call_media_loop(struct call *c);
extern struct call *sig_wait_setup(void);
extern void sig_reject(struct call *c, int cause);

static int find_idle(const struct board *b)
{
    for (int i = 0; i < b->nchan; i++)
        if (b->chan[i].state == CH_IDLE)
            return i;
    return -1;
}

static int board_claim(struct board *b, struct call *c)
{
    struct channel *ch;
    int i, rc;

    pthread_mutex_lock(&b->lock);
    i = find_idle(b);
    if (i < 0) {
        b->rejected++;
        rc = -EBUSY;
        goto out_unlock;
    }
    ch = &b->chan[i];
    pthread_mutex_unlock(&b->lock);

    /* the DSP takes up to 40 ms to come up */
    c->codec = dsp_open_codec(ch->timeslot, c->law);
    if (!c->codec)
        return -EIO;
    ch->state = CH_INUSE; // EXPECT: check-then-act
    b->busy++; // EXPECT: lost-update
    return i;

out_unlock:
    pthread_mutex_unlock(&b->lock);
    return rc;
}

static void board_release(struct board *b, int i)
{
    pthread_mutex_lock(&b->lock);
    b->chan[i].state = CH_IDLE;
    b->busy--;
    pthread_mutex_unlock(&b->lock);
}

int board_block(struct board *b, int i)
{
    int rc = 0;

    pthread_mutex_lock(&b->lock);
    if (b->chan[i].state == CH_IDLE)
        b->chan[i].state = CH_BLOCKED;
    else
        rc = -EBUSY;
    pthread_mutex_unlock(&b->lock);
    return rc;
}

static void *call_main(void *arg)
{
    struct call *c = arg;

    c->channel = board_claim(c->board, c);
    if (c->channel < 0) {
        sig_reject(c, 34);
    } else {
        call_media_loop(c);
        dsp_close_codec(c->codec);
        board_release(c->board, c->channel);
    }
    free(c);
    return NULL;
}

int signalling_loop(void)
{
    struct call *c;
    pthread_t t;

    while ((c = sig_wait_setup()) != NULL) {
        if (pthread_create(&t, NULL, call_main, c) != 0) {
            sig_reject(c, 42);
            free(c);
            continue;
        }
        pthread_detach(t);
    }
    return 0;
}
