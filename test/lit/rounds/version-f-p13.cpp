// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Order book positions of the clearing engine. One RocksDB TransactionDB per
// engine process; matching threads book fills concurrently.
#include <rocksdb/db.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace clearing {

using rocksdb::ReadOptions;
using rocksdb::Status;
using rocksdb::Transaction;
using rocksdb::WriteOptions;

struct Position {
    int64_t lots = 0;
    int64_t cost = 0;

    static Position decode(const std::string& raw) {
        Position p;
        if (raw.size() == sizeof p) std::memcpy(&p, raw.data(), sizeof p);
        return p;
    }
    std::string encode() const { return std::string(reinterpret_cast<const char*>(this), sizeof *this); }
};

class PositionBook {
public:
    explicit PositionBook(rocksdb::TransactionDB* db) : db_(db) {}

    Status bookFill(const std::string& account, int64_t lots, int64_t price) {
        std::unique_ptr<Transaction> txn(db_->BeginTransaction(WriteOptions()));
        std::string raw;
        Status s = txn->Get(ReadOptions(), account, &raw);
        if (!s.ok() && !s.IsNotFound()) return s;
        Position p = Position::decode(raw);
        p.lots += lots;
        p.cost += lots * price;
        s = txn->Put(account, p.encode()); // EXPECT: unversioned-write
        if (!s.ok()) return s;
        return txn->Commit();
    }

    Status transfer(const std::string& from, const std::string& to, int64_t lots) {
        std::unique_ptr<Transaction> txn(db_->BeginTransaction(WriteOptions()));
        std::string a, b;
        Status s = txn->GetForUpdate(ReadOptions(), from, &a);
        if (s.ok()) s = txn->GetForUpdate(ReadOptions(), to, &b);
        if (!s.ok()) return s;
        Position pa = Position::decode(a), pb = Position::decode(b);
        pa.lots -= lots;
        pb.lots += lots;
        s = txn->Put(from, pa.encode());
        if (s.ok()) s = txn->Put(to, pb.encode());
        return s.ok() ? txn->Commit() : s;
    }

    Status markToMarket(const std::string& account, int64_t delta) {
        rocksdb::TransactionOptions topt;
        topt.set_snapshot = false;
        std::unique_ptr<Transaction> txn(db_->BeginTransaction(WriteOptions(), topt));
        txn->SetSnapshot();
        ReadOptions ro;
        ro.snapshot = txn->GetSnapshot();
        std::string raw;
        Status s = txn->Get(ro, account, &raw);
        if (!s.ok()) return s;
        Position p = Position::decode(raw);
        p.cost += delta;
        s = txn->Put(account, p.encode());
        return s.ok() ? txn->Commit() : s;
    }

private:
    rocksdb::TransactionDB* db_;
};

// Fee schedule counters use a second, optimistic database.
class FeeBook {
public:
    explicit FeeBook(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

    void accrue(const std::string& account, uint64_t fee) {
        std::unique_ptr<Transaction> txn(db_->BeginTransaction(WriteOptions()));
        std::string raw;
        uint64_t sum = 0;
        if (txn->GetForUpdate(ReadOptions(), account, &raw).ok()) sum = std::stoull(raw);
        txn->Put(account, std::to_string(sum + fee));
        txn->Commit(); // EXPECT: ignored-conflict
    }

    bool clear(const std::string& account) {
        for (int i = 0; i < 10; ++i) {
            std::unique_ptr<Transaction> txn(db_->BeginTransaction(WriteOptions()));
            std::string raw;
            if (!txn->GetForUpdate(ReadOptions(), account, &raw).ok()) return false;
            txn->Delete(account);
            Status s = txn->Commit();
            if (s.ok()) return true;
            if (!s.IsBusy() && !s.IsTryAgain()) return false;
        }
        return false;
    }

private:
    rocksdb::OptimisticTransactionDB* db_;
};

}  // namespace clearing
