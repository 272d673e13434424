// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Margin accounts of the broker's risk service (PostgreSQL through libpqxx).
#include <cstdint>
#include <optional>
#include <pqxx/pqxx>
#include <stdexcept>
#include <string>

namespace risk {

struct Margin {
  std::string account;
  int64_t cash = 0;
  int64_t blocked = 0;
  int64_t rev = 0;
};

class InsufficientMargin : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class MarginDao {
 public:
  explicit MarginDao(const std::string& dsn) : conn_(dsn) {}

  std::optional<Margin> find(pqxx::transaction_base& tx, const std::string& account) {
    pqxx::result r =
        tx.exec_params("SELECT cash, blocked, rev FROM margin WHERE account = $1", account);
    if (r.empty()) return std::nullopt;
    Margin m;
    m.account = account;
    m.cash = r[0][0].as<int64_t>();
    m.blocked = r[0][1].as<int64_t>();
    m.rev = r[0][2].as<int64_t>();
    return m;
  }

  // Pre-trade check: block what the order may cost at most.
  void block(const std::string& account, int64_t amount) {
    pqxx::nontransaction tx(conn_);
    auto m = find(tx, account);
    if (!m || m->cash - m->blocked < amount) throw InsufficientMargin(account);
    m->blocked += amount;
    tx.exec_params0("UPDATE margin SET blocked = $1 WHERE account = $2", m->blocked, account);  // EXPECT: sql-lost-update
  }

  void unblock(const std::string& account, int64_t amount) {
    pqxx::work tx(conn_);
    tx.exec_params0("UPDATE margin SET blocked = GREATEST(blocked - $1, 0) WHERE account = $2",
                    amount, account);
    tx.commit();
  }

  // End-of-day interest: serialisation failures are repeated by the caller.
  void accrue(const std::string& account, int basis_points) {
    pqxx::transaction<pqxx::serializable> tx(conn_);
    auto m = find(tx, account);
    if (!m) return;
    const int64_t cash = m->cash + m->cash * basis_points / 10000 / 365;
    tx.exec_params0("UPDATE margin SET cash = $1 WHERE account = $2", cash, account);
    tx.commit();
  }

  // Settlement of a fill; false when another process got in between.
  bool settle(const std::string& account, int64_t cost) {
    pqxx::nontransaction tx(conn_);
    auto m = find(tx, account);
    if (!m) return false;
    pqxx::result r = tx.exec_params(
        "UPDATE margin SET cash = $1, blocked = $2, rev = rev + 1 WHERE account = $3 AND rev = $4",
        m->cash - cost, m->blocked > cost ? m->blocked - cost : int64_t{0}, account, m->rev);
    return r.affected_rows() == 1;
  }

  void open(const std::string& account) {
    pqxx::work tx(conn_);
    if (find(tx, account)) return;
    tx.exec_params0(
        "INSERT INTO margin(account, cash, blocked, rev) VALUES($1, 0, 0, 1) "
        "ON CONFLICT (account) DO NOTHING",
        account);
    tx.commit();
  }

 private:
  pqxx::connection conn_;
};

template <typename Fn>
void withSerializationRetry(int attempts, Fn&& fn) {
  for (int i = 0;; ++i) {
    try {
      fn();
      return;
    } catch (const pqxx::serialization_failure&) {
      if (i + 1 >= attempts) throw;
    }
  }
}

void nightly(MarginDao& dao, const std::vector<std::string>& accounts, int bp) {
  for (const auto& a : accounts) withSerializationRetry(5, [&] { dao.accrue(a, bp); });
}

}  // namespace risk
