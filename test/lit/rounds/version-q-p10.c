// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Dispatcher for print jobs stored in PostgreSQL; several dispatchers run.
 *
 *   CREATE TABLE job (id bigint PRIMARY KEY, state text, row_version bigint, worker text);
 *   CREATE TABLE alias (queue text, name text);
 *   CREATE TABLE printer (name text PRIMARY KEY, uri text);
 */
#include <postgresql/libpq-fe.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    char id[24];
    char row_version[24];
    char state[16];
};

static PGresult *query(PGconn *c, const char *sql, int n, const char *const *v)
{
    return PQexecParams(c, sql, n, NULL, v, NULL, NULL, 0);
}

static int job_load(PGconn *c, const char *id, struct job *j)
{
    const char *v[] = { id };
    PGresult *r = query(c, "SELECT state, row_version FROM job WHERE id = $1", 1, v);
    int rc = -EIO;

    if (PQresultStatus(r) == PGRES_TUPLES_OK) {
        rc = -ENOENT;
        if (PQntuples(r) == 1) {
            snprintf(j->id, sizeof j->id, "%s", id);
            snprintf(j->state, sizeof j->state, "%s", PQgetvalue(r, 0, 0));
            snprintf(j->row_version, sizeof j->row_version, "%s", PQgetvalue(r, 0, 1));
            rc = 0;
        }
    }
    PQclear(r);
    return rc;
}

static const char claim_sql[] =
    "UPDATE job SET state = 'printing', worker = $1, row_version = row_version + 1"
    " WHERE id = $2 AND row_version = $3";

/* Take a queued job for this worker. */
int job_claim(PGconn *c, const char *id, const char *worker)
{
    struct job j;
    PGresult *r;
    int rc = job_load(c, id, &j);

    if (rc != 0)
        return rc;
    if (strcmp(j.state, "queued") != 0)
        return -EBUSY;
    const char *v[] = { worker, id, j.row_version };
    r = query(c, claim_sql, 3, v); // EXPECT: ignored-conflict
    rc = PQresultStatus(r) == PGRES_COMMAND_OK ? 0 : -EIO;
    if (rc != 0)
        fprintf(stderr, "claim %s: %s", id, PQerrorMessage(c));
    PQclear(r);
    return rc;
}

/* Put a job back, for instance when the paper ran out. */
int job_requeue(PGconn *c, const char *id)
{
    struct job j;
    PGresult *r;
    int rc = job_load(c, id, &j);

    if (rc != 0)
        return rc;
    const char *v[] = { id, j.row_version };
    r = query(c,
              "UPDATE job SET state = 'queued', worker = NULL, row_version = row_version + 1"
              " WHERE id = $1 AND row_version = $2", 2, v);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        rc = -EIO;
    else if (strcmp(PQcmdTuples(r), "1") != 0)
        rc = -ESTALE;
    PQclear(r);
    return rc;
}

/* Register another name for a queue. */
int alias_add(PGconn *c, const char *queue, const char *name)
{
    const char *v[] = { queue, name };
    PGresult *r = query(c, "SELECT 1 FROM alias WHERE queue = $1 AND name = $2", 2, v);
    int rows = PQresultStatus(r) == PGRES_TUPLES_OK ? PQntuples(r) : -1;
    int rc;

    PQclear(r);
    if (rows != 0)
        return rows < 0 ? -EIO : -EEXIST;
    r = query(c, "INSERT INTO alias (queue, name) VALUES ($1, $2)", 2, v); // EXPECT: sql-lost-update
    rc = PQresultStatus(r) == PGRES_COMMAND_OK ? 0 : -EIO;
    PQclear(r);
    return rc;
}

int printer_add(PGconn *c, const char *name, const char *uri)
{
    const char *v[] = { name, uri };
    PGresult *r = query(c, "SELECT 1 FROM printer WHERE name = $1", 1, v);
    int taken = PQntuples(r) > 0, rc = 0;

    PQclear(r);
    if (taken)
        return -EEXIST;
    r = query(c, "INSERT INTO printer (name, uri) VALUES ($1, $2)", 2, v);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        const char *code = PQresultErrorField(r, PG_DIAG_SQLSTATE);
        rc = code && strcmp(code, "23505") == 0 ? -EEXIST : -EIO;
    }
    PQclear(r);
    return rc;
}
