// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <mariadb/mysql.h>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <stdexcept>
class Conn {
public:
  explicit Conn(MYSQL *m) : m_(m) {}
  void run(const std::string &q) { if (mysql_real_query(m_, q.data(), q.size())) throw std::runtime_error(mysql_error(m_)); }
  long one(const std::string &q) {
    run(q);
    MYSQL_RES *r = mysql_store_result(m_);
    MYSQL_ROW row = mysql_fetch_row(r);
    long v = row && row[0] ? atol(row[0]) : 0;
    mysql_free_result(r);
    return v;
  }
  unsigned long long affected() { return mysql_affected_rows(m_); }
private:
  MYSQL *m_;
};
class Tickets {
public:
  explicit Tickets(Conn &c) : c_(c) {}
  void sell(long ev, long n) {
    char q[256];
    snprintf(q, sizeof q, "SELECT sold FROM events WHERE id=%ld", ev);
    long sold = c_.one(q);
    snprintf(q, sizeof q, "UPDATE events SET sold=%ld WHERE id=%ld", sold + n, ev);
    c_.run(q); // EXPECT: sql-lost-update
  }
  void sellOk(long ev, long n) {
    char q[256];
    snprintf(q, sizeof q, "UPDATE events SET sold=sold+%ld WHERE id=%ld AND sold+%ld<=cap", n, ev, n);
    c_.run(q);
    if (c_.affected() == 0) throw std::runtime_error("sold out");
  }
  void setTitle(long ev, const std::string &t, long ver) {
    c_.run("UPDATE events SET title='" + t + "', version=version+1 WHERE id=" + std::to_string(ev) + " AND version=" + std::to_string(ver)); // EXPECT: ignored-conflict
  }
  bool setTitleOk(long ev, const std::string &t, long ver) {
    c_.run("UPDATE events SET title='" + t + "', version=version+1 WHERE id=" + std::to_string(ev) + " AND version=" + std::to_string(ver));
    return c_.affected() == 1;
  }
  void reserve(long ev, long seat, long user) {
    if (c_.one("SELECT COUNT(*) FROM seats WHERE ev=" + std::to_string(ev) + " AND seat=" + std::to_string(seat)) == 0)
      c_.run("INSERT INTO seats(ev, seat, user) VALUES(" + std::to_string(ev) + "," + std::to_string(seat) + "," + std::to_string(user) + ")"); // EXPECT: sql-lost-update
  }
  void reserveTx(long ev, long seat, long user) {
    c_.run("START TRANSACTION");
    if (c_.one("SELECT COUNT(*) FROM seats WHERE ev=" + std::to_string(ev) + " AND seat=" + std::to_string(seat) + " FOR UPDATE") == 0)
      c_.run("INSERT INTO seats(ev, seat, user) VALUES(" + std::to_string(ev) + "," + std::to_string(seat) + "," + std::to_string(user) + ")");
    c_.run("COMMIT");
  }
private:
  Conn &c_;
};
