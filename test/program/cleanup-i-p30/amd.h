/* home directory automounter */
#ifndef AMD_H
#define AMD_H
#include <stdint.h>

#define AMD_MAX 128

struct amount {
    char    path[128];
    char    source[128];
    int     mounted;
    int64_t last_lookup;    /* monotonic seconds */
    int64_t mounted_at;
};

struct amtab {
    struct amount ent[AMD_MAX];
    int count;
};

typedef int (*am_expire_fn)(struct amtab *tab, int64_t idle_s);

struct am_policy {
    const char  *name;
    am_expire_fn expire;
    int64_t      idle_s;
};

int64_t am_now(void);
const char *am_lookup(struct amtab *tab, const char *path);
int am_expire_polite(struct amtab *tab, int64_t idle_s);
int am_expire_laptop(struct amtab *tab, int64_t max_s);
#endif
