// STD: gnu17
#include "lockdb.h"
#include <stdlib.h>
#include <string.h>

struct lockdb_record *lockdb_fetch_locked(struct lockdb *db, const char *name)
{
    struct lockdb_record *rec = calloc(1, sizeof *rec);

    if (rec == NULL)
        return NULL;
    rec->db = db;
    rec->key.dptr = (unsigned char *)strdup(name);
    rec->key.dsize = strlen(name);
    if (rec->key.dptr == NULL || tdb_chainlock(db->tdb, rec->key) != 0) {
        free(rec->key.dptr);
        free(rec);
        return NULL;
    }
    rec->value = tdb_fetch(db->tdb, rec->key);
    return rec;
}

int lockdb_store(struct lockdb_record *rec, const void *buf, size_t len)
{
    TDB_DATA d = { (unsigned char *)buf, len };

    return tdb_store(rec->db->tdb, rec->key, d, TDB_REPLACE);
}

int lockdb_remove(struct lockdb_record *rec)
{
    return tdb_delete(rec->db->tdb, rec->key);
}

void lockdb_release(struct lockdb_record *rec)
{
    tdb_chainunlock(rec->db->tdb, rec->key);
    free(rec->value.dptr);
    free(rec->key.dptr);
    free(rec);
}
