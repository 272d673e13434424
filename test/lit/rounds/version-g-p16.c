// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* smb-like share mode registry in a TDB file mapped by all server processes */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdbool.h>
#include <signal.h>
#include <fcntl.h>
#include <sys/types.h>
#include <sys/stat.h>
#include <tdb.h>

#define MAX_OPENS 32

struct open_list {
    uint32_t n;
    pid_t pid[MAX_OPENS];
};

struct share_reg {
    struct tdb_context *tdb;
    TDB_DATA locked;
};

static TDB_DATA key_of(const char *path)
{
    TDB_DATA k;

    k.dptr = (unsigned char *)path;
    k.dsize = strlen(path);
    return k;
}

static int reg_enter(struct share_reg *r, const char *path)
{
    r->locked = key_of(path);
    return tdb_chainlock(r->tdb, r->locked);
}

static void reg_leave(struct share_reg *r)
{
    tdb_chainunlock(r->tdb, r->locked);
}

static int load_opens(struct tdb_context *tdb, TDB_DATA key, struct open_list *l)
{
    TDB_DATA d = tdb_fetch(tdb, key);

    memset(l, 0, sizeof(*l));
    if (d.dptr == NULL)
        return 0;
    if (d.dsize == sizeof(*l))
        memcpy(l, d.dptr, sizeof(*l));
    free(d.dptr);
    return l->n <= MAX_OPENS ? 0 : -1;
}

static int save_opens(struct tdb_context *tdb, TDB_DATA key, struct open_list *l)
{
    TDB_DATA d;

    if (l->n == 0)
        return tdb_delete(tdb, key);
    d.dptr = (unsigned char *)l;
    d.dsize = sizeof(*l);
    return tdb_store(tdb, key, d, TDB_REPLACE);
}

int share_open(struct share_reg *r, const char *path, pid_t pid)
{
    struct open_list l;
    int rc = -1;

    if (reg_enter(r, path) != 0)
        return -1;
    if (load_opens(r->tdb, r->locked, &l) == 0 && l.n < MAX_OPENS) {
        l.pid[l.n++] = pid;
        rc = save_opens(r->tdb, r->locked, &l);
    }
    reg_leave(r);
    return rc;
}

int share_close(struct share_reg *r, const char *path, pid_t pid)
{
    struct open_list l;
    uint32_t i;
    int rc = -1;

    if (reg_enter(r, path) != 0)
        return -1;
    if (load_opens(r->tdb, r->locked, &l) == 0) {
        for (i = 0; i < l.n; i++)
            if (l.pid[i] == pid) {
                l.pid[i] = l.pid[--l.n];
                break;
            }
        rc = save_opens(r->tdb, r->locked, &l);
    }
    reg_leave(r);
    return rc;
}

/* drop entries of processes that are gone, one transaction for the batch */
int share_purge(struct share_reg *r, const char **paths, size_t n)
{
    struct open_list l;
    size_t p;
    uint32_t i;

    if (tdb_transaction_start(r->tdb) != 0)
        return -1;
    for (p = 0; p < n; p++) {
        TDB_DATA k = key_of(paths[p]);

        if (load_opens(r->tdb, k, &l) < 0)
            continue;
        for (i = 0; i < l.n;) {
            if (kill(l.pid[i], 0) != 0)
                l.pid[i] = l.pid[--l.n];
            else
                i++;
        }
        if (save_opens(r->tdb, k, &l) != 0) {
            tdb_transaction_cancel(r->tdb);
            return -1;
        }
    }
    return tdb_transaction_commit(r->tdb);
}
