// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Warehouse stock on RocksDB; pickers run in parallel threads of one server.
#include <rocksdb/db.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace stock {

using rocksdb::ReadOptions;
using rocksdb::Status;
using rocksdb::WriteOptions;

static int64_t ParseCount(const std::string& s) { return s.empty() ? 0 : std::stoll(s); }

class Shelf {
 public:
  explicit Shelf(rocksdb::TransactionDB* db) : db_(db) {}

  Status Pick(const std::string& sku, int64_t n) {
    std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
    std::string raw;
    Status s = txn->GetForUpdate(ReadOptions(), Key(sku), &raw);
    if (!s.ok()) return s;
    int64_t left = ParseCount(raw) - n;
    if (left < 0) return Status::Aborted("not enough on the shelf");
    s = txn->Put(Key(sku), std::to_string(left));
    return s.ok() ? txn->Commit() : s;
  }

  Status Restock(const std::string& sku, int64_t n) {
    std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
    std::string raw;
    Status s = txn->Get(ReadOptions(), Key(sku), &raw);
    if (!s.ok() && !s.IsNotFound()) return s;
    int64_t total = ParseCount(raw) + n;
    s = txn->Put(Key(sku), std::to_string(total)); // EXPECT: unversioned-write
    if (!s.ok()) return s;
    return txn->Commit();
  }

  Status Correct(const std::string& sku, int64_t delta) {
    std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
    txn->SetSnapshot();
    ReadOptions ro;
    ro.snapshot = txn->GetSnapshot();
    std::string raw;
    Status s = txn->Get(ro, Key(sku), &raw);
    if (!s.ok()) return s;
    s = txn->Put(Key(sku), std::to_string(ParseCount(raw) + delta));
    if (s.IsBusy()) return Status::TryAgain();
    return s.ok() ? txn->Commit() : s;
  }

 private:
  static std::string Key(const std::string& sku) { return "shelf/" + sku; }
  rocksdb::TransactionDB* db_;
};

// Picking statistics; conflicts are rare here, so no locks are taken.
class PickLog {
 public:
  explicit PickLog(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

  bool AddDistance(const std::string& picker, int64_t metres) {
    for (int i = 0; i < 10; ++i) {
      std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
      Status s = Bump(txn.get(), "dist/" + picker, metres);
      if (!s.ok()) return false;
      s = txn->Commit();
      if (s.ok()) return true;
      if (!s.IsBusy() && !s.IsTryAgain()) return false;
    }
    return false;
  }

  bool AddPicks(const std::string& picker, int64_t picks) {
    std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
    Status s = Bump(txn.get(), "picks/" + picker, picks);
    if (!s.ok()) return false;
    txn->Commit(); // EXPECT: ignored-conflict
    return true;
  }

 private:
  static Status Bump(rocksdb::Transaction* txn, const std::string& key, int64_t by) {
    std::string raw;
    Status s = txn->GetForUpdate(ReadOptions(), key, &raw);
    if (!s.ok() && !s.IsNotFound()) return s;
    return txn->Put(key, std::to_string(ParseCount(raw) + by));
  }

  rocksdb::OptimisticTransactionDB* db_;
};

}  // namespace stock

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  rocksdb::Options opt;
  opt.create_if_missing = true;
  rocksdb::TransactionDB* tdb = nullptr;
  rocksdb::OptimisticTransactionDB* odb = nullptr;
  if (!rocksdb::TransactionDB::Open(opt, rocksdb::TransactionDBOptions(), argv[1], &tdb).ok() ||
      !rocksdb::OptimisticTransactionDB::Open(opt, argv[2], &odb).ok())
    return 1;
  stock::Shelf shelf(tdb);
  stock::PickLog log(odb);
  std::vector<std::thread> pickers;
  for (int i = 0; i < 4; ++i)
    pickers.emplace_back([&] {
      if (shelf.Restock("bolt-m6", 500).ok() && shelf.Pick("bolt-m6", 3).ok())
        if (!log.AddPicks("p1", 3) || !log.AddDistance("p1", 40)) std::this_thread::yield();
    });
  for (auto& t : pickers) t.join();
  delete odb;
  delete tdb;
  return 0;
}
