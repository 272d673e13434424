// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Usage metering on RocksDB, with a LevelDB side index. Several aggregator threads.
#include <array>
#include <cstdint>
#include <functional>
#include <leveldb/db.h>
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

namespace metering {

using rocksdb::ReadOptions;
using rocksdb::Status;
using rocksdb::WriteOptions;

static std::int64_t decode(const std::string &s) { return s.empty() ? 0 : std::stoll(s); }

class UsageBook {
public:
    UsageBook(rocksdb::TransactionDB *usage, rocksdb::OptimisticTransactionDB *plans, leveldb::DB *index)
        : usage_(usage), plans_(plans), index_(index) {}

    Status add(const std::string &tenant, std::int64_t units) {
        std::unique_ptr<rocksdb::Transaction> tx(usage_->BeginTransaction(WriteOptions()));
        std::string raw;
        Status s = tx->GetForUpdate(ReadOptions(), tenant, &raw);
        if (!s.ok() && !s.IsNotFound())
            return s;
        s = tx->Put(tenant, std::to_string(decode(raw) + units));
        if (!s.ok())
            return s;
        return tx->Commit();
    }

    // The snapshot makes Put() fail with Busy when the key moved after it.
    Status decay(const std::string &tenant, double factor) {
        rocksdb::TransactionOptions topt;
        topt.set_snapshot = true;
        std::unique_ptr<rocksdb::Transaction> tx(usage_->BeginTransaction(WriteOptions(), topt));
        ReadOptions ro;
        ro.snapshot = tx->GetSnapshot();
        std::string raw;
        Status s = tx->Get(ro, tenant, &raw);
        if (!s.ok())
            return s;
        auto next = static_cast<std::int64_t>(static_cast<double>(decode(raw)) * factor);
        s = tx->Put(tenant, std::to_string(next));
        return s.ok() ? tx->Commit() : s;
    }

    Status upgrade_plan(const std::string &tenant) {
        for (int i = 0; i < 10; ++i) {
            std::unique_ptr<rocksdb::Transaction> tx(plans_->BeginTransaction(WriteOptions()));
            std::string raw;
            Status s = tx->GetForUpdate(ReadOptions(), "plan/" + tenant, &raw);
            if (!s.ok() && !s.IsNotFound())
                return s;
            s = tx->Put("plan/" + tenant, std::to_string(decode(raw) + 1));
            if (s.ok())
                s = tx->Commit();
            if (!s.IsBusy() && !s.IsTryAgain())
                return s;
        }
        return Status::TimedOut();
    }

    // Index rows: only this class opens the directory, every writer of a row takes its stripe.
    bool index_append(const std::string &tenant, const std::string &bucket) {
        std::lock_guard lk(stripe(tenant));
        std::string row;
        auto s = index_->Get(leveldb::ReadOptions(), tenant, &row);
        if (!s.ok() && !s.IsNotFound())
            return false;
        if (row.find(bucket) != std::string::npos)
            return true;
        row += bucket + ';';
        return index_->Put(leveldb::WriteOptions(), tenant, row).ok();
    }

    bool index_trim(const std::string &tenant, std::size_t keep) {
        std::lock_guard lk(stripe(tenant));
        return trim_locked(tenant, keep);
    }

    Status copy_month(const std::string &tenant, const std::string &month) {
        std::string raw;
        Status s = usage_->Get(ReadOptions(), tenant, &raw);
        if (!s.ok())
            return s;
        return usage_->Put(WriteOptions(), "archive/" + tenant + "/" + month, raw);
    }

private:
    bool trim_locked(const std::string &tenant, std::size_t keep) {
        std::string row;
        if (!index_->Get(leveldb::ReadOptions(), tenant, &row).ok())
            return false;
        if (row.size() <= keep)
            return true;
        auto cut = row.find(';', row.size() - keep);
        row.erase(0, cut == std::string::npos ? row.size() : cut + 1);
        return index_->Put(leveldb::WriteOptions(), tenant, row).ok();
    }
    std::mutex &stripe(const std::string &tenant) {
        return stripes_[std::hash<std::string>{}(tenant) % stripes_.size()];
    }

    rocksdb::TransactionDB *usage_;
    rocksdb::OptimisticTransactionDB *plans_;
    leveldb::DB *index_;
    std::array<std::mutex, 16> stripes_;
};

void aggregate(UsageBook &book, const std::vector<std::string> &tenants) {
    std::vector<std::jthread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&book, &tenants, i] {
            for (const auto &t : tenants) {
                if (Status s = book.add(t, 1); !s.ok())
                    throw std::runtime_error(s.ToString());
                if (i == 0 && !book.decay(t, 0.99).ok())
                    continue;
                if (!book.upgrade_plan(t).ok() || !book.copy_month(t, "2024-05").ok())
                    continue;
                if (!book.index_append(t, std::to_string(i)) || !book.index_trim(t, 256))
                    return;
            }
        });
}

} // namespace metering
