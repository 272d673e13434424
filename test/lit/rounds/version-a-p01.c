// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Feature flag rollouts kept as small text nodes under /flags. */
#include <stdio.h>
#include <string.h>
#define THREADED
#include <zookeeper/zookeeper.h>

struct flag {
    int percent;
    int edits;
    char owner[48];
};

#define FLAG_RETRIES 5

static void flag_path(const char *name, char *out, size_t cap)
{
    snprintf(out, cap, "/flags/%s", name);
}

static int flag_load(zhandle_t *zh, const char *name, struct flag *f, struct Stat *st)
{
    char path[256], buf[256];
    int len = sizeof(buf) - 1;
    flag_path(name, path, sizeof(path));
    int rc = zoo_get(zh, path, 0, buf, &len, st);
    if (rc != ZOK)
        return rc;
    buf[len < 0 ? 0 : len] = '\0';
    if (sscanf(buf, "%d %d %47s", &f->percent, &f->edits, f->owner) != 3)
        return ZMARSHALLINGERROR;
    return ZOK;
}

static int flag_store(zhandle_t *zh, const char *name, const struct flag *f, int version)
{
    char path[256], buf[256];
    flag_path(name, path, sizeof(path));
    int n = snprintf(buf, sizeof(buf), "%d %d %s", f->percent, f->edits, f->owner);
    return zoo_set(zh, path, buf, n, version);
}

int flag_step(zhandle_t *zh, const char *name, int delta)
{
    struct flag f;
    struct Stat st;
    for (int i = 0; i < FLAG_RETRIES; i++) {
        int rc = flag_load(zh, name, &f, &st);
        if (rc != ZOK)
            return rc;
        f.percent += delta;
        if (f.percent > 100)
            f.percent = 100;
        f.edits++;
        rc = flag_store(zh, name, &f, st.version);
        if (rc != ZBADVERSION)
            return rc;
    }
    return ZBADVERSION;
}

int flag_kill(zhandle_t *zh, const char *name)
{
    struct flag f;
    struct Stat st;
    int rc = flag_load(zh, name, &f, &st);
    if (rc != ZOK)
        return rc;
    if (f.percent == 0)
        return ZOK;
    f.percent = 0;
    f.edits++;
    rc = flag_store(zh, name, &f, -1); // EXPECT: unversioned-write
    if (rc != ZOK)
        fprintf(stderr, "flag %s: %s\n", name, zerror(rc));
    return rc;
}

int flag_factory_reset(zhandle_t *zh, const char *name)
{
    struct flag f = { .percent = 0, .edits = 0, .owner = "ops" };
    return flag_store(zh, name, &f, -1);
}

int flag_set_owner(zhandle_t *zh, const char *name, const char *owner)
{
    struct flag f;
    struct Stat st;
    int rc = flag_load(zh, name, &f, &st);
    if (rc != ZOK)
        return rc;
    snprintf(f.owner, sizeof(f.owner), "%s", owner);
    f.edits++;
    flag_store(zh, name, &f, st.version); // EXPECT: ignored-conflict
    printf("flag %s now owned by %s\n", name, owner);
    return ZOK;
}

int flag_report(zhandle_t *zh, const char *name)
{
    struct flag f;
    struct Stat st;
    int rc = flag_load(zh, name, &f, &st);
    if (rc == ZOK)
        printf("%s: %d%% (%d edits, v%d)\n", name, f.percent, f.edits, st.version);
    return rc;
}
