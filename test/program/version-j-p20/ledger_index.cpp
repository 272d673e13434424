// STD: c++20
#include "wallet_store.h"
#include <stdexcept>

namespace wallet {

using rocksdb::Status;

LedgerIndex::LedgerIndex(const std::string &dir) {
  rocksdb::Options opts;
  opts.create_if_missing = true;
  rocksdb::OptimisticTransactionDB *raw = nullptr;
  Status s = rocksdb::OptimisticTransactionDB::Open(opts, dir, &raw);
  if (!s.ok())
    throw std::runtime_error(s.ToString());
  db_.reset(raw);
}

int64_t LedgerIndex::nextInvoice(const std::string &series) {
  std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
  std::string raw;
  Status s = txn->GetForUpdate(rocksdb::ReadOptions(), "inv/" + series, &raw);
  if (!s.ok() && !s.IsNotFound())
    throw std::runtime_error(s.ToString());
  const int64_t number = Codec::get(raw) + 1;
  s = txn->Put("inv/" + series, Codec::put(number));
  if (!s.ok())
    throw std::runtime_error(s.ToString());
  txn->Commit(); // EXPECT: ignored-conflict
  return number;
}

bool LedgerIndex::reserveInvoices(const std::string &series, int64_t n, int64_t *first) {
  for (int i = 0; i < 16; ++i) {
    std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
    std::string raw;
    Status s = txn->GetForUpdate(rocksdb::ReadOptions(), "inv/" + series, &raw);
    if (!s.ok() && !s.IsNotFound())
      return false;
    *first = Codec::get(raw) + 1;
    if (!txn->Put("inv/" + series, Codec::put(*first + n - 1)).ok())
      return false;
    s = txn->Commit();
    if (s.ok())
      return true;
    if (!s.IsBusy() && !s.IsTryAgain())
      return false;
  }
  return false;
}

} // namespace wallet
