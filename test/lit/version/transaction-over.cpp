// RUN: %tocsin %s
// REQUIRES: soci
// STD: c++20
// A transaction that a helper began and ended covers nothing of its caller's.
#include <soci/soci.h>

static void tidy(soci::session &sql, int hall) {
  soci::transaction own(sql);
  sql << "DELETE FROM seat WHERE hall = :h AND broken = 1", soci::use(hall);
  own.commit();
}

void guilty(soci::session &sql, int hall, int row) {
  int found = 0;
  tidy(sql, hall);
  sql << "SELECT count(*) FROM seat WHERE hall = :h AND line = :r",
      soci::into(found), soci::use(hall), soci::use(row);
  if (found == 0)
    sql << "INSERT INTO seat(hall, line) VALUES(:h, :r)", soci::use(hall), soci::use(row); // EXPECT: sql-lost-update
}

void corrected(soci::session &sql, int hall, int row) {
  int found = 0;
  tidy(sql, hall);
  soci::transaction all(sql);
  sql << "SELECT count(*) FROM seat WHERE hall = :h AND line = :r",
      soci::into(found), soci::use(hall), soci::use(row);
  if (found == 0)
    sql << "INSERT INTO seat(hall, line) VALUES(:h, :r)", soci::use(hall), soci::use(row);
  all.commit();
}
