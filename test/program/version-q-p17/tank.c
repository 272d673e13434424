#include "recstore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int tank_fill(struct rec_store *s, const char *name, int64_t litres)
{
    struct rec r;
    int rc = rec_get(s, name, &r);

    if (rc != REC_OK)
        return rc;
    r.level += litres;
    rec_put(s, &r, r.revision); // EXPECT: ignored-conflict
    return REC_OK;
}

int tank_reserve(struct rec_store *s, const char *name, int64_t litres)
{
    int rc;

    do {
        struct rec r;

        rc = rec_get(s, name, &r);
        if (rc != REC_OK)
            return rc;
        if (r.level - r.reserved < litres)
            return REC_FULL;
        r.reserved += litres;
        rc = rec_put(s, &r, r.revision);
    } while (rc == REC_CONFLICT);
    return rc;
}

/* Pump from one tank to another. */
int tank_transfer(struct rec_store *s, const char *from, const char *to, int64_t litres)
{
    struct rec src, dst;
    int rc;

    do {
        rc = rec_get(s, from, &src);
        if (rc != REC_OK)
            return rc;
        if (src.level - src.reserved < litres)
            return REC_FULL;
        src.level -= litres;
        rc = rec_put(s, &src, src.revision);
    } while (rc == REC_CONFLICT);
    if (rc != REC_OK)
        return rc;
    do {
        rc = rec_get(s, to, &dst);
        if (rc != REC_OK)
            return rc;
        dst.level += litres;
        rc = rec_put(s, &dst, src.revision); // EXPECT: unversioned-write
    } while (rc == REC_CONFLICT);
    return rc;
}

static void *truck(void *arg)
{
    struct rec_store *s = arg;

    for (int i = 0; i < 100; i++) {
        if (tank_fill(s, "north", 10) != REC_OK)
            break;
        if (tank_reserve(s, "north", 5) == REC_NOENT)
            break;
        if (i % 10 == 9 && tank_transfer(s, "north", "south", 20) == REC_NOENT)
            break;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct rec_store s = { .ops = argc > 1 ? &rec_journal_ops : &rec_memory_ops,
                           .mu = PTHREAD_MUTEX_INITIALIZER,
                           .journal_fd = STDERR_FILENO };
    pthread_t th[3];

    (void)argv;
    s.used = 2;
    strcpy(s.slot[0].name, "north");
    strcpy(s.slot[1].name, "south");
    for (int i = 0; i < 3; i++)
        if (pthread_create(&th[i], NULL, truck, &s) != 0)
            abort();
    for (int i = 0; i < 3; i++)
        pthread_join(th[i], NULL);
    printf("north: %lld l\n", (long long)s.slot[0].level);
    return 0;
}
