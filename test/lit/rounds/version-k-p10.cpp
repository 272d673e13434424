// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Ad budget ledger on RocksDB transactions. Called from the bidder thread pool.
#include <rocksdb/db.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

#include <charconv>
#include <cstdint>
#include <memory>
#include <string>

namespace ads {

using rocksdb::Status;

static int64_t decode(const std::string& s) {
    int64_t v = 0;
    std::from_chars(s.data(), s.data() + s.size(), v);
    return v;
}

static std::string budgetKey(uint32_t campaign) { return "budget/" + std::to_string(campaign); }

class BudgetLedger {
public:
    explicit BudgetLedger(rocksdb::TransactionDB* db) : db_(db) {}

    Status spend(uint32_t campaign, int64_t micros) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
        const std::string key = budgetKey(campaign);
        std::string raw;
        Status s = txn->Get(rocksdb::ReadOptions(), key, &raw);
        if (!s.ok()) return s;
        int64_t left = decode(raw);
        if (left < micros) return Status::Aborted("budget exhausted");
        s = txn->Put(key, std::to_string(left - micros)); // EXPECT: unversioned-write
        if (!s.ok()) return s;
        return txn->Commit();
    }

    Status refund(uint32_t campaign, int64_t micros) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
        const std::string key = budgetKey(campaign);
        std::string raw;
        Status s = txn->GetForUpdate(rocksdb::ReadOptions(), key, &raw);
        if (!s.ok()) return s;
        s = txn->Put(key, std::to_string(decode(raw) + micros));
        if (!s.ok()) return s;
        return txn->Commit();
    }

    Status move(uint32_t from, uint32_t to, int64_t micros) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
        txn->SetSnapshot();
        rocksdb::ReadOptions ro;
        ro.snapshot = txn->GetSnapshot();
        std::string a, b;
        Status s = txn->Get(ro, budgetKey(from), &a);
        if (s.ok()) s = txn->Get(ro, budgetKey(to), &b);
        if (s.ok()) s = txn->Put(budgetKey(from), std::to_string(decode(a) - micros));
        if (s.ok()) s = txn->Put(budgetKey(to), std::to_string(decode(b) + micros));
        return s.ok() ? txn->Commit() : s;
    }

private:
    rocksdb::TransactionDB* db_;
};

class FrequencyCaps {
public:
    explicit FrequencyCaps(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

    bool recordImpression(const std::string& user, int cap) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
        const std::string key = "cap/" + user;
        std::string raw;
        Status s = txn->GetForUpdate(rocksdb::ReadOptions(), key, &raw);
        if (!s.ok() && !s.IsNotFound()) return false;
        int64_t seen = s.ok() ? decode(raw) : 0;
        if (seen >= cap) return false;
        if (!txn->Put(key, std::to_string(seen + 1)).ok()) return false;
        txn->Commit(); // EXPECT: ignored-conflict
        return true;
    }

    bool reset(const std::string& user, int keep) {
        Status s;
        do {
            std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
            std::string raw;
            s = txn->GetForUpdate(rocksdb::ReadOptions(), "cap/" + user, &raw);
            if (!s.ok()) return false;
            s = txn->Put("cap/" + user, std::to_string(decode(raw) % keep));
            if (s.ok()) s = txn->Commit();
        } while (s.IsBusy() || s.IsTryAgain());
        return s.ok();
    }

private:
    rocksdb::OptimisticTransactionDB* db_;
};

}  // namespace ads
