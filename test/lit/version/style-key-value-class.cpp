// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <rocksdb/db.h>
#include <leveldb/db.h>
#include <string>
#include <mutex>
#include <thread>
#include <memory>
class Meter {
public:
  explicit Meter(rocksdb::DB *db) : db_(db) { t_ = std::thread([this] { for (int i = 0; i < 9; i++) bump("tick"); }); }
  ~Meter() { t_.join(); }
  void bump(const std::string &k) {
    std::string v;
    auto s = db_->Get(rocksdb::ReadOptions(), "m/" + k, &v);
    long n = s.ok() ? std::stol(v) : 0;
    db_->Put(rocksdb::WriteOptions(), "m/" + k, std::to_string(n + 1)); // EXPECT: unversioned-write
  }
  void bumpLocked(const std::string &k) {
    std::lock_guard<std::mutex> g(mu_);
    std::string v;
    auto s = db_->Get(rocksdb::ReadOptions(), "m/" + k, &v);
    long n = s.ok() ? std::stol(v) : 0;
    db_->Put(rocksdb::WriteOptions(), "m/" + k, std::to_string(n + 1));
  }
  void merge(const std::string &k) { db_->Merge(rocksdb::WriteOptions(), "m/" + k, "1"); }
private:
  rocksdb::DB *db_; std::mutex mu_; std::thread t_;
};
class Names {
public:
  Names(std::unique_ptr<leveldb::DB> db) : db_(std::move(db)), w_([this] { touch("x"); }) {}
  ~Names() { w_.join(); }
  bool touch(const std::string &k) {
    std::string cur;
    if (!db_->Get({}, key(k), &cur).ok()) return false;
    cur += "!";
    return db_->Put({}, key(k), cur).ok(); // EXPECT: unversioned-write
  }
  bool claim(const std::string &k, const std::string &me) {
    std::string cur;
    leveldb::Status s = db_->Get(leveldb::ReadOptions(), key(k), &cur);
    if (s.IsNotFound() || cur == "none")
      return db_->Put(leveldb::WriteOptions(), key(k), me).ok(); // EXPECT: unversioned-write
    return false;
  }
private:
  static std::string key(const std::string &k) { return "n:" + k; }
  std::unique_ptr<leveldb::DB> db_; std::thread w_;
};
