// RUN: %tocsin %s
// STD: gnu17
/* A counter node is read, changed and put back; the version argument is what varies. */
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* from zookeeper.h (3.8) */
typedef struct _zhandle zhandle_t;
struct Stat {
    int64_t czxid, mzxid, ctime, mtime;
    int32_t version, cversion, aversion;
    int64_t ephemeralOwner;
    int32_t dataLength, numChildren;
    int64_t pzxid;
};
enum { ZOK = 0, ZBADVERSION = -103 };
extern int zoo_get(zhandle_t *, const char *path, int watch, char *buffer, int *len, struct Stat *);
extern int zoo_exists(zhandle_t *, const char *path, int watch, struct Stat *);
extern int zoo_set(zhandle_t *, const char *path, const char *buffer, int len, int version);
extern int zoo_delete(zhandle_t *, const char *path, int version);

#define ANY_VERSION (-1)
static int fetch(zhandle_t *zh, const char *path, long *n, struct Stat *st)
{
    char buf[32];
    int len = sizeof buf - 1, rc = zoo_get(zh, path, 0, buf, &len, st);
    if (rc == ZOK) {
        buf[len < 0 ? 0 : len] = '\0';
        *n = strtol(buf, NULL, 10);
    }
    return rc;
}

int literal(zhandle_t *zh, const char *path)
{
    char buf[32] = "";
    int len = sizeof buf - 1;
    int rc = zoo_get(zh, path, 0, buf, &len, NULL);
    if (rc != ZOK)
        return rc;
    len = snprintf(buf, sizeof buf, "%ld", strtol(buf, NULL, 10) + 1);
    return zoo_set(zh, path, buf, len, -1); // EXPECT: unversioned-write
}

int macro(zhandle_t *zh, const char *path)
{
    char out[32];
    long n;
    int rc = fetch(zh, path, &n, &(struct Stat){ 0 });
    if (rc != ZOK)
        return rc;
    int len = snprintf(out, sizeof out, "%ld", n + 1);
    return zoo_set(zh, path, out, len, ANY_VERSION); // EXPECT: unversioned-write
}

int passed(zhandle_t *zh, const char *path)
{
    char out[32];
    long n;
    struct Stat st;
    if (fetch(zh, path, &n, &st) != ZOK)
        return -1;
    int len = snprintf(out, sizeof out, "%ld", n + 1);
    return zoo_set(zh, path, out, len, st.version);
}

int on_one_path(zhandle_t *zh, const char *path, int strict)
{
    char out[32];
    long n;
    struct Stat st;
    int version = -1, rc = fetch(zh, path, &n, &st);
    if (rc != ZOK)
        return rc;
    if (strict)
        version = st.version;
    int len = snprintf(out, sizeof out, "%ld", n * 2);
    return zoo_set(zh, path, out, len, version); // EXPECT: unversioned-write
}

int asked_again(zhandle_t *zh, const char *path)
{
    char out[32];
    long n;
    struct Stat st;
    if (fetch(zh, path, &n, &st) != ZOK)
        return -1;
    int len = snprintf(out, sizeof out, "%ld", n - 1);
    if (zoo_exists(zh, path, 0, &st) != ZOK)
        return -1;
    return zoo_set(zh, path, out, len, st.version); // EXPECT: unversioned-write
}

int outcome_dropped(zhandle_t *zh, const char *path)
{
    char out[32];
    long n;
    struct Stat st;
    if (fetch(zh, path, &n, &st) != ZOK)
        return -1;
    int len = snprintf(out, sizeof out, "%ld", n + 1);
    zoo_set(zh, path, out, len, st.version); // EXPECT: ignored-conflict
    return 0;
}

int retried(zhandle_t *zh, const char *path)
{
    char out[32];
    long n;
    struct Stat st;
    int rc;
    do {
        if ((rc = fetch(zh, path, &n, &st)) != ZOK)
            return rc;
        int len = snprintf(out, sizeof out, "%ld", n + 1);
        rc = zoo_set(zh, path, out, len, st.version);
    } while (rc == ZBADVERSION);
    return rc;
}

int whole_text(zhandle_t *zh, const char *path, const char *text)
{
    return zoo_set(zh, path, text, (int)strlen(text), -1);
}

int other_node(zhandle_t *zh, const char *from, const char *to)
{
    char out[32];
    long n;
    struct Stat st;
    if (fetch(zh, from, &n, &st) != ZOK)
        return -1;
    return zoo_set(zh, to, out, snprintf(out, sizeof out, "%ld", n), -1);
}

int drop_when_zero(zhandle_t *zh, const char *path)
{
    long n;
    struct Stat st;
    int rc = fetch(zh, path, &n, &st);
    return rc == ZOK && n == 0 ? zoo_delete(zh, path, -1) : rc; // EXPECT: unversioned-write
}

int drop_when_zero_versioned(zhandle_t *zh, const char *path)
{
    long n;
    struct Stat st;
    int rc = fetch(zh, path, &n, &st);
    return rc == ZOK && n == 0 ? zoo_delete(zh, path, st.version) : rc;
}
