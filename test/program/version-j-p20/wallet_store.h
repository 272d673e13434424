#pragma once
#include <cstdint>
#include <memory>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction_db.h>
#include <string>

namespace wallet {

struct Codec {
  static std::string put(int64_t v) { return std::to_string(v); }
  static int64_t get(const std::string &s) { return s.empty() ? 0 : std::stoll(s); }
};

// Balances: pessimistic transactions.
class WalletStore {
public:
  explicit WalletStore(const std::string &dir);
  rocksdb::Status deposit(const std::string &account, int64_t amount);
  rocksdb::Status transfer(const std::string &from, const std::string &to, int64_t amount);
  rocksdb::Status addInterest(const std::string &account, double rate);

private:
  std::unique_ptr<rocksdb::TransactionDB> db_;
};

// Address book and invoice numbers: optimistic transactions.
class LedgerIndex {
public:
  explicit LedgerIndex(const std::string &dir);
  int64_t nextInvoice(const std::string &series);
  bool reserveInvoices(const std::string &series, int64_t n, int64_t *first);

private:
  std::unique_ptr<rocksdb::OptimisticTransactionDB> db_;
};

} // namespace wallet
