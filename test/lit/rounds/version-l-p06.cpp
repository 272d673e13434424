// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Player wallets of the game back end, embedded RocksDB, one thread per shard connection.
#include <rocksdb/db.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace wallet {

using rocksdb::ReadOptions;
using rocksdb::Status;
using rocksdb::WriteOptions;

namespace {
std::string goldKey(const std::string& player) { return "gold:" + player; }
std::string invKey(const std::string& player) { return "inv:" + player; }
int64_t toAmount(const std::string& s) { return s.empty() ? 0 : std::stoll(s); }
}  // namespace

class WalletStore {
 public:
  WalletStore(rocksdb::TransactionDB* db, rocksdb::OptimisticTransactionDB* items) : db_(db), items_(items) {}

  Status deposit(const std::string& player, int64_t amount);
  Status spend(const std::string& player, int64_t price);
  Status exchange(const std::string& player, int64_t gems, int64_t rate);
  bool addItem(const std::string& player, const std::string& item);
  bool dropItem(const std::string& player, const std::string& item);

 private:
  rocksdb::TransactionDB* db_;
  rocksdb::OptimisticTransactionDB* items_;
};

Status WalletStore::deposit(const std::string& player, int64_t amount) {
  const std::string key = goldKey(player);
  std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
  std::string cur;
  Status s = txn->Get(ReadOptions(), key, &cur);
  if (!s.ok() && !s.IsNotFound()) return s;
  s = txn->Put(key, std::to_string(toAmount(cur) + amount)); // EXPECT: unversioned-write
  if (!s.ok()) return s;
  return txn->Commit();
}

Status WalletStore::spend(const std::string& player, int64_t price) {
  const std::string key = goldKey(player);
  std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
  std::string cur;
  Status s = txn->GetForUpdate(ReadOptions(), key, &cur);
  if (!s.ok()) return s;
  const int64_t have = toAmount(cur);
  if (have < price) {
    txn->Rollback();
    return Status::Aborted("insufficient gold");
  }
  s = txn->Put(key, std::to_string(have - price));
  return s.ok() ? txn->Commit() : s;
}

Status WalletStore::exchange(const std::string& player, int64_t gems, int64_t rate) {
  const std::string key = goldKey(player);
  rocksdb::TransactionOptions to;
  to.set_snapshot = true;
  std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions(), to));
  ReadOptions ro;
  ro.snapshot = txn->GetSnapshot();
  std::string cur;
  Status s = txn->Get(ro, key, &cur);
  if (!s.ok() && !s.IsNotFound()) return s;
  s = txn->Put(key, std::to_string(toAmount(cur) + gems * rate));
  if (!s.ok()) return s;
  return txn->Commit();
}

bool WalletStore::addItem(const std::string& player, const std::string& item) {
  const std::string key = invKey(player);
  for (int attempt = 0; attempt < 4; ++attempt) {
    std::unique_ptr<rocksdb::Transaction> txn(items_->BeginTransaction(WriteOptions()));
    std::string list;
    Status s = txn->GetForUpdate(ReadOptions(), key, &list);
    if (!s.ok() && !s.IsNotFound()) return false;
    if (!txn->Put(key, list + item + ";").ok()) return false;
    s = txn->Commit();
    if (s.ok()) return true;
    if (!s.IsBusy() && !s.IsTryAgain()) return false;
  }
  return false;
}

bool WalletStore::dropItem(const std::string& player, const std::string& item) {
  const std::string key = invKey(player);
  std::unique_ptr<rocksdb::Transaction> txn(items_->BeginTransaction(WriteOptions()));
  std::string list;
  if (!txn->GetForUpdate(ReadOptions(), key, &list).ok()) return false;
  const auto at = list.find(item + ";");
  if (at == std::string::npos) return false;
  list.erase(at, item.size() + 1);
  Status s = txn->Put(key, list);
  if (!s.ok()) return false;
  txn->Commit(); // EXPECT: ignored-conflict
  return true;
}

}  // namespace wallet
