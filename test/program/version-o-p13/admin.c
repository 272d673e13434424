// STD: gnu17
#include "registry.h"

#include <stdio.h>
#include <string.h>

struct request {
    const char *verb;
    const char *name;
    const char *value;
    uint64_t if_match; /* 0: the client sent no precondition */
};

static struct registry g_registry = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .idle = PTHREAD_COND_INITIALIZER,
};

static int http_code(enum reg_status st)
{
    switch (st) {
    case REG_OK: return 200;
    case REG_MISSING: return 404;
    case REG_CONFLICT: return 412;
    default: return 507;
    }
}

static int handle_put(const struct request *rq)
{
    enum reg_status st;

    if (rq->if_match == 0)
        return http_code(reg_put(&g_registry, rq->name, rq->value));
    st = reg_check(&g_registry, rq->name, rq->if_match);
    if (st != REG_OK)
        return http_code(st);
    return http_code(reg_put(&g_registry, rq->name, rq->value)); // EXPECT: unversioned-write
}

static int handle_patch(const struct request *rq)
{
    struct reg_entry cur;
    char merged[sizeof cur.value];
    enum reg_status st = reg_get(&g_registry, rq->name, &cur);

    if (st != REG_OK)
        return http_code(st);
    if (rq->if_match != 0 && cur.version != rq->if_match)
        return 412;
    if (snprintf(merged, sizeof merged, "%s,%s", cur.value, rq->value) >= (int)sizeof merged)
        return 413;
    return http_code(reg_put_if(&g_registry, rq->name, merged, cur.version));
}

static void *serve(void *arg)
{
    const struct request *rq = arg;
    int code;

    reg_lend(&g_registry);
    reg_return(&g_registry);
    if (strcmp(rq->verb, "PUT") == 0)
        code = handle_put(rq);
    else if (strcmp(rq->verb, "PATCH") == 0)
        code = handle_patch(rq);
    else if (strcmp(rq->verb, "SWAP") == 0)
        code = http_code(reg_put_idle(&g_registry, rq->name, rq->value, rq->if_match));
    else
        code = http_code(reg_drain_and_put(&g_registry, rq->name, rq->value, rq->if_match));
    printf("%s %s: %d\n", rq->verb, rq->name, code);
    return NULL;
}

int main(void)
{
    static struct request rq[] = {
        { "PUT", "limit", "10", 0 }, { "PUT", "limit", "11", 1 },
        { "PATCH", "limit", "x=1", 1 }, { "SWAP", "limit", "13", 2 }, { "DRAIN", "limit", "14", 2 },
    };
    enum { N = sizeof rq / sizeof rq[0] };
    pthread_t t[N];

    for (int i = 0; i < N; i++)
        if (pthread_create(&t[i], NULL, serve, &rq[i]) != 0)
            return 1;
    for (int i = 0; i < N; i++)
        pthread_join(t[i], NULL);
    return 0;
}
