// STD: gnu17
#include "conf.h"

struct conf_store g_conf = { .lock = PTHREAD_RWLOCK_INITIALIZER,
                             .cur = { .serial = 1, .timeout_ms = 2000, .retries = 2 } };

void conf_snapshot(struct resolver_conf *out)
{
    pthread_rwlock_rdlock(&g_conf.lock);
    *out = g_conf.cur;
    pthread_rwlock_unlock(&g_conf.lock);
}

int conf_validate(const struct resolver_conf *c)
{
    if (c->timeout_ms < 10 || c->timeout_ms > 60000)
        return -1;
    if (c->nservers < 0 || c->nservers > 8)
        return -1;
    return 0;
}
