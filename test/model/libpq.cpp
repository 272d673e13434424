// PACKAGE: libpq-dev
// FLAGS: -I/usr/include/postgresql
#include <libpq-fe.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  PQgetvalue(a, a, a); // MODEL: pure
  PQgetisnull(a, a, a); // MODEL: pure
  PQgetlength(a, a, a); // MODEL: pure
  PQntuples(a); // MODEL: pure
  PQnfields(a); // MODEL: pure
  PQfnumber(a, a); // MODEL: pure
  PQresultStatus(a); // MODEL: pure
  PQresStatus(a); // MODEL: pure
  PQresultErrorMessage(a); // MODEL: pure
  PQresultErrorField(a, a); // MODEL: pure
  PQerrorMessage(a); // MODEL: pure
  PQgetResult(a); // MODEL: pure
  PQescapeLiteral(a, a, a); // MODEL: path.build
  PQescapeIdentifier(a, a, a); // MODEL: path.build
  PQescapeStringConn(a, a, a, a, a); // MODEL: fill
  PQclear(a); // MODEL: output
  PQfreemem(a); // MODEL: output
  PQexec(a, a); // MODEL: sql.run
  PQexecParams(a, a, a, a, a, a, a, a); // MODEL: sql.run
  PQsendQuery(a, a); // MODEL: sql.run
  PQsendQueryParams(a, a, a, a, a, a, a, a); // MODEL: sql.run
  PQprepare(a, a, a, a, a); // MODEL: sql.prepare
  PQsendPrepare(a, a, a, a, a); // MODEL: sql.prepare
  PQexecPrepared(a, a, a, a, a, a, a); // MODEL: sql.step
  PQsendQueryPrepared(a, a, a, a, a, a, a); // MODEL: sql.step
  PQcmdTuples(a); // MODEL: sql.count
}
