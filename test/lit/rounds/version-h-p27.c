// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* helpdesk: ticket table access of the mail gateway (libpq). */
#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ticket {
	char id[24];
	char state[16];
	char assignee[64];
	char version[24];
};

static PGresult *query(PGconn *c, const char *sql, int n, const char *const *v,
		       ExecStatusType want)
{
	PGresult *r = PQexecParams(c, sql, n, NULL, v, NULL, NULL, 0);

	if (PQresultStatus(r) != want) {
		fprintf(stderr, "helpdesk: %s", PQerrorMessage(c));
		PQclear(r);
		return NULL;
	}
	return r;
}

int ticket_load(PGconn *c, const char *id, struct ticket *t)
{
	const char *v[1] = { id };
	PGresult *r = query(c, "SELECT state, assignee, version FROM tickets WHERE id = $1", 1, v,
			    PGRES_TUPLES_OK);
	int found;

	if (r == NULL)
		return -1;
	found = PQntuples(r) == 1;
	if (found) {
		snprintf(t->id, sizeof(t->id), "%s", id);
		snprintf(t->state, sizeof(t->state), "%s", PQgetvalue(r, 0, 0));
		snprintf(t->assignee, sizeof(t->assignee), "%s", PQgetvalue(r, 0, 1));
		snprintf(t->version, sizeof(t->version), "%s", PQgetvalue(r, 0, 2));
	}
	PQclear(r);
	return found;
}

/* 0 stored, 1 somebody else changed the ticket, -1 error */
int ticket_set_state(PGconn *c, const struct ticket *t, const char *state)
{
	const char *v[3] = { state, t->id, t->version };
	PGresult *r = query(c, "UPDATE tickets SET state = $1, version = version + 1 "
			       "WHERE id = $2 AND version = $3", 3, v, PGRES_COMMAND_OK);
	int rc;

	if (r == NULL)
		return -1;
	rc = atoi(PQcmdTuples(r)) == 1 ? 0 : 1;
	PQclear(r);
	return rc;
}

int ticket_assign(PGconn *c, const struct ticket *t, const char *who)
{
	const char *v[3] = { who, t->id, t->version };
	PGresult *r = PQexecParams(c, // EXPECT: ignored-conflict
		"UPDATE tickets SET assignee = $1, version = version + 1 "
		"WHERE id = $2 AND version = $3", 3, NULL, v, NULL, NULL, 0);
	int rc = PQresultStatus(r) == PGRES_COMMAND_OK ? 0 : -1;

	if (rc != 0)
		fprintf(stderr, "helpdesk: assign %s: %s", t->id, PQerrorMessage(c));
	PQclear(r);
	return rc;
}

/* Mail answer from the customer: a closed ticket opens again. */
int ticket_reopen(PGconn *c, const char *id)
{
	struct ticket t;
	int i, rc;

	for (i = 0; i < 5; i++) {
		rc = ticket_load(c, id, &t);
		if (rc <= 0)
			return rc;
		if (strcmp(t.state, "closed") != 0)
			return 0;
		rc = ticket_set_state(c, &t, "reopened");
		if (rc <= 0)
			return rc;
	}
	return -1;
}

int ticket_take(PGconn *c, const char *id, const char *who)
{
	struct ticket t;
	int rc = ticket_load(c, id, &t);

	if (rc <= 0)
		return -1;
	if (t.assignee[0] != '\0') {
		printf("%s is handled by %s already\n", id, t.assignee);
		return 1;
	}
	if (ticket_assign(c, &t, who) != 0)
		return -1;
	printf("%s is yours now\n", id);
	return 0;
}
