// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
// From one fixed state to another: who was first has it. Without a look at the
// number of rows both believe that.
#include <mysql/mysql.h>
#include <stdio.h>

int take(MYSQL *db, unsigned long ride, unsigned long driver) {
  char sql[200];
  snprintf(sql, sizeof sql,
           "UPDATE ride SET state = 'taken', driver_id = %lu WHERE id = %lu AND "
           "state = 'open'",
           driver, ride);
  return mysql_query(db, sql); // EXPECT: ignored-conflict
}

int take_if_open(MYSQL *db, unsigned long ride, unsigned long driver) {
  char sql[200];
  snprintf(sql, sizeof sql,
           "UPDATE ride SET state = 'taken', driver_id = %lu WHERE id = %lu AND "
           "state = 'open'",
           driver, ride);
  if (mysql_query(db, sql))
    return -1;
  return mysql_affected_rows(db) == 1 ? 0 : 1;
}

// Twice is as good as once.
int finish(MYSQL *db, unsigned long ride) {
  char sql[200];
  snprintf(sql, sizeof sql,
           "UPDATE ride SET state = 'done' WHERE id = %lu AND state = 'taken'",
           ride);
  return mysql_query(db, sql);
}
int finish_at(MYSQL *db, unsigned long ride, long now) {
  char sql[200];
  snprintf(sql, sizeof sql,
           "UPDATE ride SET state = 'done', ended_at = %ld WHERE id = %lu AND "
           "state = 'taken'",
           now, ride);
  return mysql_query(db, sql);
}

// No row in particular.
int expire(MYSQL *db, long limit) {
  char sql[200];
  snprintf(sql, sizeof sql,
           "UPDATE ride SET state = 'gone', note = %ld WHERE state = 'open' AND "
           "asked < %ld",
           limit, limit);
  return mysql_query(db, sql);
}

// Who has closed it sends the bill; everybody believes that it was he.
int bill(MYSQL *db, unsigned long ride) {
  char sql[200];
  snprintf(sql, sizeof sql,
           "UPDATE ride SET state = 'billed' WHERE id = %lu AND state = 'done'",
           ride);
  if (mysql_query(db, sql)) // EXPECT: ignored-conflict
    return -1;
  snprintf(sql, sizeof sql, "INSERT INTO outbox (ride_id) VALUES (%lu)", ride);
  return mysql_query(db, sql);
}
int bill_once(MYSQL *db, unsigned long ride) {
  char sql[200];
  snprintf(sql, sizeof sql,
           "UPDATE ride SET state = 'billed' WHERE id = %lu AND state = 'done'",
           ride);
  if (mysql_query(db, sql) || mysql_affected_rows(db) != 1)
    return -1;
  snprintf(sql, sizeof sql, "INSERT INTO outbox (ride_id) VALUES (%lu)", ride);
  return mysql_query(db, sql);
}
