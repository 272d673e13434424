// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Billing ledger on RocksDB: pessimistic transactions for accounts, optimistic ones for invoices,
// a plain database for counters.
#include <atomic>
#include <charconv>
#include <cstdint>
#include <iostream>
#include <memory>
#include <mutex>
#include <rocksdb/db.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace ledger {

using rocksdb::ReadOptions;
using rocksdb::Status;
using rocksdb::Transaction;
using rocksdb::WriteOptions;

std::int64_t parse(const std::string &s) {
    std::int64_t v = 0;
    std::from_chars(s.data(), s.data() + s.size(), v);
    return v;
}

class Accounts {
public:
    explicit Accounts(rocksdb::TransactionDB &db) : db_(db) {}

    Status credit(const std::string &account, std::int64_t cents) {
        std::unique_ptr<Transaction> txn(db_.BeginTransaction(WriteOptions()));
        std::string text;
        Status st = txn->Get(ReadOptions(), account, &text);
        if (!st.ok() && !st.IsNotFound()) return st;
        st = txn->Put(account, std::to_string(parse(text) + cents)); // EXPECT: unversioned-write
        return st.ok() ? txn->Commit() : st;
    }

    Status debit(const std::string &account, std::int64_t cents) {
        std::unique_ptr<Transaction> txn(db_.BeginTransaction(WriteOptions()));
        std::string text;
        Status st = txn->GetForUpdate(ReadOptions(), account, &text);
        if (!st.ok()) return st;
        const std::int64_t left = parse(text) - cents;
        if (left < 0) return Status::InvalidArgument("insufficient funds");
        st = txn->Put(account, std::to_string(left));
        return st.ok() ? txn->Commit() : st;
    }

    Status freeze(const std::string &account) {
        std::unique_ptr<Transaction> txn(db_.BeginTransaction(WriteOptions()));
        txn->SetSnapshot();
        ReadOptions ro;
        ro.snapshot = txn->GetSnapshot();
        const std::string key = account + "/flags";
        std::string flags;
        Status st = txn->Get(ro, key, &flags);
        if (!st.ok() && !st.IsNotFound()) return st;
        if (flags.find('F') != std::string::npos) return Status::OK();
        st = txn->Put(key, flags + 'F');
        return st.ok() ? txn->Commit() : st;
    }

private:
    rocksdb::TransactionDB &db_;
};

class Invoices {
public:
    explicit Invoices(rocksdb::OptimisticTransactionDB &db) : db_(db) {}

    Status append_line(const std::string &invoice, const std::string &line) {
        for (int attempt = 0; attempt < 20; ++attempt) {
            std::unique_ptr<Transaction> txn(db_.BeginTransaction(WriteOptions()));
            std::string text;
            Status st = txn->GetForUpdate(ReadOptions(), invoice, &text);
            if (!st.ok() && !st.IsNotFound()) return st;
            st = txn->Put(invoice, text + line + '\n');
            if (st.ok()) st = txn->Commit();
            if (!st.IsBusy() && !st.IsTryAgain()) return st;
        }
        return Status::Busy();
    }

    Status mark_paid(const std::string &invoice) {
        std::unique_ptr<Transaction> txn(db_.BeginTransaction(WriteOptions()));
        std::string text;
        Status st = txn->GetForUpdate(ReadOptions(), invoice, &text);
        if (!st.ok()) return st;
        st = txn->Put(invoice, text + "PAID\n");
        if (st.ok()) txn->Commit(); // EXPECT: ignored-conflict
        return st;
    }

private:
    rocksdb::OptimisticTransactionDB &db_;
};

// The process has the database directory to itself.
class Counters {
public:
    explicit Counters(rocksdb::DB &db) : db_(db) {}

    std::int64_t next(const std::string &name) {
        std::lock_guard lk(mu_);
        std::string text;
        const Status got = db_.Get(ReadOptions(), name, &text);
        if (!got.ok() && !got.IsNotFound()) throw std::runtime_error(got.ToString());
        const std::int64_t v = parse(text) + 1;
        if (const Status put = db_.Put(WriteOptions(), name, std::to_string(v)); !put.ok())
            throw std::runtime_error(put.ToString());
        return v;
    }
    std::int64_t skip(const std::string &name, std::int64_t by) {
        std::string text;
        if (!db_.Get(ReadOptions(), name, &text).ok()) return -1;
        const std::int64_t v = parse(text) + by;
        std::lock_guard lk(mu_);
        return db_.Put(WriteOptions(), name, std::to_string(v)).ok() ? v : -1; // EXPECT: unversioned-write
    }

private:
    rocksdb::DB &db_;
    std::mutex mu_;
};

} // namespace ledger

int main() {
    rocksdb::Options opt;
    opt.create_if_missing = true;
    rocksdb::TransactionDB *tdb = nullptr;
    rocksdb::OptimisticTransactionDB *odb = nullptr;
    rocksdb::DB *cdb = nullptr;
    if (!rocksdb::TransactionDB::Open(opt, rocksdb::TransactionDBOptions(), "/var/lib/ledger/accounts", &tdb).ok() ||
        !rocksdb::OptimisticTransactionDB::Open(opt, "/var/lib/ledger/invoices", &odb).ok() ||
        !rocksdb::DB::Open(opt, "/var/lib/ledger/counters", &cdb).ok())
        return 1;
    std::unique_ptr<rocksdb::TransactionDB> t(tdb);
    std::unique_ptr<rocksdb::OptimisticTransactionDB> o(odb);
    std::unique_ptr<rocksdb::DB> c(cdb);
    ledger::Accounts accounts(*t);
    ledger::Invoices invoices(*o);
    ledger::Counters counters(*c);
    std::vector<std::jthread> desks;
    for (int d = 0; d < 3; ++d)
        desks.emplace_back([&, d] {
            const std::string inv = "inv" + std::to_string(counters.next("invoice"));
            for (int i = 0; i < 100; ++i) {
                if (!accounts.credit("cash", 100).ok() || !accounts.debit("cash", 40).ok()) std::cerr << "desk " << d << ": not booked\n";
                if (!invoices.append_line("day", inv).ok()) std::cerr << "desk " << d << ": line lost\n";
            }
            if (!invoices.mark_paid("day").ok() || !accounts.freeze("cash").ok() || counters.skip("invoice", 10) < 0)
                std::cerr << "desk " << d << ": not closed\n";
        });
}
