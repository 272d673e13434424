#ifndef STAGING_H
#define STAGING_H

#include <sqlite3.h>

struct staging {
    sqlite3 *db;
    char root[256];
};

/* upload.c: HTTP side */
int upload_begin(struct staging *s, const char *id);
int upload_append(struct staging *s, const char *id, const void *buf, unsigned long len);
int upload_finish(struct staging *s, const char *id);

/* expire.c: hourly */
int expire_rows(struct staging *s);
int expire_dirs(struct staging *s, long max_age);

#endif
