// PACKAGE: libmysqlcppconn-dev
// FLAGS:
#include <cppconn/connection.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>

void calls(sql::Connection &c, sql::Statement &s, sql::PreparedStatement &p,
           sql::ResultSet &r, const sql::SQLString &t) {
  s.execute(t); // MODEL: sql.run
  s.executeQuery(t); // MODEL: sql.run
  s.executeUpdate(t); // MODEL: sql.run
  s.getUpdateCount(); // MODEL: sql.count
  c.prepareStatement(t); // MODEL: sql.prepare
  c.setAutoCommit(false); // MODEL: store.begin
  c.commit(); // MODEL: store.commit
  c.rollback(); // MODEL: store.abort
  p.execute(); // MODEL: sql.step
  p.executeQuery(); // MODEL: sql.step
  p.executeUpdate(); // MODEL: sql.step
  p.setInt(1, 1); // MODEL: sql.bind
  p.setUInt(1, 1); // MODEL: sql.bind
  p.setInt64(1, 1); // MODEL: sql.bind
  p.setUInt64(1, 1); // MODEL: sql.bind
  p.setDouble(1, 1); // MODEL: sql.bind
  p.setString(1, t); // MODEL: sql.bind
  p.setBoolean(1, true); // MODEL: sql.bind
  p.setDateTime(1, t); // MODEL: sql.bind
  p.setBigInt(1, t); // MODEL: sql.bind
  r.getInt(1); // MODEL: pure
  r.getUInt(1); // MODEL: pure
  r.getInt64(1); // MODEL: pure
  r.getUInt64(1); // MODEL: pure
  r.getDouble(1); // MODEL: pure
  r.getString(1); // MODEL: pure
  r.getBoolean(1); // MODEL: pure
  r.isNull(1); // MODEL: pure
  r.next(); // MODEL: pure
  r.first(); // MODEL: pure
  r.rowsCount(); // MODEL: pure
  sql::SQLString made("x"); // MODEL: path.same
  t.c_str(); // MODEL: path.same
  t.asStdString(); // MODEL: path.same
}
