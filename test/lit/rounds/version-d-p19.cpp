// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Order ledger of the matching gateway: balances, positions and daily volume.
#include <rocksdb/db.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace gw {

using rocksdb::ReadOptions;
using rocksdb::Status;
using rocksdb::WriteOptions;
using TxnPtr = std::unique_ptr<rocksdb::Transaction>;

int64_t to_i64(const std::string& s) { return s.empty() ? 0 : std::stoll(s); }

class Balances {
 public:
  explicit Balances(rocksdb::TransactionDB* db) : db_(db) {}

  Status reserve(const std::string& acct, int64_t cents) {
    TxnPtr txn(db_->BeginTransaction(WriteOptions()));
    std::string raw;
    Status s = txn->Get(ReadOptions(), "bal/" + acct, &raw);
    if (!s.ok()) return s;
    const int64_t left = to_i64(raw) - cents;
    if (left < 0) return Status::InvalidArgument("insufficient funds");
    s = txn->Put("bal/" + acct, std::to_string(left)); // EXPECT: unversioned-write
    if (!s.ok()) return s;
    return txn->Commit();
  }

  Status release(const std::string& acct, int64_t cents) {
    TxnPtr txn(db_->BeginTransaction(WriteOptions()));
    std::string raw;
    Status s = txn->GetForUpdate(ReadOptions(), "bal/" + acct, &raw);
    if (!s.ok()) return s;
    s = txn->Put("bal/" + acct, std::to_string(to_i64(raw) + cents));
    return s.ok() ? txn->Commit() : s;
  }

 private:
  rocksdb::TransactionDB* db_;
};

class Positions {
 public:
  explicit Positions(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

  bool on_fill(const std::string& sym, int64_t qty) {
    TxnPtr txn(db_->BeginTransaction(WriteOptions()));
    std::string raw;
    Status s = txn->GetForUpdate(ReadOptions(), "pos/" + sym, &raw);
    if (!s.ok() && !s.IsNotFound()) return false;
    if (!txn->Put("pos/" + sym, std::to_string(to_i64(raw) + qty)).ok()) return false;
    txn->Commit(); // EXPECT: ignored-conflict
    return true;
  }

  bool on_bust(const std::string& sym, int64_t qty) {
    Status s;
    do {
      TxnPtr txn(db_->BeginTransaction(WriteOptions()));
      std::string raw;
      s = txn->GetForUpdate(ReadOptions(), "pos/" + sym, &raw);
      if (!s.ok()) return false;
      if (!txn->Put("pos/" + sym, std::to_string(to_i64(raw) - qty)).ok()) return false;
      s = txn->Commit();
    } while (s.IsBusy() || s.IsTryAgain());
    return s.ok();
  }

 private:
  rocksdb::OptimisticTransactionDB* db_;
};

class Volume {
 public:
  explicit Volume(rocksdb::DB* db) : db_(db) {}

  void trade(const std::string& day, int64_t notional) {
    std::string raw;
    const std::string key = "vol/" + day;
    Status s = db_->Get(ReadOptions(), key, &raw);
    if (!s.ok() && !s.IsNotFound()) return;
    s = db_->Put(WriteOptions(), key, std::to_string(to_i64(raw) + notional)); // EXPECT: unversioned-write
    if (!s.ok()) ++errors_;
  }

  int64_t total(const std::string& day) const {
    std::string raw;
    db_->Get(ReadOptions(), "vol/" + day, &raw);
    return to_i64(raw);
  }

 private:
  rocksdb::DB* db_;
  int errors_ = 0;
};

struct Fill {
  std::string acct, sym, day;
  int64_t qty, px;
};

void run_sessions(Balances& b, Positions& p, rocksdb::DB* vol, const std::vector<std::vector<Fill>>& feeds) {
  std::vector<std::thread> th;
  for (const auto& feed : feeds)
    th.emplace_back([&b, &p, vol, &feed] {
      Volume v(vol);
      for (const Fill& f : feed) {
        if (!b.reserve(f.acct, f.qty * f.px).ok()) continue;
        p.on_fill(f.sym, f.qty);
        v.trade(f.day, f.qty * f.px);
      }
    });
  for (auto& t : th) t.join();
}

}  // namespace gw
