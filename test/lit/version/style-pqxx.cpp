// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <pqxx/pqxx>
#include <string>
namespace shop {
class Repo {
public:
  explicit Repo(pqxx::connection &c) : c_(c) {}
  void addPoints(int user, int pts) {
    int cur;
    {
      pqxx::work tx(c_);
      cur = tx.exec_params1("SELECT points FROM users WHERE id = $1", user)[0].as<int>();
      tx.commit();
    }
    pqxx::work tx(c_);
    tx.exec_params0("UPDATE users SET points = $1 WHERE id = $2", cur + pts, user); // EXPECT: sql-lost-update
    tx.commit();
  }
  void addPointsNt(int user, int pts) {
    pqxx::nontransaction n(c_);
    pqxx::result r = n.exec("SELECT points FROM users WHERE id = " + n.quote(user));
    int cur = r[0][0].as<int>();
    n.exec("UPDATE users SET points = " + pqxx::to_string(cur + pts) + " WHERE id = " + n.quote(user)); // EXPECT: sql-lost-update
  }
  void addPointsOk(int user, int pts) {
    pqxx::work tx(c_);
    tx.exec_params("UPDATE users SET points = points + $1 WHERE id = $2", pts, user);
    tx.commit();
  }
  bool rename(int user, const std::string &name, int rev) {
    pqxx::work tx(c_);
    auto r = tx.exec_params("UPDATE users SET name = $1, rev = rev + 1 WHERE id = $2 AND rev = $3", name, user, rev);
    tx.commit();
    return r.affected_rows() == 1;
  }
  void renameBlind(int user, const std::string &name, int rev) {
    pqxx::work tx(c_);
    tx.exec_params("UPDATE users SET name = $1, rev = rev + 1 WHERE id = $2 AND rev = $3", name, user, rev); // EXPECT: ignored-conflict
    tx.commit();
  }
  void ensure(const std::string &mail) {
    pqxx::nontransaction n(c_);
    auto r = n.exec_params("SELECT id FROM users WHERE mail = $1", mail);
    if (r.empty())
      n.exec_params("INSERT INTO users(mail) VALUES($1)", mail); // EXPECT: sql-lost-update
  }
  void ensureOk(const std::string &mail) {
    pqxx::nontransaction n(c_);
    n.exec_params("INSERT INTO users(mail) VALUES($1) ON CONFLICT DO NOTHING", mail);
  }
private:
  pqxx::connection &c_;
};
}
