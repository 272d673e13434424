// RUN: %tocsin %s
// Statements and results in owning pointers are the ones that were made.
#include <memory>
#include <string>

namespace sql {
class SQLString {
public:
  SQLString(const char *);
  SQLString(const std::string &);
};
class ResultSet {
public:
  virtual ~ResultSet();
  virtual bool next() = 0;
  virtual int getInt(unsigned column) const = 0;
};
class PreparedStatement {
public:
  virtual ~PreparedStatement();
  virtual void setInt(unsigned index, int value) = 0;
  virtual ResultSet *executeQuery() = 0;
  virtual int executeUpdate() = 0;
};
class Connection {
public:
  virtual PreparedStatement *prepareStatement(const SQLString &sql) = 0;
};
} // namespace sql

static int stockOf(sql::Connection &c, int id) {
  std::unique_ptr<sql::PreparedStatement> q(
      c.prepareStatement("SELECT stock FROM item WHERE id = ?"));
  q->setInt(1, id);
  std::unique_ptr<sql::ResultSet> rows(q->executeQuery());
  return rows->next() ? rows->getInt(1) : 0;
}

void guilty(sql::Connection &c, int id, int n) {
  int stock = stockOf(c, id);
  std::unique_ptr<sql::PreparedStatement> u(
      c.prepareStatement("UPDATE item SET stock = ? WHERE id = ?"));
  u->setInt(1, stock - n);
  u->setInt(2, id);
  u->executeUpdate(); // EXPECT: sql-lost-update
}

bool corrected(sql::Connection &c, int id, int n) {
  int stock = stockOf(c, id);
  std::unique_ptr<sql::PreparedStatement> u(c.prepareStatement(
      "UPDATE item SET stock = ? WHERE id = ? AND stock = ?"));
  u->setInt(1, stock - n);
  u->setInt(2, id);
  u->setInt(3, stock);
  return u->executeUpdate() == 1;
}

void uncounted(sql::Connection &c, int id, int n) {
  int stock = stockOf(c, id);
  std::unique_ptr<sql::PreparedStatement> u(c.prepareStatement(
      "UPDATE item SET stock = ? WHERE id = ? AND stock = ?"));
  u->setInt(1, stock - n);
  u->setInt(2, id);
  u->setInt(3, stock);
  u->executeUpdate(); // EXPECT: ignored-conflict
}
