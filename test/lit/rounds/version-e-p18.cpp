// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Guild treasury of the game server. Wealth moves between guilds, concurrently.
#include <rocksdb/db.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

#include <charconv>
#include <cstdint>
#include <memory>
#include <string>

namespace game {

using rocksdb::Status;
using TxnPtr = std::unique_ptr<rocksdb::Transaction>;

static int64_t ToGold(const std::string& s) {
  int64_t v = 0;
  std::from_chars(s.data(), s.data() + s.size(), v);
  return v;
}

class Treasury {
 public:
  explicit Treasury(rocksdb::TransactionDB* db) : db_(db) {}

  Status Deposit(const std::string& guild, int64_t gold) {
    TxnPtr txn(db_->BeginTransaction(rocksdb::WriteOptions()));
    std::string raw;
    Status s = txn->Get(rocksdb::ReadOptions(), "guild/" + guild, &raw);
    if (!s.ok() && !s.IsNotFound()) return s;
    const int64_t total = (s.ok() ? ToGold(raw) : 0) + gold;
    s = txn->Put("guild/" + guild, std::to_string(total));  // EXPECT: unversioned-write
    if (!s.ok()) return s;
    return txn->Commit();
  }

  Status Withdraw(const std::string& guild, int64_t gold) {
    TxnPtr txn(db_->BeginTransaction(rocksdb::WriteOptions()));
    std::string raw;
    Status s = txn->GetForUpdate(rocksdb::ReadOptions(), "guild/" + guild, &raw);
    if (!s.ok()) return s;
    const int64_t have = ToGold(raw);
    if (have < gold) return Status::InvalidArgument("treasury too low");
    s = txn->Put("guild/" + guild, std::to_string(have - gold));
    if (!s.ok()) return s;
    return txn->Commit();
  }

  Status Tax(const std::string& guild, int percent) {
    rocksdb::TransactionOptions to;
    TxnPtr txn(db_->BeginTransaction(rocksdb::WriteOptions(), to));
    txn->SetSnapshot();
    rocksdb::ReadOptions ro;
    ro.snapshot = txn->GetSnapshot();
    std::string raw;
    Status s = txn->Get(ro, "guild/" + guild, &raw);
    if (!s.ok()) return s;
    const int64_t have = ToGold(raw);
    s = txn->Put("guild/" + guild, std::to_string(have - have * percent / 100));
    if (!s.ok()) return s;
    return txn->Commit();
  }

 private:
  rocksdb::TransactionDB* db_;
};

// Season statistics live in a second database, opened optimistically.
class SeasonBoard {
 public:
  explicit SeasonBoard(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

  Status AddScore(const std::string& guild, int64_t points) {
    TxnPtr txn(db_->BeginTransaction(rocksdb::WriteOptions()));
    std::string raw;
    Status s = txn->GetForUpdate(rocksdb::ReadOptions(), "score/" + guild, &raw);
    if (!s.ok() && !s.IsNotFound()) return s;
    const int64_t score = s.ok() ? ToGold(raw) : 0;
    s = txn->Put("score/" + guild, std::to_string(score + points));
    if (!s.ok()) return s;
    txn->Commit();  // EXPECT: ignored-conflict
    return Status::OK();
  }

  Status AddWin(const std::string& guild) {
    for (;;) {
      TxnPtr txn(db_->BeginTransaction(rocksdb::WriteOptions()));
      std::string raw;
      Status s = txn->GetForUpdate(rocksdb::ReadOptions(), "wins/" + guild, &raw);
      if (!s.ok() && !s.IsNotFound()) return s;
      s = txn->Put("wins/" + guild, std::to_string((s.ok() ? ToGold(raw) : 0) + 1));
      if (s.ok()) s = txn->Commit();
      if (!s.IsBusy() && !s.IsTryAgain()) return s;
    }
  }

 private:
  rocksdb::OptimisticTransactionDB* db_;
};

}  // namespace game
