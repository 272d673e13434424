// PACKAGE: libmariadb-dev
// FLAGS: -I/usr/include/mariadb
#include <mysql.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  mysql_store_result(a); // MODEL: pure
  mysql_use_result(a); // MODEL: pure
  mysql_fetch_row(a); // MODEL: pure
  mysql_num_rows(a); // MODEL: pure
  mysql_fetch_lengths(a); // MODEL: pure
  mysql_errno(a); // MODEL: pure
  mysql_error(a); // MODEL: pure
  mysql_num_fields(a); // MODEL: pure
  mysql_insert_id(a); // MODEL: pure
  mysql_sqlstate(a); // MODEL: pure
  mysql_real_escape_string(a, a, a, a); // MODEL: fill
  mysql_escape_string(a, a, a); // MODEL: fill
  mysql_free_result(a); // MODEL: output
  mysql_query(a, a); // MODEL: sql.run
  mysql_real_query(a, a, a); // MODEL: sql.run
  mysql_send_query(a, a, a); // MODEL: sql.run
  mysql_stmt_prepare(a, a, a); // MODEL: sql.prepare
  mysql_stmt_bind_param(a, a); // MODEL: sql.bind
  mysql_stmt_execute(a); // MODEL: sql.step
  mysql_stmt_bind_result(a, a); // MODEL: sql.step
  mysql_autocommit(a, a); // MODEL: store.begin
  mysql_commit(a); // MODEL: store.commit
  mysql_rollback(a); // MODEL: store.abort
  mysql_affected_rows(a); // MODEL: sql.count
  mysql_info(a); // MODEL: sql.count
  mysql_stmt_affected_rows(a); // MODEL: sql.count
}
