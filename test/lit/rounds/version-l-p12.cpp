// RUN: %tocsin %s
// REQUIRES: odbc
// STD: c++20
// Meter-reading gateway, ODBC back end (SQL Server at most sites).
#include <sql.h>
#include <sqlext.h>
#include <cstring>
#include <stdexcept>
#include <string>

namespace meter {

class OdbcError : public std::runtime_error {
 public:
  OdbcError(const char* what, std::string state) : std::runtime_error(what), state_(std::move(state)) {}
  const std::string& state() const { return state_; }

 private:
  std::string state_;
};

class Stmt {
 public:
  Stmt(SQLHDBC dbc, const char* text) {
    SQLAllocHandle(SQL_HANDLE_STMT, dbc, &h_);
    need(SQLPrepare(h_, reinterpret_cast<SQLCHAR*>(const_cast<char*>(text)), SQL_NTS), "prepare");
  }
  ~Stmt() { SQLFreeHandle(SQL_HANDLE_STMT, h_); }
  Stmt(const Stmt&) = delete;
  Stmt& operator=(const Stmt&) = delete;

  Stmt& arg(SQLBIGINT& v) {
    need(SQLBindParameter(h_, ++args_, SQL_PARAM_INPUT, SQL_C_SBIGINT, SQL_BIGINT, 0, 0, &v, 0, nullptr), "bind");
    return *this;
  }
  void run() { need(SQLExecute(h_), "execute"); }
  SQLLEN runCounted() {
    SQLRETURN rc = SQLExecute(h_);
    if (rc == SQL_NO_DATA) return 0;
    need(rc, "execute");
    SQLLEN rows = 0;
    need(SQLRowCount(h_, &rows), "rowcount");
    return rows;
  }
  bool fetch() { return SQLFetch(h_) == SQL_SUCCESS; }
  SQLBIGINT big(SQLUSMALLINT col) {
    SQLBIGINT v = 0;
    SQLLEN ind = 0;
    need(SQLGetData(h_, col, SQL_C_SBIGINT, &v, 0, &ind), "getdata");
    return ind == SQL_NULL_DATA ? 0 : v;
  }

 private:
  void need(SQLRETURN rc, const char* what) {
    if (SQL_SUCCEEDED(rc)) return;
    SQLCHAR st[6] = {0}, msg[256] = {0};
    SQLGetDiagRec(SQL_HANDLE_STMT, h_, 1, st, nullptr, msg, sizeof msg, nullptr);
    throw OdbcError(what, reinterpret_cast<char*>(st));
  }
  SQLHSTMT h_ = SQL_NULL_HSTMT;
  SQLUSMALLINT args_ = 0;
};

class ManualCommit {
 public:
  explicit ManualCommit(SQLHDBC dbc) : dbc_(dbc) {
    SQLSetConnectAttr(dbc_, SQL_ATTR_AUTOCOMMIT, reinterpret_cast<SQLPOINTER>(SQL_AUTOCOMMIT_OFF), 0);
  }
  ~ManualCommit() {
    if (!done_) SQLEndTran(SQL_HANDLE_DBC, dbc_, SQL_ROLLBACK);
    SQLSetConnectAttr(dbc_, SQL_ATTR_AUTOCOMMIT, reinterpret_cast<SQLPOINTER>(SQL_AUTOCOMMIT_ON), 0);
  }
  bool commit() {
    done_ = SQL_SUCCEEDED(SQLEndTran(SQL_HANDLE_DBC, dbc_, SQL_COMMIT));
    return done_;
  }

 private:
  SQLHDBC dbc_;
  bool done_ = false;
};

// Adds the consumption of one interval to the register of a meter.
bool addConsumption(SQLHDBC dbc, SQLBIGINT meter, SQLBIGINT wattHours) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    Stmt read(dbc, "SELECT register_wh, peak_wh FROM meters WHERE id = ?");
    read.arg(meter).run();
    if (!read.fetch()) return false;
    SQLBIGINT before = read.big(1), peak = read.big(2);
    SQLBIGINT total = before + wattHours;
    if (wattHours > peak) peak = wattHours;
    Stmt write(dbc, "UPDATE meters SET register_wh = ?, peak_wh = ? WHERE id = ? AND register_wh = ?");
    if (write.arg(total).arg(peak).arg(meter).arg(before).runCounted() == 1) return true;
  }
  return false;
}

// Rolls a mechanical register over; the row stays locked until the commit.
bool rollOver(SQLHDBC dbc, SQLBIGINT meter, SQLBIGINT modulus) {
  ManualCommit tx(dbc);
  Stmt read(dbc, "SELECT register_wh, rollovers FROM meters WITH (UPDLOCK, ROWLOCK) WHERE id = ?");
  read.arg(meter).run();
  if (!read.fetch()) return false;
  SQLBIGINT reg = read.big(1) % modulus, count = read.big(2) + 1;
  Stmt write(dbc, "UPDATE meters SET register_wh = ?, rollovers = ? WHERE id = ?");
  write.arg(reg).arg(count).arg(meter).run();
  return tx.commit();
}

// A reading may be delivered twice by the radio network; (meter_id, taken_at) is unique.
bool storeReading(SQLHDBC dbc, SQLBIGINT meter, SQLBIGINT takenAt, SQLBIGINT value) {
  Stmt probe(dbc, "SELECT COUNT(*) FROM readings WHERE meter_id = ? AND taken_at = ?");
  probe.arg(meter).arg(takenAt).run();
  if (probe.fetch() && probe.big(1) > 0) return false;
  try {
    Stmt ins(dbc, "INSERT INTO readings (meter_id, taken_at, value) VALUES (?, ?, ?)");
    ins.arg(meter).arg(takenAt).arg(value).run();
  } catch (const OdbcError& e) {
    if (e.state() == "23000") return false;
    throw;
  }
  return true;
}

}  // namespace meter
