/* subset of the SQLite public interface used by the scheduler */
#ifndef SQLITE3_SUBSET_H
#define SQLITE3_SUBSET_H
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef long long sqlite3_int64;
#define SQLITE_OK 0
#define SQLITE_ROW 100
#define SQLITE_DONE 101
#ifdef __cplusplus
extern "C" {
#endif
int sqlite3_open(const char *filename, sqlite3 **db);
int sqlite3_exec(sqlite3 *, const char *sql, int (*cb)(void *, int, char **, char **), void *, char **err);
int sqlite3_prepare_v2(sqlite3 *, const char *sql, int n, sqlite3_stmt **, const char **tail);
int sqlite3_bind_int64(sqlite3_stmt *, int, sqlite3_int64);
int sqlite3_step(sqlite3_stmt *);
int sqlite3_finalize(sqlite3_stmt *);
int sqlite3_changes(sqlite3 *);
void sqlite3_free(void *);
const char *sqlite3_errmsg(sqlite3 *);
#ifdef __cplusplus
}
#endif
#endif
