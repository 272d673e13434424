// STD: gnu17
#include "conn.h"
#include <errno.h>
#include <unistd.h>

static int serve(struct conn_pool *p)
{
    char buf[1024];
    ssize_t n;

    while ((n = read(0, buf, sizeof buf)) > 0)
        pool_account(p, (size_t)n);
    return n < 0 ? -errno : 0;
}

void *conn_thread(void *arg)
{
    struct conn_pool *p = arg;
    int rc;

    for (int i = 0; i < 64; i++) {
        if (pool_acquire(p) < 0) {
            usleep(1000);
            continue;
        }
        rc = serve(p);
        if (rc == -ECONNRESET) {
            p->active--; // EXPECT: lost-update
            p->flags |= CF_DIRTY; // EXPECT: lost-update
            continue;
        }
        pool_release(p, rc != 0); // EXPECT-NOISE: check-then-act
    }
    return NULL;
}
