// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Loyalty points engine on top of RocksDB; request threads share one database.
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction_db.h>

namespace loyalty {

using rocksdb::ReadOptions;
using rocksdb::Status;
using rocksdb::WriteOptions;

enum class Result { kDone, kRetry, kInsufficient, kFailed };

inline int64_t decodePoints(const std::string& raw) { return raw.empty() ? 0 : std::stoll(raw); }
inline std::string encodePoints(int64_t p) { return std::to_string(p); }
inline std::string accountKey(uint64_t id) { return "acct/" + std::to_string(id); }

class PointsLedger {
public:
    explicit PointsLedger(rocksdb::TransactionDB* db) : db_(db) {}

    Result credit(uint64_t account, int64_t points) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
        const std::string key = accountKey(account);
        std::string raw;
        Status s = txn->Get(ReadOptions(), key, &raw);
        if (!s.ok() && !s.IsNotFound()) return Result::kFailed;
        const int64_t balance = decodePoints(raw) + points;
        s = txn->Put(key, encodePoints(balance)); // EXPECT: unversioned-write
        if (!s.ok()) return Result::kRetry;
        s = txn->Commit();
        return s.ok() ? Result::kDone : Result::kFailed;
    }

    Result spend(uint64_t account, int64_t points) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
        const std::string key = accountKey(account);
        std::string raw;
        Status s = txn->GetForUpdate(ReadOptions(), key, &raw);
        if (s.IsBusy() || s.IsTimedOut()) return Result::kRetry;
        if (!s.ok()) return Result::kFailed;
        const int64_t balance = decodePoints(raw);
        if (balance < points) return Result::kInsufficient;
        s = txn->Put(key, encodePoints(balance - points));
        if (s.ok()) s = txn->Commit();
        return s.ok() ? Result::kDone : Result::kFailed;
    }

    Result expireHalf(uint64_t account) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
        txn->SetSnapshot();
        ReadOptions ro;
        ro.snapshot = txn->GetSnapshot();
        const std::string key = accountKey(account);
        std::string raw;
        Status s = txn->Get(ro, key, &raw);
        if (!s.ok()) return Result::kFailed;
        s = txn->Put(key, encodePoints(decodePoints(raw) / 2));
        if (s.IsBusy()) return Result::kRetry;
        if (s.ok()) s = txn->Commit();
        return s.ok() ? Result::kDone : Result::kFailed;
    }

private:
    rocksdb::TransactionDB* db_;
};

class TierBook {
public:
    explicit TierBook(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

    void promote(uint64_t account) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
        const std::string key = "tier/" + std::to_string(account);
        std::string raw;
        Status s = txn->GetForUpdate(ReadOptions(), key, &raw);
        if (!s.ok() && !s.IsNotFound()) throw std::runtime_error(s.ToString());
        s = txn->Put(key, encodePoints(decodePoints(raw) + 1));
        if (!s.ok()) throw std::runtime_error(s.ToString());
        txn->Commit(); // EXPECT: ignored-conflict
    }

    bool demote(uint64_t account) {
        for (int attempt = 0; attempt < 5; ++attempt) {
            std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
            const std::string key = "tier/" + std::to_string(account);
            std::string raw;
            if (!txn->GetForUpdate(ReadOptions(), key, &raw).ok()) return false;
            if (!txn->Put(key, encodePoints(decodePoints(raw) - 1)).ok()) return false;
            Status s = txn->Commit();
            if (s.ok()) return true;
            if (!s.IsBusy() && !s.IsTryAgain()) return false;
        }
        return false;
    }

private:
    rocksdb::OptimisticTransactionDB* db_;
};

}  // namespace loyalty
