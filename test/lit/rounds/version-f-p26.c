// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Tariff administration of the telephony billing system (PostgreSQL). */
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tariff {
    char id[16];
    char version[24];
    long cents_per_min;
};

static int tariff_load(PGconn *pg, const char *id, struct tariff *t)
{
    const char *par[1] = { id };
    PGresult *r = PQexecParams(pg, "SELECT version, cents_per_min FROM tariff WHERE id = $1",
                               1, NULL, par, NULL, NULL, 0);
    int rc = -1;

    if (PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1) {
        snprintf(t->id, sizeof t->id, "%s", id);
        snprintf(t->version, sizeof t->version, "%s", PQgetvalue(r, 0, 0));
        t->cents_per_min = strtol(PQgetvalue(r, 0, 1), NULL, 10);
        rc = 0;
    }
    PQclear(r);
    return rc;
}

/* Raises a tariff by some percent; 1 = done, 0 = changed by someone else. */
int tariff_raise(PGconn *pg, const char *id, int percent)
{
    struct tariff t;
    char cents[24];
    const char *par[3];
    PGresult *r;
    int rc = -1;

    if (tariff_load(pg, id, &t) != 0)
        return -1;
    snprintf(cents, sizeof cents, "%ld", t.cents_per_min * (100 + percent) / 100);
    par[0] = cents;
    par[1] = t.id;
    par[2] = t.version;
    r = PQexecParams(pg, "UPDATE tariff SET cents_per_min = $1, version = version + 1 "
                         "WHERE id = $2 AND version = $3", 3, NULL, par, NULL, NULL, 0);
    if (PQresultStatus(r) == PGRES_COMMAND_OK)
        rc = strcmp(PQcmdTuples(r), "1") == 0;
    else
        fprintf(stderr, "tariff %s: %s", id, PQerrorMessage(pg));
    PQclear(r);
    return rc;
}

/* Rounds the price to full ten cents; the old price is the condition. */
int tariff_round(PGconn *pg, const char *id)
{
    struct tariff t;
    char now[24], was[24];
    const char *par[3] = { now, id, was };
    PGresult *r;
    int changed;

    do {
        if (tariff_load(pg, id, &t) != 0)
            return -1;
        snprintf(was, sizeof was, "%ld", t.cents_per_min);
        snprintf(now, sizeof now, "%ld", (t.cents_per_min + 5) / 10 * 10);
        r = PQexecParams(pg, "UPDATE tariff SET cents_per_min = $1, version = version + 1 "
                             "WHERE id = $2 AND cents_per_min = $3 "
                             "RETURNING id", 3, NULL, par, NULL, NULL, 0);
        if (PQresultStatus(r) != PGRES_TUPLES_OK) {
            PQclear(r);
            return -1;
        }
        changed = PQntuples(r);
        PQclear(r);
    } while (changed == 0);
    return 0;
}

/* Numbers are unique per customer; the table has the constraint. */
int number_assign(PGconn *pg, const char *customer, const char *e164)
{
    const char *par[2] = { e164, customer };
    PGresult *r = PQexecParams(pg, "SELECT 1 FROM number WHERE e164 = $1", 1, NULL, par, NULL, NULL, 0);
    int taken = PQntuples(r) > 0, rc;

    PQclear(r);
    if (taken)
        return 0;
    r = PQexecParams(pg, "INSERT INTO number (e164, customer) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                     2, NULL, par, NULL, NULL, 0);
    rc = PQresultStatus(r) == PGRES_COMMAND_OK ? atoi(PQcmdTuples(r)) : -1;
    PQclear(r);
    return rc;
}

/* The customer types the new note; what was there is only shown in the log. */
int note_replace(PGconn *pg, const char *customer, const char *text)
{
    const char *par[2] = { text, customer };
    PGresult *r = PQexecParams(pg, "SELECT note FROM customer WHERE id = $1", 1, NULL, par + 1, NULL, NULL, 0);
    int rc;

    if (PQntuples(r) == 1)
        fprintf(stderr, "customer %s: note was %s\n", customer, PQgetvalue(r, 0, 0));
    PQclear(r);
    r = PQexecParams(pg, "UPDATE customer SET note = $1 WHERE id = $2", 2, NULL, par, NULL, NULL, 0);
    rc = PQresultStatus(r) == PGRES_COMMAND_OK ? 0 : -1;
    PQclear(r);
    return rc;
}
