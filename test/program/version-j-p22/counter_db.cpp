// STD: c++20
#include "counter_db.h"

namespace usage {

std::unique_ptr<UsageDb> UsageDb::open(const std::string &dir) {
  leveldb::Options opts;
  opts.create_if_missing = true;
  leveldb::DB *raw = nullptr;
  if (!leveldb::DB::Open(opts, dir, &raw).ok())
    return nullptr;
  return std::unique_ptr<UsageDb>(new UsageDb(raw));
}

int64_t UsageDb::peek(const std::string &key) const {
  std::string raw;
  leveldb::Status s = db_->Get(leveldb::ReadOptions(), key, &raw);
  return s.ok() ? std::stoll(raw) : 0;
}

int64_t UsageDb::Session::read(const std::string &key) const { return db_.peek(key); }

bool UsageDb::Session::write(const std::string &key, int64_t value) {
  return db_.db_->Put(leveldb::WriteOptions(), key, std::to_string(value)).ok();
}

bool UsageDb::Session::drop(const std::string &key) {
  return db_.db_->Delete(leveldb::WriteOptions(), key).ok();
}

} // namespace usage
