#ifndef RES_DAO_H
#define RES_DAO_H
#include <sqlite3.h>
#include <stdint.h>

typedef struct dao {
    sqlite3 *db;
    sqlite3_stmt *cached[8];
} dao;

enum { DAO_OK = 0, DAO_CONFLICT = 1, DAO_NONE = 2, DAO_ERROR = -1 };

int dao_open(dao *d, const char *file);
void dao_close(dao *d);
sqlite3_stmt *dao_stmt(dao *d, int slot, const char *sql);
/* Runs a write; returns the number of rows it touched or DAO_ERROR. */
int dao_write(dao *d, sqlite3_stmt *st);
int dao_begin(dao *d);
int dao_end(dao *d, int ok);

#endif
