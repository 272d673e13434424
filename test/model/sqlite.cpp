// PACKAGE: libsqlite3-dev
// FLAGS:
#include <sqlite3.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  sqlite3_column_int(a, a); // MODEL: pure
  sqlite3_column_int64(a, a); // MODEL: pure
  sqlite3_column_double(a, a); // MODEL: pure
  sqlite3_column_text(a, a); // MODEL: pure
  sqlite3_column_blob(a, a); // MODEL: pure
  sqlite3_column_bytes(a, a); // MODEL: pure
  sqlite3_column_type(a, a); // MODEL: pure
  sqlite3_column_count(a); // MODEL: pure
  sqlite3_errmsg(a); // MODEL: pure
  sqlite3_errcode(a); // MODEL: pure
  sqlite3_extended_errcode(a); // MODEL: pure
  sqlite3_reset(a); // MODEL: output
  sqlite3_finalize(a); // MODEL: output
  sqlite3_free(a); // MODEL: output
  sqlite3_clear_bindings(a); // MODEL: output
  sqlite3_mprintf(a); // MODEL: path.build
  sqlite3_vmprintf(a, a); // MODEL: path.build
  sqlite3_snprintf(a, a, a); // MODEL: fill
  sqlite3_vsnprintf(a, a, a, a); // MODEL: fill
  sqlite3_exec(a, a, a, a, a); // MODEL: sql.run
  sqlite3_get_table(a, a, a, a, a, a); // MODEL: sql.run
  sqlite3_prepare(a, a, a, a, a); // MODEL: sql.prepare
  sqlite3_prepare_v2(a, a, a, a, a); // MODEL: sql.prepare
  sqlite3_prepare_v3(a, a, a, a, a, a); // MODEL: sql.prepare
  sqlite3_bind_int(a, a, a); // MODEL: sql.bind
  sqlite3_bind_int64(a, a, a); // MODEL: sql.bind
  sqlite3_bind_double(a, a, a); // MODEL: sql.bind
  sqlite3_bind_text(a, a, a, a, a); // MODEL: sql.bind
  sqlite3_bind_text64(a, a, a, a, a, a); // MODEL: sql.bind
  sqlite3_bind_blob(a, a, a, a, a); // MODEL: sql.bind
  sqlite3_bind_blob64(a, a, a, a, a); // MODEL: sql.bind
  sqlite3_step(a); // MODEL: sql.step
  sqlite3_changes(a); // MODEL: sql.count
  sqlite3_changes64(a); // MODEL: sql.count
}
