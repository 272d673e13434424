// STD: gnu17
#include "registry.h"
#include <stdio.h>
#include <sys/time.h>

int64_t reg_now_ms(void)
{
    struct timeval tv;
    gettimeofday(&tv, NULL);
    return (int64_t)tv.tv_sec * 1000 + tv.tv_usec / 1000;
}

int reg_each(struct registry *r, const char *parent, reg_visit fn)
{
    struct String_vector kids;
    struct Stat st;
    char path[256];
    int i, rc, n = 0;

    rc = zoo_get_children(r->zh, parent, 0, &kids);
    if (rc != ZOK) {
        fprintf(stderr, "registry: %s: %s\n", parent, zerror(rc));
        return -1;
    }
    for (i = 0; i < kids.count; i++) {
        snprintf(path, sizeof path, "%s/%s", parent, kids.data[i]);
        if (zoo_exists(r->zh, path, 0, &st) != ZOK)
            continue;
        n += fn(r, path, &st) > 0;
    }
    deallocate_String_vector(&kids);
    return n;
}
