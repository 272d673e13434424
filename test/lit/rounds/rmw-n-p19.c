// RUN: %tocsin %s
// STD: gnu17
/* User-space SCSI target: tag allocation, command slots and error recovery. */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NTAGS 64

enum tgt_state { TGT_RUN, TGT_RESET };

struct cmd {
    uint32_t tag;
    uint8_t cdb[16];
    unsigned retries;
};

struct target {
    _Atomic uint64_t tagmap;
    _Atomic int state;
    sem_t gate;
    unsigned queued;
    unsigned resets;
    struct cmd cmds[NTAGS];
    unsigned lun_open[8];
};

#define GATE_ENTER(t) do { } while (sem_wait(&(t)->gate) != 0)
#define GATE_EXIT(t)  sem_post(&(t)->gate)

extern int hba_issue(struct cmd *c);

struct target *target_new(void)
{
    struct target *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    sem_init(&t->gate, 0, 1);
    for (unsigned i = 0; i < NTAGS; i++)
        t->cmds[i].tag = i;
    t->resets++;
    atomic_init(&t->state, TGT_RUN);
    return t;
}

static int tag_alloc(struct target *t)
{
    uint64_t old = atomic_load(&t->tagmap), want;
    int bit;
    do {
        if (old == UINT64_MAX)
            return -1;
        bit = __builtin_ctzll(~old);
        want = old | (1ull << bit);
    } while (!atomic_compare_exchange_weak(&t->tagmap, &old, want));
    return bit;
}

static void tag_free(struct target *t, int tag)
{
    atomic_fetch_and(&t->tagmap, ~(1ull << tag));
}

/* Owns the slot until the tag is released. */
int target_queue(struct target *t, const uint8_t *cdb, size_t len)
{
    int tag = tag_alloc(t);
    int rc;
    if (tag < 0)
        return -1;

    struct cmd *c = &t->cmds[tag];
    memset(c->cdb, 0, sizeof c->cdb);
    memcpy(c->cdb, cdb, len < sizeof c->cdb ? len : sizeof c->cdb);
    c->retries = 0;

    GATE_ENTER(t);
    t->queued++;
    GATE_EXIT(t);
    while ((rc = hba_issue(c)) != 0 && c->retries < 3)
        c->retries++;
    GATE_ENTER(t);
    t->queued--;
    GATE_EXIT(t);

    tag_free(t, tag);
    return rc;
}

int target_reset(struct target *t)
{
    int want = TGT_RUN;
    if (atomic_load(&t->state) == TGT_RESET)
        return -1;
    if (!atomic_compare_exchange_strong(&t->state, &want, TGT_RESET))
        return -1;
    GATE_ENTER(t);
    t->resets++;
    memset(t->lun_open, 0, sizeof t->lun_open);
    GATE_EXIT(t);
    atomic_store(&t->state, TGT_RUN);
    return 0;
}

bool target_open_lun(struct target *t, unsigned lun)
{
    bool first;
    GATE_ENTER(t);
    first = t->lun_open[lun & 7] == 0;
    t->lun_open[lun & 7] = t->lun_open[lun & 7] + 1;
    GATE_EXIT(t);
    return first;
}
