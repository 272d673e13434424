// STD: gnu17
#include "membership.h"
#include <stdio.h>
#include <string.h>

int member_join(struct tdb_context *db, const char *name, const char *addr)
{
    struct node_rec rec;
    TDB_DATA v;
    memset(&rec, 0, sizeof rec);
    rec.incarnation = 1;
    snprintf(rec.addr, sizeof rec.addr, "%s", addr);
    v.dptr = (unsigned char *)&rec;
    v.dsize = sizeof rec;
    return tdb_store(db, node_key(name), v, TDB_INSERT);
}

int member_suspect(struct tdb_context *db, const char *name)
{
    struct node_rec rec;
    TDB_DATA key = node_key(name);
    if (tdb_chainlock(db, key) != 0)
        return -1;
    int rc = node_read(db, key, &rec);
    if (rc == 0) {
        rec.incarnation++;
        rec.state = 2;
        rc = node_write(db, key, &rec);
    }
    tdb_chainunlock(db, key);
    return rc;
}

int member_swap_addr(struct tdb_context *db, const char *a, const char *b)
{
    struct node_rec ra, rb;
    char tmp[sizeof ra.addr];
    if (tdb_transaction_start(db) != 0)
        return -1;
    if (node_read(db, node_key(a), &ra) != 0 || node_read(db, node_key(b), &rb) != 0) {
        tdb_transaction_cancel(db);
        return -1;
    }
    memcpy(tmp, ra.addr, sizeof tmp);
    memcpy(ra.addr, rb.addr, sizeof tmp);
    memcpy(rb.addr, tmp, sizeof tmp);
    ra.incarnation++;
    rb.incarnation++;
    if (node_write(db, node_key(a), &ra) != 0 || node_write(db, node_key(b), &rb) != 0) {
        tdb_transaction_cancel(db);
        return -1;
    }
    return tdb_transaction_commit(db);
}

int member_log(struct tdb_context *db, const char *name, const char *line)
{
    char key[96];
    TDB_DATA v;
    snprintf(key, sizeof key, "log/%s", name);
    v.dptr = (unsigned char *)line;
    v.dsize = strlen(line);
    return tdb_append(db, node_key(key), v);
}
