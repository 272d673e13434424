// RUN: %tocsin %s
// A helper asks for one number, which a callback puts where it is told.
#include "sqlite3.h"
#include <stdio.h>
#include <stdlib.h>

static int number(void *to, int n, char **values, char **names) {
  if (n > 0)
    *(long *)to = atol(values[0]);
  return 0;
}

static int ask(sqlite3 *db, const char *text, long *to) {
  return sqlite3_exec(db, text, number, to, NULL);
}

int guilty(sqlite3 *db, long shelf, long more) {
  char text[128];
  long books = 0;
  snprintf(text, sizeof text, "SELECT books FROM shelf WHERE id = %ld", shelf);
  if (ask(db, text, &books) != SQLITE_OK)
    return -1;
  snprintf(text, sizeof text, "UPDATE shelf SET books = %ld WHERE id = %ld",
           books + more, shelf);
  return sqlite3_exec(db, text, NULL, NULL, NULL); // EXPECT: sql-lost-update
}

int corrected(sqlite3 *db, long shelf, long more) {
  char text[128];
  snprintf(text, sizeof text,
           "UPDATE shelf SET books = books + %ld WHERE id = %ld", more, shelf);
  return sqlite3_exec(db, text, NULL, NULL, NULL);
}
