// PACKAGE: unixodbc-dev
// FLAGS:
#include <sql.h>
#include <sqlext.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  SQLExecDirect(a, a, a); // MODEL: sql.run
  SQLExecDirectA(a, a, a); // MODEL: sql.run
  SQLExecDirectW(a, a, a); // MODEL: sql.run
  SQLPrepare(a, a, a); // MODEL: sql.prepare
  SQLPrepareA(a, a, a); // MODEL: sql.prepare
  SQLPrepareW(a, a, a); // MODEL: sql.prepare
  SQLBindParameter(a, a, a, a, a, a, a, a, a, a); // MODEL: sql.bind
  SQLExecute(a); // MODEL: sql.step
  SQLRowCount(a, a); // MODEL: sql.count
  SQLGetData(a, a, a, a, a, a); // MODEL: fill
  SQLBindCol(a, a, a, a, a, a); // MODEL: fill
  SQLFetch(a); // MODEL: pure
  SQLFetchScroll(a, a, a); // MODEL: pure
  SQLNumResultCols(a, a); // MODEL: pure
  SQLSetConnectAttr(a, a, a, a); // MODEL: store.begin
  SQLSetConnectAttrA(a, a, a, a); // MODEL: store.begin
  SQLEndTran(a, a, a); // MODEL: store.commit
}
