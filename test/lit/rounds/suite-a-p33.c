// RUN: %tocsin %s
// STD: gnu17
/* Records in a coordination service. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Stat { int64_t czxid, mzxid, ctime, mtime; int32_t version, cversion, aversion; int64_t ephemeralOwner; int32_t dataLength, numChildren; int64_t pzxid; };
typedef struct _zhandle zhandle_t;
int zoo_get(zhandle_t *zh, const char *path, int watch, char *buffer, int *buffer_len, struct Stat *stat);
int zoo_set(zhandle_t *zh, const char *path, const char *buffer, int buflen, int version);
int zoo_set2(zhandle_t *zh, const char *path, const char *buffer, int buflen, int version, struct Stat *stat);
int zoo_delete(zhandle_t *zh, const char *path, int version);
int zoo_exists(zhandle_t *zh, const char *path, int watch, struct Stat *stat);
#define ZOK 0
#define ZBADVERSION (-103)

static long number(const char *b, int n)
{
    char t[32];
    if (n < 0 || n >= (int)sizeof t)
        return 0;
    memcpy(t, b, (size_t)n);
    t[n] = 0;
    return strtol(t, NULL, 10);
}

int z01(zhandle_t *zh, const char *path, long add)
{
    char b[32], o[32];
    int n = sizeof b, m;
    struct Stat st;
    if (zoo_get(zh, path, 0, b, &n, &st) != ZOK)
        return -1;
    m = snprintf(o, sizeof o, "%ld", number(b, n) + add);
    return zoo_set(zh, path, o, m, -1); // EXPECT: unversioned-write
}

int z02(zhandle_t *zh, const char *path, long add)
{
    char b[32], o[32];
    int n = sizeof b, m, ver = -1;
    struct Stat st;
    if (zoo_get(zh, path, 0, b, &n, NULL) != ZOK)
        return -1;
    m = snprintf(o, sizeof o, "%ld", number(b, n) * add);
    return zoo_set2(zh, path, o, m, ver, &st); // EXPECT: unversioned-write
}

int z03(zhandle_t *zh, const char *path, long add)
{
    char b[32], o[32];
    int n = sizeof b, m;
    struct Stat st, fresh;
    if (zoo_get(zh, path, 0, b, &n, &st) != ZOK)
        return -1;
    m = snprintf(o, sizeof o, "%ld", number(b, n) + add);
    if (zoo_exists(zh, path, 0, &fresh) != ZOK)
        return -1;
    return zoo_set(zh, path, o, m, fresh.version); // EXPECT: unversioned-write
}

int z04(zhandle_t *zh, const char *path, long add)
{
    char b[32], o[32];
    int n = sizeof b, m;
    struct Stat st;
    if (zoo_get(zh, path, 0, b, &n, &st) != ZOK)
        return -1;
    m = snprintf(o, sizeof o, "%ld", number(b, n) + add);
    zoo_set(zh, path, o, m, st.version); // EXPECT: ignored-conflict
    return 0;
}

int z05(zhandle_t *zh, const char *path, const char *me)
{
    char b[64];
    int n = sizeof b - 1;
    struct Stat st;
    if (zoo_get(zh, path, 0, b, &n, &st) != ZOK || n < 0)
        return -1;
    b[n] = 0;
    if (strcmp(b, me) != 0)
        return -1;
    return zoo_delete(zh, path, -1); // EXPECT: unversioned-write
}

static int store(zhandle_t *zh, const char *path, const char *v, int n)
{
    return zoo_set(zh, path, v, n, -1);
}

int z06(zhandle_t *zh, const char *path)
{
    char b[32], o[32];
    int n = sizeof b, m;
    if (zoo_get(zh, path, 0, b, &n, NULL) != ZOK)
        return -1;
    m = snprintf(o, sizeof o, "%ld", number(b, n) + 1);
    return store(zh, path, o, m); // EXPECT: unversioned-write
}

int z07(zhandle_t *zh, const char *path, long add)
{
    for (;;) {
        char b[32], o[32];
        int n = sizeof b, m, rc;
        struct Stat st;
        if (zoo_get(zh, path, 0, b, &n, &st) != ZOK)
            return -1;
        m = snprintf(o, sizeof o, "%ld", number(b, n) + add);
        rc = zoo_set(zh, path, o, m, st.version);
        if (rc != ZBADVERSION)
            return rc;
    }
}

int z08(zhandle_t *zh, const char *path, const char *text)
{
    return zoo_set(zh, path, text, (int)strlen(text), -1);
}

int z09(zhandle_t *zh, const char *path, const char *copy)
{
    char b[256];
    int n = sizeof b;
    struct Stat st;
    if (zoo_get(zh, path, 0, b, &n, &st) != ZOK)
        return -1;
    return zoo_set(zh, copy, b, n, -1);
}

int z10(zhandle_t *zh, const char *path, const char *me)
{
    char b[64];
    int n = sizeof b - 1;
    struct Stat st;
    if (zoo_get(zh, path, 0, b, &n, &st) != ZOK || n < 0)
        return -1;
    b[n] = 0;
    return strcmp(b, me) == 0 ? zoo_delete(zh, path, st.version) : -1;
}
