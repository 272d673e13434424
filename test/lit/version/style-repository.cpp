// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <SQLiteCpp/SQLiteCpp.h>
#include <string>
#include <optional>
struct Task { int id; std::string state; int attempts; };
class TaskRepo {
public:
  explicit TaskRepo(SQLite::Database &db) : db_(db) {}
  std::optional<Task> find(int id) {
    SQLite::Statement q(db_, "SELECT id, state, attempts FROM tasks WHERE id = ?");
    q.bind(1, id);
    if (!q.executeStep()) return std::nullopt;
    return Task{q.getColumn(0).getInt(), q.getColumn(1).getString(), q.getColumn(2).getInt()};
  }
  void save(const Task &t) {
    SQLite::Statement q(db_, "UPDATE tasks SET state = ?, attempts = ? WHERE id = ?");
    q.bind(1, t.state); q.bind(2, t.attempts); q.bind(3, t.id);
    q.exec();
  }
  bool claim(int id) {
    SQLite::Statement q(db_, "UPDATE tasks SET state = 'run' WHERE id = ? AND state = 'new'");
    q.bind(1, id);
    return q.exec() == 1;
  }
  SQLite::Database &db() { return db_; }
private:
  SQLite::Database &db_;
};
class Runner {
public:
  explicit Runner(TaskRepo &r) : r_(r) {}
  void retry(int id) {
    auto t = r_.find(id);
    if (!t) return;
    t->attempts++;
    r_.save(*t); // EXPECT: sql-lost-update
  }
  void retryTx(int id) {
    SQLite::Transaction tx(r_.db(), SQLite::TransactionBehavior::IMMEDIATE);
    auto t = r_.find(id);
    if (!t) return;
    t->attempts++;
    r_.save(*t);
    tx.commit();
  }
private:
  TaskRepo &r_;
};
