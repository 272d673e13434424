#include "registry.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

int reg_name_allowed(const char *name)
{
    size_t n = strlen(name);
    if (n == 0 || n > 31)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)name[i]) && name[i] != '.')
            return 0;
    return 1;
}

static int append_host(struct registry *r, const char *pool, const char *host)
{
    struct reg_entry e;
    for (int i = 0; i < 8; i++) {
        if (reg_get(r, pool, &e) != REG_OK)
            return -1;
        enum reg_status rc = reg_append(r, pool, host, e.version);
        if (rc != REG_CONFLICT)
            return rc == REG_OK ? 0 : -1;
    }
    return -1;
}

static int toggle_suffix(struct registry *r, const char *name)
{
    struct reg_entry e;
    char next[96];
    for (int i = 0; i < 8; i++) {
        if (reg_get(r, name, &e) != REG_OK)
            return -1;
        snprintf(next, sizeof(next), "%.90s!", e.value);
        enum reg_status rc = reg_update(r, name, next, e.version);
        if (rc != REG_CONFLICT)
            return rc == REG_OK ? 0 : -1;
    }
    return -1;
}

static void *admin_thread(void *p)
{
    struct registry *r = p;
    if (append_host(r, "pool.a", "10.0.0.7") != 0 || toggle_suffix(r, "pool.a") != 0)
        fprintf(stderr, "pool.a not updated\n");
    return NULL;
}

int main(void)
{
    static struct registry r;
    pthread_t a, b;
    reg_init(&r);
    if (reg_add(&r, "pool.a", "10.0.0.1") != REG_OK)
        return 1;
    pthread_create(&a, NULL, admin_thread, &r);
    pthread_create(&b, NULL, admin_thread, &r);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
