#ifndef CONF_H
#define CONF_H
#include <pthread.h>
#include <stdint.h>

struct resolver_conf {
    uint32_t serial;
    int timeout_ms;
    int retries;
    int nservers;
    char server[8][64];
};

struct conf_store {
    pthread_rwlock_t lock;
    struct resolver_conf cur;
};

extern struct conf_store g_conf;

enum { CONF_APPLIED = 0, CONF_STALE = 1, CONF_INVALID = 2 };

void conf_snapshot(struct resolver_conf *out);
int conf_validate(const struct resolver_conf *c);

int ctl_add_server(uint32_t base_serial, const char *addr);
int ctl_set_timeout(uint32_t base_serial, int ms);
int ctl_describe(char *buf, int cap);
#endif
