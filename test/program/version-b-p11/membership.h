#ifndef MEMBERSHIP_H
#define MEMBERSHIP_H
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <tdb.h>

struct node_rec {
    uint32_t incarnation;
    uint32_t state;
    char addr[56];
};

TDB_DATA node_key(const char *name);
int node_read(struct tdb_context *db, TDB_DATA key, struct node_rec *out);
int node_write(struct tdb_context *db, TDB_DATA key, const struct node_rec *rec);

int member_join(struct tdb_context *db, const char *name, const char *addr);
int member_suspect(struct tdb_context *db, const char *name);
int member_swap_addr(struct tdb_context *db, const char *a, const char *b);
int member_log(struct tdb_context *db, const char *name, const char *line);

#endif
