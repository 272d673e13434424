// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Game inventory service: items per player in RocksDB transactions.
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <rocksdb/db.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

namespace inv {

using rocksdb::Status;

static std::string goldKey(uint64_t player) { return "gold/" + std::to_string(player); }
static std::string bagKey(uint64_t player) { return "bag/" + std::to_string(player); }

static int64_t asNumber(const std::string &s) { return s.empty() ? 0 : std::stoll(s); }

class Wallet {
public:
    explicit Wallet(rocksdb::TransactionDB *db) : db_(db) {}

    Status reward(uint64_t player, int64_t gold) {
        std::unique_ptr<rocksdb::Transaction> tx(db_->BeginTransaction(wo_));
        std::string raw;
        Status s = tx->Get(ro_, goldKey(player), &raw);
        if (!s.ok() && !s.IsNotFound())
            return s;
        s = tx->Put(goldKey(player), std::to_string(asNumber(raw) + gold)); // EXPECT: unversioned-write
        if (!s.ok())
            return s;
        return tx->Commit();
    }

    Status pay(uint64_t from, uint64_t to, int64_t gold) {
        std::unique_ptr<rocksdb::Transaction> tx(db_->BeginTransaction(wo_));
        std::string a, b;
        if (from == to)
            return Status::InvalidArgument("same player");
        Status s = tx->GetForUpdate(ro_, goldKey(from), &a);
        if (!s.ok())
            return s;
        s = tx->GetForUpdate(ro_, goldKey(to), &b);
        if (!s.ok() && !s.IsNotFound())
            return s;
        if (asNumber(a) < gold)
            return Status::Aborted("not enough gold");
        s = tx->Put(goldKey(from), std::to_string(asNumber(a) - gold));
        if (s.ok())
            s = tx->Put(goldKey(to), std::to_string(asNumber(b) + gold));
        return s.ok() ? tx->Commit() : s;
    }

    Status tax(uint64_t player, int64_t percent) {
        std::unique_ptr<rocksdb::Transaction> tx(db_->BeginTransaction(wo_));
        tx->SetSnapshot();
        rocksdb::ReadOptions ro;
        ro.snapshot = tx->GetSnapshot();
        std::string raw;
        Status s = tx->Get(ro, goldKey(player), &raw);
        if (!s.ok())
            return s;
        int64_t g = asNumber(raw);
        s = tx->Put(goldKey(player), std::to_string(g - g * percent / 100));
        return s.ok() ? tx->Commit() : s;
    }

private:
    rocksdb::TransactionDB *db_;
    rocksdb::WriteOptions wo_;
    rocksdb::ReadOptions ro_;
};

class Bag {
public:
    explicit Bag(rocksdb::OptimisticTransactionDB *db) : db_(db) {}

    bool add(uint64_t player, const std::string &item) {
        for (int i = 0; i < 10; ++i) {
            std::unique_ptr<rocksdb::Transaction> tx(db_->BeginTransaction(wo_));
            std::string raw;
            Status s = tx->GetForUpdate(ro_, bagKey(player), &raw);
            if (!s.ok() && !s.IsNotFound())
                return false;
            if (!tx->Put(bagKey(player), raw.empty() ? item : raw + "," + item).ok())
                return false;
            s = tx->Commit();
            if (s.ok())
                return true;
            if (!s.IsBusy() && !s.IsTryAgain())
                return false;
        }
        return false;
    }

    bool consume(uint64_t player, const std::string &item) {
        std::unique_ptr<rocksdb::Transaction> tx(db_->BeginTransaction(wo_));
        std::string raw;
        Status s = tx->GetForUpdate(ro_, bagKey(player), &raw);
        auto at = raw.find(item);
        if (!s.ok() || at == std::string::npos)
            return false;
        raw.erase(at, item.size() + (at + item.size() < raw.size() ? 1 : 0));
        if (!tx->Put(bagKey(player), raw).ok())
            return false;
        tx->Commit(); // EXPECT: ignored-conflict
        return true;
    }

private:
    rocksdb::OptimisticTransactionDB *db_;
    rocksdb::WriteOptions wo_;
    rocksdb::ReadOptions ro_;
};

void runWorkers(Wallet &w, Bag &b, unsigned n) {
    std::vector<std::thread> pool;
    for (unsigned i = 0; i < n; ++i)
        pool.emplace_back([&w, &b, i] {
            w.reward(i % 4, 10);
            w.tax(i % 4, 2);
            w.pay(i % 4, (i + 1) % 4, 3);
            b.add(i % 4, "potion");
            b.consume(i % 4, "potion");
        });
    for (auto &t : pool)
        t.join();
}

} // namespace inv
