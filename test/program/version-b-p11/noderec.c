// STD: gnu17
#include "membership.h"
#include <string.h>

TDB_DATA node_key(const char *name)
{
    TDB_DATA k;
    k.dptr = (unsigned char *)name;
    k.dsize = strlen(name);
    return k;
}

int node_read(struct tdb_context *db, TDB_DATA key, struct node_rec *out)
{
    TDB_DATA v = tdb_fetch(db, key);
    if (v.dptr == NULL)
        return -1;
    int ok = v.dsize == sizeof *out;
    if (ok)
        memcpy(out, v.dptr, sizeof *out);
    free(v.dptr);
    return ok ? 0 : -1;
}

int node_write(struct tdb_context *db, TDB_DATA key, const struct node_rec *rec)
{
    TDB_DATA v;
    v.dptr = (unsigned char *)rec;
    v.dsize = sizeof *rec;
    return tdb_store(db, key, v, TDB_REPLACE);
}
