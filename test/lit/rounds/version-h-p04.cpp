// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Rights store of the licence server: floating seats per product.
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/utilities/transaction.h>
#include <rocksdb/utilities/transaction_db.h>

#include <atomic>
#include <charconv>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace lic {

struct Seats {
    int total = 0;
    int taken = 0;

    static bool parse(const std::string& s, Seats* out)
    {
        const auto slash = s.find('/');
        if (slash == std::string::npos)
            return false;
        const char* b = s.data();
        return std::from_chars(b, b + slash, out->taken).ec == std::errc() &&
               std::from_chars(b + slash + 1, b + s.size(), out->total).ec == std::errc();
    }
    std::string encode() const { return std::to_string(taken) + "/" + std::to_string(total); }
};

class SeatStore {
public:
    explicit SeatStore(rocksdb::TransactionDB* db) : db_(db) {}

    rocksdb::Status checkout(const std::string& product)
    {
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(rocksdb::WriteOptions()));
        std::string raw;
        rocksdb::Status s = txn->GetForUpdate(rocksdb::ReadOptions(), key(product), &raw);
        if (!s.ok())
            return s;
        Seats seats;
        if (!Seats::parse(raw, &seats))
            return rocksdb::Status::Corruption(product);
        if (seats.taken >= seats.total)
            return rocksdb::Status::Busy("no free seat");
        ++seats.taken;
        s = txn->Put(key(product), seats.encode());
        return s.ok() ? txn->Commit() : s;
    }

    rocksdb::Status checkin(const std::string& product)
    {
        rocksdb::WriteOptions wo;
        wo.sync = true;
        std::unique_ptr<rocksdb::Transaction> txn(db_->BeginTransaction(wo));
        std::string raw;
        rocksdb::Status s = txn->Get(rocksdb::ReadOptions(), key(product), &raw);
        if (!s.ok())
            return s;
        Seats seats;
        if (!Seats::parse(raw, &seats))
            return rocksdb::Status::Corruption(product);
        if (seats.taken > 0)
            --seats.taken;
        s = txn->Put(key(product), seats.encode()); // EXPECT: unversioned-write
        if (!s.ok())
            return s;
        return txn->Commit();
    }

    rocksdb::Status grow(const std::string& product, int extra)
    {
        rocksdb::TransactionOptions to;
        to.set_snapshot = true;
        std::unique_ptr<rocksdb::Transaction> txn(
            db_->BeginTransaction(rocksdb::WriteOptions(), to));
        std::string raw;
        rocksdb::Status s = txn->Get(rocksdb::ReadOptions(), key(product), &raw);
        Seats seats;
        if (s.ok() && !Seats::parse(raw, &seats))
            return rocksdb::Status::Corruption(product);
        if (!s.ok() && !s.IsNotFound())
            return s;
        seats.total += extra;
        s = txn->Put(key(product), seats.encode());
        return s.ok() ? txn->Commit() : s;
    }

private:
    static std::string key(const std::string& p) { return "seat/" + p; }
    rocksdb::TransactionDB* db_;
};

struct Event { bool in; std::string product; };

void serve(SeatStore& store, const std::vector<std::vector<Event>>& feeds, std::atomic<int>& failures)
{
    std::vector<std::thread> pool;
    for (const auto& feed : feeds)
        pool.emplace_back([&] {
            for (const Event& e : feed) {
                auto s = e.in ? store.checkin(e.product) : store.checkout(e.product);
                if (!s.ok())
                    failures.fetch_add(1);
            }
        });
    for (auto& t : pool)
        t.join();
}

} // namespace lic
