// STD: gnu17
#include "staging.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int run(struct staging *s, const char *sql)
{
    char *err = NULL;
    int rc = sqlite3_exec(s->db, sql, NULL, NULL, &err);

    if (rc != SQLITE_OK)
        fprintf(stderr, "staging: %s\n", err ? err : "database error");
    sqlite3_free(err);
    return rc == SQLITE_OK ? 0 : -1;
}

int upload_begin(struct staging *s, const char *id)
{
    char path[512], sql[512];

    snprintf(path, sizeof(path), "%s/%s", s->root, id);
    if (mkdir(path, 0700) < 0)
        return -1;
    snprintf(sql, sizeof(sql),
             "INSERT INTO uploads(id, state, created_at) VALUES('%s', 'receiving', strftime('%%s','now'))", id);
    return run(s, sql);
}

int upload_append(struct staging *s, const char *id, const void *buf, unsigned long len)
{
    char path[512], sql[512];
    int fd, rc;

    snprintf(path, sizeof(path), "%s/%s/body", s->root, id);
    fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    rc = write(fd, buf, len) == (ssize_t)len ? 0 : -1;
    close(fd);
    if (rc < 0)
        return rc;
    snprintf(sql, sizeof(sql),
             "INSERT INTO upload_parts(upload, bytes, created_at) VALUES('%s', %lu, strftime('%%s','now'))", id, len);
    return run(s, sql);
}

int upload_finish(struct staging *s, const char *id)
{
    char from[512], to[512], sql[512];

    snprintf(from, sizeof(from), "%s/%s/body", s->root, id);
    snprintf(to, sizeof(to), "%s/../objects/%s", s->root, id);
    if (rename(from, to) < 0)
        return -1;
    snprintf(sql, sizeof(sql), "UPDATE uploads SET state = 'done' WHERE id = '%s'", id);
    return run(s, sql);
}
