#pragma once
#include <cstdint>
#include <leveldb/db.h>
#include <memory>
#include <mutex>
#include <string>

namespace usage {

// Usage records of the API gateway. The database directory belongs to this
// process (LevelDB holds its LOCK file).
class UsageDb {
public:
  // All changes of records go through a session.
  class Session {
  public:
    explicit Session(UsageDb &db) : db_(db), held_(db.writers_) {}
    int64_t read(const std::string &key) const;
    bool write(const std::string &key, int64_t value);
    bool drop(const std::string &key);

  private:
    UsageDb &db_;
    std::lock_guard<std::mutex> held_;
  };

  static std::unique_ptr<UsageDb> open(const std::string &dir);
  int64_t peek(const std::string &key) const;

private:
  explicit UsageDb(leveldb::DB *db) : db_(db) {}
  std::unique_ptr<leveldb::DB> db_;
  std::mutex writers_;
};

} // namespace usage
