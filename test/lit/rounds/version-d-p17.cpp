// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Usage metering on RocksDB. One process owns the directory; the gRPC pool calls in
// from many threads.
#include <rocksdb/db.h>
#include <rocksdb/merge_operator.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace metering {

using rocksdb::Slice;
using rocksdb::Status;

struct Usage {
  uint64_t calls = 0;
  uint64_t bytes = 0;
  static Usage decode(const std::string& s) {
    Usage u;
    if (s.size() == sizeof u) memcpy(&u, s.data(), sizeof u);
    return u;
  }
  std::string encode() const { return std::string(reinterpret_cast<const char*>(this), sizeof *this); }
};

class Ledger {
 public:
  explicit Ledger(rocksdb::TransactionDB* db) : db_(db) {}

  Status charge(const std::string& tenant, uint64_t bytes) {
    std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
    std::string raw;
    Status s = txn->GetForUpdate(rocksdb::ReadOptions(), "u/" + tenant, &raw);
    if (!s.ok() && !s.IsNotFound()) return s;
    Usage u = Usage::decode(raw);
    u.calls++;
    u.bytes += bytes;
    s = txn->Put("u/" + tenant, u.encode());
    if (!s.ok()) return s;
    return txn->Commit();
  }

  Status settle(const std::string& tenant) {
    rocksdb::TransactionOptions opt;
    opt.set_snapshot = true;
    std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions(), opt));
    rocksdb::ReadOptions ro;
    ro.snapshot = txn->GetSnapshot();
    std::string raw;
    Status s = txn->Get(ro, "u/" + tenant, &raw);
    if (!s.ok()) return s;
    Usage u = Usage::decode(raw);
    u.calls /= 2;
    s = txn->Put("u/" + tenant, u.encode());
    if (s.ok()) s = txn->Commit();
    return s;
  }

 private:
  rocksdb::TransactionDB* db_;
};

class Quotas {
 public:
  explicit Quotas(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

  Status grow(const std::string& tenant, uint64_t by) {
    for (int i = 0; i < 20; ++i) {
      std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
      std::string raw;
      Status s = txn->GetForUpdate(rocksdb::ReadOptions(), "q/" + tenant, &raw);
      if (!s.ok() && !s.IsNotFound()) return s;
      uint64_t q = raw.empty() ? 0 : std::stoull(raw);
      if (s = txn->Put("q/" + tenant, std::to_string(q + by)); !s.ok()) return s;
      s = txn->Commit();
      if (!s.IsBusy() && !s.IsTryAgain()) return s;
    }
    return Status::Busy();
  }

 private:
  rocksdb::OptimisticTransactionDB* db_;
};

// Plain DB behind striped locks; all access to "s/" keys goes through this class.
class Sessions {
 public:
  explicit Sessions(rocksdb::DB* db) : db_(db) {}

  Status touch(const std::string& id, const std::string& ip) {
    std::lock_guard<std::mutex> g(stripe(id));
    std::string raw;
    Status s = db_->Get(rocksdb::ReadOptions(), "s/" + id, &raw);
    if (s.IsNotFound()) return s;
    if (!s.ok()) return s;
    if (raw.size() > 4096) raw.erase(0, raw.size() - 4096);
    return db_->Put(rocksdb::WriteOptions(), "s/" + id, raw + ip + ";");
  }

  Status open(const std::string& id) {
    std::lock_guard<std::mutex> g(stripe(id));
    return db_->Put(rocksdb::WriteOptions(), "s/" + id, "");
  }

  Status drop(const std::string& id) {
    std::lock_guard<std::mutex> g(stripe(id));
    return db_->Delete(rocksdb::WriteOptions(), "s/" + id);
  }

  Status count_login(const std::string& user) {
    return db_->Merge(rocksdb::WriteOptions(), "logins/" + user, "1");
  }

 private:
  std::mutex& stripe(const std::string& id) { return locks_[std::hash<std::string>()(id) % locks_.size()]; }
  rocksdb::DB* db_;
  std::array<std::mutex, 16> locks_;
};

std::thread start_billing(Ledger& l, Sessions& s) {
  return std::thread([&l, &s] {
    l.charge("acme", 10);
    l.settle("acme");
    s.touch("0001", "10.0.0.1");
  });
}

}  // namespace metering
