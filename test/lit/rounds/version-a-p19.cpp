// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Wallet service: credits in a pessimistic TransactionDB, device list in an optimistic one.
#include <rocksdb/db.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using rocksdb::ReadOptions;
using rocksdb::Status;
using rocksdb::WriteOptions;

class Wallets {
public:
    explicit Wallets(rocksdb::TransactionDB* db) : db_(db) {}

    Status Credit(const std::string& user, long cents) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
        std::string raw;
        Status s = txn->Get(ReadOptions(), Key(user), &raw);
        if (!s.ok() && !s.IsNotFound())
            return s;
        const long balance = s.IsNotFound() ? 0 : std::stol(raw);
        s = txn->Put(Key(user), std::to_string(balance + cents)); // EXPECT: unversioned-write
        if (!s.ok())
            return s;
        return txn->Commit();
    }

    Status Debit(const std::string& user, long cents) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
        std::string raw;
        Status s = txn->GetForUpdate(ReadOptions(), Key(user), &raw);
        if (!s.ok())
            return s;
        const long balance = std::stol(raw);
        if (balance < cents)
            return Status::InvalidArgument("insufficient funds");
        s = txn->Put(Key(user), std::to_string(balance - cents));
        if (!s.ok())
            return s;
        return txn->Commit();
    }

    Status Round(const std::string& user) {
        rocksdb::TransactionOptions opts;
        opts.set_snapshot = true;
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions(), opts));
        txn->SetSnapshot();
        ReadOptions ro;
        ro.snapshot = txn->GetSnapshot();
        std::string raw;
        Status s = txn->Get(ro, Key(user), &raw);
        if (!s.ok())
            return s;
        s = txn->Put(Key(user), std::to_string(std::stol(raw) / 100 * 100));
        if (!s.ok())
            return s;
        return txn->Commit();
    }

private:
    static std::string Key(const std::string& user) { return "wallet/" + user; }
    rocksdb::TransactionDB* db_;
};

class Devices {
public:
    explicit Devices(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

    bool Add(const std::string& user, const std::string& device) {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
        std::string list;
        Status s = txn->GetForUpdate(ReadOptions(), "devices/" + user, &list);
        if (!s.ok() && !s.IsNotFound())
            return false;
        list += device + ";";
        if (!txn->Put("devices/" + user, list).ok())
            return false;
        txn->Commit(); // EXPECT: ignored-conflict
        return true;
    }

    bool Remove(const std::string& user, const std::string& device) {
        for (int i = 0; i < 8; ++i) {
            std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(WriteOptions()));
            std::string list;
            if (!txn->GetForUpdate(ReadOptions(), "devices/" + user, &list).ok())
                return false;
            const auto at = list.find(device + ";");
            if (at == std::string::npos)
                return true;
            list.erase(at, device.size() + 1);
            if (!txn->Put("devices/" + user, list).ok())
                return false;
            const Status s = txn->Commit();
            if (s.ok())
                return true;
            if (!s.IsBusy() && !s.IsTryAgain())
                return false;
        }
        return false;
    }

private:
    rocksdb::OptimisticTransactionDB* db_;
};

void serve(Wallets& w, Devices& d) {
    std::vector<std::thread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&w, &d, i] {
            const std::string user = "u" + std::to_string(i % 2);
            if (!w.Credit(user, 100).ok() || !w.Debit(user, 30).ok() || !w.Round(user).ok())
                return;
            if (!d.Add(user, "phone") || !d.Remove(user, "tablet"))
                return;
        });
    for (auto& t : pool)
        t.join();
}
