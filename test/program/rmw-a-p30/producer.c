// STD: gnu17
#include "pool.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

static void render_report(int id)
{
    if (id % 1000 == 0)
        printf("report %d\n", id);
}

int enqueue_report(struct pool *p, int id, const char *note)
{
    struct task t = { .id = id, .fn = render_report };

    if (pool_used(p) >= POOL_SLOTS)
        return -EAGAIN;
    t.note = strdup(note);
    if (!t.note)
        return -ENOMEM;
    pool_push(p, t); // EXPECT: check-then-act
    return 0;
}
