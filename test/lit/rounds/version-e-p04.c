// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* spoolq.c: print spooler queue kept in PostgreSQL, several spoolers per site */
#include <postgresql/libpq-fe.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    char id[24];
    char doc[256];
    char printer[64];
};

static PGresult *q(PGconn *c, const char *sql, int n, const char *const *v)
{
    PGresult *r = PQexecParams(c, sql, n, NULL, v, NULL, NULL, 0);
    ExecStatusType s = PQresultStatus(r);

    if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK) {
        fprintf(stderr, "spoolq: %s", PQerrorMessage(c));
        PQclear(r);
        return NULL;
    }
    return r;
}

/* Take the oldest waiting job for this printer. 1 = got one, 0 = none, -1 = error */
int spool_take(PGconn *c, const char *printer, const char *worker, struct job *out)
{
    const char *sel[] = { printer };
    const char *upd[2];
    PGresult *r = PQexecParams(c,
        "SELECT id, doc FROM jobs WHERE printer = $1 AND state = 'waiting' "
        "ORDER BY queued_at LIMIT 1", 1, NULL, sel, NULL, NULL, 0);

    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) == 0) {
        int rc = PQresultStatus(r) == PGRES_TUPLES_OK ? 0 : -1;
        PQclear(r);
        return rc;
    }
    snprintf(out->id, sizeof(out->id), "%s", PQgetvalue(r, 0, 0));
    snprintf(out->doc, sizeof(out->doc), "%s", PQgetvalue(r, 0, 1));
    snprintf(out->printer, sizeof(out->printer), "%s", printer);
    PQclear(r);

    upd[0] = worker;
    upd[1] = out->id;
    r = PQexecParams(c, "UPDATE jobs SET state = 'printing', worker = $1 WHERE id = $2 AND state = 'waiting'", 2, NULL, upd, NULL, NULL, 0); // EXPECT: ignored-conflict
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fprintf(stderr, "spoolq: take: %s", PQerrorMessage(c));
        PQclear(r);
        return -1;
    }
    PQclear(r);
    return 1;
}

/* Same for the batch printers, which use the newer server. */
int spool_take_batch(PGconn *c, const char *printer, const char *worker, struct job *out)
{
    const char *v[] = { worker, printer };
    PGresult *r = q(c,
        "UPDATE jobs SET state = 'printing', worker = $1 WHERE id = ("
        " SELECT id FROM jobs WHERE printer = $2 AND state = 'waiting'"
        " ORDER BY queued_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, doc", 2, v);
    int n;

    if (!r)
        return -1;
    n = PQntuples(r);
    if (n == 1) {
        snprintf(out->id, sizeof(out->id), "%s", PQgetvalue(r, 0, 0));
        snprintf(out->doc, sizeof(out->doc), "%s", PQgetvalue(r, 0, 1));
        snprintf(out->printer, sizeof(out->printer), "%s", printer);
    }
    PQclear(r);
    return n;
}

/* The operator edits the copies field in the UI and hands back the row version. */
bool spool_set_copies(PGconn *c, const char *id, int copies, const char *row_version)
{
    char num[16];
    const char *v[3];
    PGresult *r;
    bool done;

    snprintf(num, sizeof(num), "%d", copies);
    v[0] = num;
    v[1] = id;
    v[2] = row_version;
    r = q(c, "UPDATE jobs SET copies = $1, row_version = row_version + 1 "
             "WHERE id = $2 AND row_version = $3", 3, v);
    if (!r)
        return false;
    done = strtol(PQcmdTuples(r), NULL, 10) == 1;
    PQclear(r);
    return done;
}

int spool_done(PGconn *c, const struct job *j)
{
    const char *v[] = { j->id };
    PGresult *r = q(c, "UPDATE jobs SET state = 'done', done_at = now() WHERE id = $1", 1, v);

    if (!r)
        return -1;
    PQclear(r);
    return 0;
}
