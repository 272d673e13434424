// STD: gnu17
#include "spool.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

extern int upload_block(const char *data, size_t len);

static int ship_one(struct spool *sp, const struct record *r)
{
    char *buf = malloc(r->len);
    if (!buf)
        return -ENOMEM;
    int rc = -EIO;
    if (pread(sp->fd, buf, r->len, r->off) == (ssize_t)r->len)
        rc = upload_block(buf, r->len);
    free(buf);
    return rc;
}

static void *shipper_main(void *arg)
{
    struct spool *sp = arg;
    struct record r;

    while (spool_take(sp, &r) == 0) {
        int tries = 0;
        while (ship_one(sp, &r) != 0 && tries++ < 3)
            usleep(1000u << tries);
        sp->pending--; // EXPECT: lost-update
    }
    return NULL;
}

int shippers_start(struct spool *sp, unsigned n)
{
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    int rc = 0;
    for (unsigned i = 0; i < n && rc == 0; i++) {
        pthread_t t;
        rc = pthread_create(&t, &attr, shipper_main, sp);
    }
    pthread_attr_destroy(&attr);
    return -rc;
}
