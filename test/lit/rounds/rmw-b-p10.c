// RUN: %tocsin %s
// STD: gnu17
/* Geo-location lookup service on C11 threads. */
#include <stdio.h>
#include <string.h>
#include <threads.h>

#define ROWS 64

struct row {
    unsigned prefix;
    int country;
    int loading;
};

static struct row rows[ROWS];
static int nrows;
static unsigned long lookups, misses;
static mtx_t rows_mu;
static cnd_t rows_cv;
static once_flag setup_once = ONCE_FLAG_INIT;

static void setup(void)
{
    mtx_init(&rows_mu, mtx_plain);
    cnd_init(&rows_cv);
    nrows = 0;
    lookups = misses = 0;
}

static struct row *search(unsigned prefix)
{
    for (int i = 0; i < nrows; i++)
        if (rows[i].prefix == prefix)
            return &rows[i];
    return NULL;
}

static int load_country(unsigned prefix)
{
    thrd_sleep(&(struct timespec){0, 50000}, NULL);
    return (int)(prefix % 200);
}

static int country_of(unsigned prefix)
{
    call_once(&setup_once, setup);
    mtx_lock(&rows_mu);
    lookups++;
    struct row *r = search(prefix);
    if (!r) {
        if (nrows == ROWS) {
            mtx_unlock(&rows_mu);
            return load_country(prefix);
        }
        r = &rows[nrows++];
        r->prefix = prefix;
        r->loading = 1;
        misses++;
        mtx_unlock(&rows_mu);

        int c = load_country(prefix);

        mtx_lock(&rows_mu);
        r->country = c;
        r->loading = 0;
        cnd_broadcast(&rows_cv);
    }
    while (r->loading)
        cnd_wait(&rows_cv, &rows_mu);
    int country = r->country;
    mtx_unlock(&rows_mu);
    return country;
}

static int preload(unsigned prefix)
{
    int added = 0;
    call_once(&setup_once, setup);
    mtx_lock(&rows_mu);
    int known = search(prefix) != NULL;
    mtx_unlock(&rows_mu);
    if (known)
        return 0;
    int c = load_country(prefix);
    mtx_lock(&rows_mu);
    if (!search(prefix) && nrows < ROWS) {
        rows[nrows++] = (struct row){prefix, c, 0};
        added = 1;
    }
    mtx_unlock(&rows_mu);
    return added;
}

static int client(void *arg)
{
    unsigned base = *(unsigned *)arg;
    int sum = 0;
    for (unsigned i = 0; i < 300; i++)
        sum += i % 9 ? country_of(base + i % 80) : preload(base + i % 70);
    return sum;
}

int main(void)
{
    thrd_t th[4];
    unsigned base[4] = {0, 10, 20, 30};
    for (int i = 0; i < 4; i++)
        thrd_create(&th[i], client, &base[i]);
    for (int i = 0; i < 4; i++)
        thrd_join(th[i], NULL);
    printf("%lu lookups, %lu misses, %d rows\n", lookups, misses, nrows);
    return 0;
}
