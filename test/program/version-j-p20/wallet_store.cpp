// STD: c++20
#include "wallet_store.h"
#include <stdexcept>

namespace wallet {

using rocksdb::Status;

WalletStore::WalletStore(const std::string &dir) {
  rocksdb::Options opts;
  opts.create_if_missing = true;
  rocksdb::TransactionDB *raw = nullptr;
  Status s = rocksdb::TransactionDB::Open(opts, rocksdb::TransactionDBOptions(), dir, &raw);
  if (!s.ok())
    throw std::runtime_error(s.ToString());
  db_.reset(raw);
}

Status WalletStore::deposit(const std::string &account, int64_t amount) {
  std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
  std::string raw;
  Status s = txn->Get(rocksdb::ReadOptions(), account, &raw);
  if (!s.ok() && !s.IsNotFound())
    return s;
  int64_t balance = Codec::get(raw) + amount;
  s = txn->Put(account, Codec::put(balance)); // EXPECT: unversioned-write
  if (!s.ok())
    return s;
  return txn->Commit();
}

Status WalletStore::transfer(const std::string &from, const std::string &to, int64_t amount) {
  std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
  const std::string &first = from < to ? from : to;
  const std::string &second = from < to ? to : from;
  std::string a, b;
  Status s = txn->GetForUpdate(rocksdb::ReadOptions(), first, &a);
  if (s.ok())
    s = txn->GetForUpdate(rocksdb::ReadOptions(), second, &b);
  if (!s.ok())
    return s;
  int64_t sign = from < to ? 1 : -1;
  s = txn->Put(first, Codec::put(Codec::get(a) - sign * amount));
  if (s.ok())
    s = txn->Put(second, Codec::put(Codec::get(b) + sign * amount));
  return s.ok() ? txn->Commit() : s;
}

Status WalletStore::addInterest(const std::string &account, double rate) {
  std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
  txn->SetSnapshot();
  rocksdb::ReadOptions ro;
  ro.snapshot = txn->GetSnapshot();
  std::string raw;
  Status s = txn->Get(ro, account, &raw);
  if (!s.ok())
    return s;
  int64_t balance = Codec::get(raw);
  balance += static_cast<int64_t>(static_cast<double>(balance) * rate);
  s = txn->Put(account, Codec::put(balance));
  return s.ok() ? txn->Commit() : s;
}

} // namespace wallet
