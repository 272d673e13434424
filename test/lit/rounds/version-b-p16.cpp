// RUN: %tocsin %s
// STD: c++20
#include <cstdlib>
#include <memory>
#include <string>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

namespace ledger {

using rocksdb::Status;

class Accounts {
public:
    explicit Accounts(rocksdb::TransactionDB* db) : db_(db) {}

    Status Transfer(const std::string& from, const std::string& to, long cents)
    {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(wo_));
        std::string a, b;
        Status s = txn->GetForUpdate(ro_, Key(from), &a);
        if (s.ok())
            s = txn->GetForUpdate(ro_, Key(to), &b);
        if (!s.ok())
            return s;
        long left = std::atol(a.c_str()) - cents;
        if (left < 0)
            return Status::Aborted("insufficient funds");
        s = txn->Put(Key(from), std::to_string(left));
        if (s.ok())
            s = txn->Put(Key(to), std::to_string(std::atol(b.c_str()) + cents));
        if (!s.ok())
            return s;
        return txn->Commit();
    }

    Status Accrue(const std::string& account, int basis_points)
    {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(wo_));
        std::string raw;
        Status s = txn->Get(ro_, Key(account), &raw);
        if (!s.ok())
            return s;
        long cents = std::atol(raw.c_str());
        s = txn->Put(Key(account), std::to_string(cents + cents * basis_points / 10000)); // EXPECT: unversioned-write
        if (!s.ok())
            return s;
        return txn->Commit();
    }

private:
    static std::string Key(const std::string& account) { return "acct/" + account; }

    rocksdb::TransactionDB* db_;
    rocksdb::WriteOptions wo_;
    rocksdb::ReadOptions ro_;
};

class Postings {
public:
    explicit Postings(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

    Status Append(const std::string& book, const std::string& line)
    {
        for (int i = 0; i < 10; ++i) {
            std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
            std::string text;
            Status s = txn->GetForUpdate(rocksdb::ReadOptions(), book, &text);
            if (!s.ok() && !s.IsNotFound())
                return s;
            s = txn->Put(book, text + line + '\n');
            if (!s.ok())
                return s;
            s = txn->Commit();
            if (!s.IsBusy() && !s.IsTryAgain())
                return s;
        }
        return Status::Busy();
    }

    bool Close(const std::string& book)
    {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
        std::string text;
        if (!txn->GetForUpdate(rocksdb::ReadOptions(), book, &text).ok())
            return false;
        if (!txn->Put(book, text + "-- closed --\n").ok())
            return false;
        txn->Commit(); // EXPECT: ignored-conflict
        return true;
    }

private:
    rocksdb::OptimisticTransactionDB* db_;
};

}  // namespace ledger
