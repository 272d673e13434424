#ifndef LOCKDB_H
#define LOCKDB_H
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <tdb.h>

struct lockdb { struct tdb_context *tdb; };

struct lockdb_record {
    struct lockdb *db;
    TDB_DATA key;
    TDB_DATA value;
};

struct lockdb_record *lockdb_fetch_locked(struct lockdb *db, const char *name);
int lockdb_store(struct lockdb_record *rec, const void *buf, size_t len);
int lockdb_remove(struct lockdb_record *rec);
void lockdb_release(struct lockdb_record *rec);

int share_open(struct lockdb *db, const char *path, uint32_t pid);
int share_close(struct lockdb *db, const char *path, uint32_t pid);
int session_count(struct lockdb *db, const char *user, int32_t delta);
int session_announce(struct lockdb *db, uint32_t pid, const char *info);
#endif
