// RUN: %tocsin %s
// REQUIRES: odbc
// Columns are fetched one by one, or into variables that were bound before.
#include <stdio.h>
#include <sql.h>
#include <sqlext.h>

static void run(SQLHSTMT s, const char *text) {
  SQLExecDirect(s, (SQLCHAR *)text, SQL_NTS);
}

void fetched(SQLHSTMT read, SQLHSTMT write, long id) {
  char text[128];
  SQLINTEGER stock = 0;
  snprintf(text, sizeof text, "SELECT stock FROM shelf WHERE id = %ld", id);
  run(read, text);
  SQLFetch(read);
  SQLGetData(read, 1, SQL_C_SLONG, &stock, 0, NULL);
  snprintf(text, sizeof text, "UPDATE shelf SET stock = %d WHERE id = %ld", (int)stock - 1, id);
  run(write, text); // EXPECT: sql-lost-update
}

void bound(SQLHSTMT read, SQLHSTMT write, SQLINTEGER id) {
  SQLINTEGER stock = 0;
  SQLPrepare(read, (SQLCHAR *)"SELECT stock FROM shelf WHERE id = ?", SQL_NTS);
  SQLBindParameter(read, 1, SQL_PARAM_INPUT, SQL_C_SLONG, SQL_INTEGER, 0, 0, &id, 0, NULL);
  SQLExecute(read);
  SQLBindCol(read, 1, SQL_C_SLONG, &stock, 0, NULL);
  SQLFetch(read);
  stock++;
  SQLPrepare(write, (SQLCHAR *)"UPDATE shelf SET stock = ? WHERE id = ?", SQL_NTS);
  SQLBindParameter(write, 1, SQL_PARAM_INPUT, SQL_C_SLONG, SQL_INTEGER, 0, 0, &stock, 0, NULL);
  SQLBindParameter(write, 2, SQL_PARAM_INPUT, SQL_C_SLONG, SQL_INTEGER, 0, 0, &id, 0, NULL);
  SQLExecute(write); // EXPECT: sql-lost-update
}

void inTheStatement(SQLHSTMT s, long id) {
  char text[128];
  snprintf(text, sizeof text, "UPDATE shelf SET stock = stock - 1 WHERE stock > 0 AND id = %ld", id);
  run(s, text);
}
