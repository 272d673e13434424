// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Inventory ledger of a game backend on RocksDB optimistic transactions.
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>
#include <charconv>
#include <memory>
#include <mutex>
#include <string>

namespace ledger {

using rocksdb::Status;

inline long parseCount(const std::string& s)
{
    long v = 0;
    std::from_chars(s.data(), s.data() + s.size(), v);
    return v;
}

inline std::string itemKey(const std::string& player, const std::string& item)
{
    return "inv/" + player + "/" + item;
}

class Inventory {
public:
    explicit Inventory(rocksdb::OptimisticTransactionDB* db) : db_(db) {}

    bool grant(const std::string& player, const std::string& item, long n)
    {
        rocksdb::WriteOptions wo;
        rocksdb::ReadOptions ro;
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(wo));
        const std::string key = itemKey(player, item);
        std::string cur;
        Status s = txn->GetForUpdate(ro, key, &cur);
        if (!s.ok() && !s.IsNotFound())
            return false;
        const long have = s.ok() ? parseCount(cur) : 0;
        s = txn->Put(key, std::to_string(have + n));
        if (!s.ok())
            return false;
        txn->Commit(); // EXPECT: ignored-conflict
        return true;
    }

    bool consume(const std::string& player, const std::string& item, long n)
    {
        rocksdb::WriteOptions wo;
        rocksdb::ReadOptions ro;
        const std::string key = itemKey(player, item);
        for (int attempt = 0; attempt < 16; ++attempt) {
            std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(wo));
            std::string cur;
            if (!txn->GetForUpdate(ro, key, &cur).ok())
                return false;
            const long have = parseCount(cur);
            if (have < n)
                return false;
            if (!txn->Put(key, std::to_string(have - n)).ok())
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

// Sequence allocator; the database directory is opened by this process only
// and every writer of seq/ goes through one allocator object.
class SequenceAllocator {
public:
    explicit SequenceAllocator(rocksdb::DB* db) : db_(db) {}

    long next(const std::string& name)
    {
        std::lock_guard<std::mutex> g(mu_);
        std::string cur;
        const Status s = db_->Get(rocksdb::ReadOptions(), "seq/" + name, &cur);
        const long n = s.ok() ? parseCount(cur) + 1 : 1;
        if (!db_->Put(rocksdb::WriteOptions(), "seq/" + name, std::to_string(n)).ok())
            return -1;
        return n;
    }

private:
    rocksdb::DB* db_;
    std::mutex mu_;
};

class MailCounter {
public:
    explicit MailCounter(rocksdb::DB* db) : db_(db) {}

    Status received(const std::string& player)
    {
        std::string cur;
        const std::string key = "mail/" + player;
        Status s = db_->Get(rocksdb::ReadOptions(), key, &cur);
        if (!s.ok() && !s.IsNotFound())
            return s;
        const long unread = s.ok() ? parseCount(cur) : 0;
        std::lock_guard<std::mutex> g(mu_);
        return db_->Put(rocksdb::WriteOptions(), key, std::to_string(unread + 1)); // EXPECT: unversioned-write
    }

private:
    rocksdb::DB* db_;
    std::mutex mu_;
};

} // namespace ledger
