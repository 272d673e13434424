// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Ticket box office: seats, vouchers and loyalty points over libpqxx.
#include <pqxx/pqxx>
#include <iostream>
#include <optional>
#include <string>

namespace boxoffice {

struct Loyalty {
  long points = 0;
  std::string tier;
};

class BoxOffice {
 public:
  explicit BoxOffice(const std::string& dsn) : conn_(dsn) {}

  bool sell(long show, int seats);
  bool redeemVoucher(const std::string& code, long customer);
  void award(long customer, long cents);
  bool rename(long customer, const std::string& name, long expected);
  long hold(long show, int seats);

 private:
  std::optional<Loyalty> loyaltyOf(long customer);
  static std::string tierFor(long points) { return points > 10000 ? "gold" : points > 2000 ? "silver" : "basic"; }

  pqxx::connection conn_;
};

bool BoxOffice::sell(long show, int seats) {
  pqxx::work tx(conn_);
  auto r = tx.exec_params("UPDATE shows SET free = free - $1 WHERE id = $2 AND free >= $1", seats, show);
  if (r.affected_rows() != 1) return false;
  tx.exec_params0("INSERT INTO sales (show_id, seats, sold_at) VALUES ($1, $2, now())", show, seats);
  tx.commit();
  return true;
}

std::optional<Loyalty> BoxOffice::loyaltyOf(long customer) {
  pqxx::work tx(conn_);
  auto r = tx.exec_params("SELECT points, tier FROM loyalty WHERE customer_id = $1", customer);
  tx.commit();
  if (r.empty()) return std::nullopt;
  Loyalty l;
  l.points = r[0][0].as<long>();
  l.tier = r[0][1].as<std::string>();
  return l;
}

void BoxOffice::award(long customer, long cents) {
  auto l = loyaltyOf(customer);
  if (!l) return;
  l->points += cents / 100;
  const std::string tier = tierFor(l->points);
  if (tier != l->tier) std::clog << "customer " << customer << " is now " << tier << '\n';

  pqxx::work tx(conn_);
  tx.exec_params("UPDATE loyalty SET points = $1, tier = $2 WHERE customer_id = $3", l->points, tier, customer); // EXPECT: sql-lost-update
  tx.commit();
}

// At most three vouchers per customer.
bool BoxOffice::redeemVoucher(const std::string& code, long customer) {
  pqxx::nontransaction db(conn_);
  auto used = db.exec("SELECT count(*) FROM redemptions WHERE customer_id = " + pqxx::to_string(customer));
  if (used[0][0].as<int>() >= 3) return false;
  db.exec("INSERT INTO redemptions (voucher, customer_id) VALUES (" + db.quote(code) + ", " + pqxx::to_string(customer) + ")"); // EXPECT: sql-lost-update
  return true;
}

bool BoxOffice::rename(long customer, const std::string& name, long expected) {
  pqxx::work tx(conn_);
  auto r = tx.exec_params("UPDATE customers SET name = $1, version = version + 1 WHERE id = $2 AND version = $3",
                          name, customer, expected);
  tx.commit();
  return r.affected_rows() == 1;
}

// Puts seats aside for five minutes; returns the number of seats still open.
long BoxOffice::hold(long show, int seats) {
  pqxx::nontransaction db(conn_);
  auto r = db.exec_params("SELECT free, held FROM shows WHERE id = $1", show);
  if (r.empty()) return -1;
  const long open = r[0]["free"].as<long>() - r[0]["held"].as<long>();
  if (open < seats) return -1;
  const long held = r[0]["held"].as<long>() + seats;
  db.exec_params("UPDATE shows SET held = $2 WHERE id = $1", show, held); // EXPECT: sql-lost-update
  return open - seats;
}

}  // namespace boxoffice

int main(int argc, char** argv) {
  try {
    boxoffice::BoxOffice office(argc > 1 ? argv[1] : "dbname=boxoffice");
    if (office.hold(7, 2) < 0) return 2;
    return office.sell(7, 2) ? 0 : 1;
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 3;
  }
}
