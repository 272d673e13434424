// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Wallet ledger in RocksDB: a pessimistic database for balances, an optimistic one for profiles.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

namespace ledger {

using rocksdb::ReadOptions;
using rocksdb::Status;
using rocksdb::WriteOptions;
using TxnPtr = std::unique_ptr<rocksdb::Transaction>;

std::int64_t parse(const std::string& s) { return std::strtoll(s.c_str(), nullptr, 10); }

class Balances {
public:
    explicit Balances(rocksdb::TransactionDB* db) : db_(db) {}

    Status deposit(const std::string& account, std::int64_t amount) {
        TxnPtr txn(db_->BeginTransaction(WriteOptions()));
        std::string raw;
        Status s = txn->GetForUpdate(ReadOptions(), account, &raw);
        if (!s.ok() && !s.IsNotFound())
            return s;
        s = txn->Put(account, std::to_string(parse(raw) + amount));
        return s.ok() ? txn->Commit() : s;
    }

    Status withdraw(const std::string& account, std::int64_t amount) {
        TxnPtr txn(db_->BeginTransaction(WriteOptions()));
        std::string raw;
        Status s = txn->Get(ReadOptions(), account, &raw);
        if (!s.ok())
            return s;
        const std::int64_t left = parse(raw) - amount;
        if (left < 0)
            return Status::InvalidArgument("insufficient funds");
        s = txn->Put(account, std::to_string(left)); // EXPECT: unversioned-write
        return s.ok() ? txn->Commit() : s;
    }

    Status interest(const std::string& account, double rate) {
        TxnPtr txn(db_->BeginTransaction(WriteOptions()));
        txn->SetSnapshot();
        ReadOptions ro;
        ro.snapshot = txn->GetSnapshot();
        std::string raw;
        Status s = txn->Get(ro, account, &raw);
        if (!s.ok())
            return s;
        const std::int64_t cur = parse(raw);
        s = txn->Put(account, std::to_string(cur + static_cast<std::int64_t>(cur * rate)));
        return s.ok() ? txn->Commit() : s;
    }

    Status transfer(const std::string& from, const std::string& to, std::int64_t amount) {
        if (from == to)
            return Status::InvalidArgument("same account");
        TxnPtr txn(db_->BeginTransaction(WriteOptions()));
        std::string a, b;
        const bool swap = to < from;
        Status s = txn->GetForUpdate(ReadOptions(), swap ? to : from, swap ? &b : &a);
        if (s.ok())
            s = txn->GetForUpdate(ReadOptions(), swap ? from : to, swap ? &a : &b);
        if (!s.ok())
            return s;
        if (parse(a) < amount)
            return Status::InvalidArgument("insufficient funds");
        s = txn->Put(from, std::to_string(parse(a) - amount));
        if (s.ok())
            s = txn->Put(to, std::to_string(parse(b) + amount));
        return s.ok() ? txn->Commit() : s;
    }

private:
    rocksdb::TransactionDB* db_;
};

class Profiles {
public:
    explicit Profiles(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

    bool addLabel(const std::string& user, const std::string& label) {
        TxnPtr txn(db_->BeginTransaction(WriteOptions()));
        std::string labels;
        Status s = txn->GetForUpdate(ReadOptions(), user, &labels);
        if (!s.ok() && !s.IsNotFound())
            return false;
        if (!txn->Put(user, labels + label + ";").ok())
            return false;
        txn->Commit(); // EXPECT: ignored-conflict
        return true;
    }

    bool dropLabel(const std::string& user, const std::string& label) {
        for (int i = 0; i < 8; ++i) {
            TxnPtr txn(db_->BeginTransaction(WriteOptions()));
            std::string labels;
            if (!txn->GetForUpdate(ReadOptions(), user, &labels).ok())
                return false;
            const auto at = labels.find(label + ";");
            if (at == std::string::npos)
                return true;
            labels.erase(at, label.size() + 1);
            if (!txn->Put(user, labels).ok())
                return false;
            const Status s = txn->Commit();
            if (s.ok())
                return true;
            if (!s.IsBusy() && !s.IsTryAgain())
                return false;
        }
        return false;
    }

    bool rename(const std::string& user, const std::string& name) {
        return db_->Put(WriteOptions(), "name/" + user, name).ok();
    }

private:
    rocksdb::OptimisticTransactionDB* db_;
};

}  // namespace ledger

int main() {
    rocksdb::Options opt;
    opt.create_if_missing = true;
    rocksdb::TransactionDB* bdb = nullptr;
    rocksdb::OptimisticTransactionDB* pdb = nullptr;
    if (!rocksdb::TransactionDB::Open(opt, rocksdb::TransactionDBOptions(), "balances", &bdb).ok())
        return 1;
    if (!rocksdb::OptimisticTransactionDB::Open(opt, "profiles", &pdb).ok())
        return 1;
    ledger::Balances balances(bdb);
    ledger::Profiles profiles(pdb);
    std::vector<std::thread> tellers;
    for (int i = 0; i < 4; ++i)
        tellers.emplace_back([&] {
            for (const rocksdb::Status& s : {balances.deposit("alice", 100), balances.withdraw("alice", 30),
                                    balances.transfer("alice", "bob", 5), balances.interest("bob", 0.01)})
                if (!s.ok())
                    std::cerr << s.ToString() << '\n';
            if (!profiles.addLabel("alice", "vip") || !profiles.dropLabel("alice", "new") ||
                !profiles.rename("alice", "Alice"))
                std::cerr << "profile not updated\n";
        });
    for (auto& t : tellers)
        t.join();
    delete pdb;
    delete bdb;
}
