// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* radius-acct: accounting sessions to MariaDB. Several radiusd children and a
 * second server for redundancy write to the same database. */
#include <mysql/mysql.h>
#include <mysql/mysqld_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

struct acct {
	char session_id[64];
	char user[64];
	char nas[64];
	unsigned long in_octets, out_octets;
};

static int run(MYSQL *db, const char *sql)
{
	if (mysql_query(db, sql) == 0)
		return 0;
	syslog(LOG_ERR, "acct: %s", mysql_error(db));
	return -1;
}

static long count_rows(MYSQL *db, const char *sql)
{
	MYSQL_RES *res;
	MYSQL_ROW row;
	long n = -1;

	if (run(db, sql) != 0 || (res = mysql_store_result(db)) == NULL)
		return -1;
	row = mysql_fetch_row(res);
	if (row && row[0])
		n = strtol(row[0], NULL, 10);
	mysql_free_result(res);
	return n;
}

/* Accounting-Start */
int acct_start(MYSQL *db, const struct acct *a)
{
	char sql[1024], sid[129], user[129], nas[129];

	mysql_real_escape_string(db, sid, a->session_id, strlen(a->session_id));
	mysql_real_escape_string(db, user, a->user, strlen(a->user));
	mysql_real_escape_string(db, nas, a->nas, strlen(a->nas));

	snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM radacct WHERE acctsessionid = '%s'", sid);
	switch (count_rows(db, sql)) {
	case -1:
		return -1;
	case 0:
		break;
	default:
		return 0;   /* retransmission */
	}
	snprintf(sql, sizeof(sql),
		 "INSERT INTO radacct (acctsessionid, username, nasipaddress, acctstarttime) "
		 "VALUES ('%s', '%s', '%s', NOW())", sid, user, nas);
	return run(db, sql); // EXPECT: sql-lost-update
}

/* first contact with a NAS: keep a row for it */
int nas_register(MYSQL *db, const char *addr)
{
	char sql[512], ip[129];

	mysql_real_escape_string(db, ip, addr, strlen(addr));
	snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM nas WHERE nasname = '%s'", ip);
	if (count_rows(db, sql) > 0)
		return 0;
	snprintf(sql, sizeof(sql), "INSERT INTO nas (nasname, type) VALUES ('%s', 'other')", ip);
	if (mysql_query(db, sql) != 0) {
		if (mysql_errno(db) == ER_DUP_ENTRY)
			return 0;
		syslog(LOG_ERR, "nas: %s", mysql_error(db));
		return -1;
	}
	return 0;
}

/* Interim-Update: the NAS sends 32 bit counters, wraps are folded here */
int acct_interim(MYSQL *db, const struct acct *a)
{
	char sql[1024], sid[129];
	unsigned long long in = 0;
	MYSQL_RES *res;
	MYSQL_ROW row;

	mysql_real_escape_string(db, sid, a->session_id, strlen(a->session_id));
	snprintf(sql, sizeof(sql),
		 "SELECT acctinputoctets FROM radacct WHERE acctsessionid = '%s'", sid);
	if (run(db, sql) != 0 || (res = mysql_store_result(db)) == NULL)
		return -1;
	row = mysql_fetch_row(res);
	if (row && row[0])
		in = strtoull(row[0], NULL, 10);
	mysql_free_result(res);

	if (a->in_octets < (in & 0xffffffffull))
		in += 1ull << 32;
	in = (in & ~0xffffffffull) | a->in_octets;
	snprintf(sql, sizeof(sql),
		 "UPDATE radacct SET acctinputoctets = %llu WHERE acctsessionid = '%s'", in, sid);
	return run(db, sql); // EXPECT: sql-lost-update
}

int nas_count_down(MYSQL *db, const char *ip)
{
	char sql[256];

	snprintf(sql, sizeof(sql), "UPDATE nas SET ports = ports - 1 WHERE nasname = '%s'", ip);
	return run(db, sql);
}
