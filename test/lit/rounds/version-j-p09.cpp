// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Account service of a forum: registration, reputation, profile merging.
#include <pqxx/pqxx>
#include <iostream>
#include <string>

namespace accounts {

class AccountService {
public:
  explicit AccountService(const std::string &dsn) : conn_(dsn) {}

  enum class SignUp { Created, NameTaken };

  SignUp signUp(const std::string &name, const std::string &mail) {
    pqxx::nontransaction tx(conn_);
    auto found = tx.exec_params("SELECT id FROM account WHERE name = $1", name);
    if (!found.empty())
      return SignUp::NameTaken;
    tx.exec_params("INSERT INTO account(name, mail, reputation) VALUES($1, $2, 0)", name, mail); // EXPECT: sql-lost-update
    return SignUp::Created;
  }

  // Old posts get a bonus that depends on the present reputation.
  int awardBonus(int accountId, int votes) {
    int rep = reputation(accountId);
    int gained = rep < 100 ? votes * 10 : votes * 5;
    store(accountId, rep + gained); // EXPECT: sql-lost-update
    return rep + gained;
  }

  void transfer(int from, int to, int amount) {
    pqxx::work tx(conn_);
    auto rows = tx.exec_params(
        "SELECT id, reputation FROM account WHERE id = $1 OR id = $2 ORDER BY id FOR UPDATE", from, to);
    if (rows.size() != 2)
      throw std::runtime_error("no such account");
    for (const auto &row : rows) {
      int id = row[0].as<int>();
      int rep = row[1].as<int>() + (id == from ? -amount : amount);
      tx.exec_params("UPDATE account SET reputation = $1 WHERE id = $2", rep, id);
    }
    tx.commit();
  }

  void touch(int accountId) {
    pqxx::nontransaction tx(conn_);
    tx.exec_params("UPDATE account SET last_seen = now() WHERE id = $1", accountId);
  }

private:
  int reputation(int accountId) {
    pqxx::work tx(conn_);
    auto r = tx.exec_params1("SELECT reputation FROM account WHERE id = $1", accountId);
    int rep = r[0].as<int>();
    tx.commit();
    return rep;
  }

  void store(int accountId, int rep) {
    pqxx::work tx(conn_);
    tx.exec_params("UPDATE account SET reputation = $1 WHERE id = $2", rep, accountId);
    tx.commit();
  }

  pqxx::connection conn_;
};

} // namespace accounts

int main(int argc, char **argv) {
  if (argc < 3)
    return 2;
  try {
    accounts::AccountService svc("dbname=forum");
    if (svc.signUp(argv[1], argv[2]) == accounts::AccountService::SignUp::NameTaken) {
      std::cerr << "name is taken\n";
      return 1;
    }
    svc.touch(1);
    std::cout << svc.awardBonus(1, 4) << '\n';
    svc.transfer(1, 2, 5);
  } catch (const std::exception &e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
  return 0;
}
