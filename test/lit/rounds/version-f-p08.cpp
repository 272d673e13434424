// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Local ledger of a point-of-sale terminal. The database directory belongs to
// this process alone; the till thread and the sync thread share the object.
#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace pos {

class Ledger {
public:
    explicit Ledger(const std::string& dir) {
        leveldb::Options o;
        o.create_if_missing = true;
        leveldb::DB* raw = nullptr;
        const auto s = leveldb::DB::Open(o, dir, &raw);
        if (!s.ok()) throw std::runtime_error(s.ToString());
        db_.reset(raw);
    }

    bool book(const std::string& account, long cents) {
        std::lock_guard<std::mutex> g(writers_);
        return addLocked(account, cents);
    }

    bool transfer(const std::string& from, const std::string& to, long cents) {
        std::lock_guard<std::mutex> g(writers_);
        const long a = readLocked(from), b = readLocked(to);
        if (a < cents) return false;
        leveldb::WriteBatch batch;
        batch.Put(from, std::to_string(a - cents));
        batch.Put(to, std::to_string(b + cents));
        return db_->Write(syncOpt(), &batch).ok();
    }

    // Sync thread: what the back office accepted is taken off the account.
    bool settle(const std::string& account, long accepted) {
        std::unique_lock<std::mutex> g(writers_);
        const long open = readLocked(account);
        if (open < accepted) return false;
        return addLocked(account, -accepted);
    }

    long balance(const std::string& account) const {
        std::string v;
        if (!db_->Get(leveldb::ReadOptions(), account, &v).ok()) return 0;
        return parse(v);
    }

private:
    bool addLocked(const std::string& account, long delta) {
        const long cur = readLocked(account);
        return db_->Put(syncOpt(), account, std::to_string(cur + delta)).ok();
    }

    long readLocked(const std::string& account) {
        std::string v;
        const auto s = db_->Get(leveldb::ReadOptions(), account, &v);
        if (s.IsNotFound()) return 0;
        if (!s.ok()) throw std::runtime_error(s.ToString());
        return parse(v);
    }

    static long parse(const std::string& v) {
        long n = 0;
        std::from_chars(v.data(), v.data() + v.size(), n);
        return n;
    }

    static leveldb::WriteOptions syncOpt() {
        leveldb::WriteOptions w;
        w.sync = true;
        return w;
    }

    std::unique_ptr<leveldb::DB> db_;
    std::mutex writers_;
};

}  // namespace pos

int main() {
    pos::Ledger ledger("/var/lib/till/ledger");
    std::atomic<bool> stop{false};
    std::thread sync([&] {
        while (!stop) {
            const long open = ledger.balance("drawer");
            if (open > 10000) ledger.settle("drawer", 10000);
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    for (int i = 0; i < 1000; ++i) ledger.book("drawer", 250 + i);
    stop = true;
    sync.join();
    return 0;
}
