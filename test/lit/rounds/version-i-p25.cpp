// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Block explorer index: address balances and tx counts in LevelDB, fed by several importers.
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <leveldb/db.h>
#include <leveldb/write_batch.h>

namespace explorer {

struct Balance {
    int64_t sats = 0;
    uint32_t txs = 0;
    uint32_t version = 1; // record layout
};

struct Delta {
    std::string address;
    int64_t sats;
};

class Index {
public:
    explicit Index(const std::string &dir) {
        leveldb::DB *raw = nullptr;
        leveldb::Options o;
        o.create_if_missing = true;
        auto s = leveldb::DB::Open(o, dir, &raw);
        if (!s.ok())
            throw std::runtime_error(s.ToString());
        db_.reset(raw);
    }

    bool credit(const std::string &address, int64_t sats) {
        std::lock_guard<std::mutex> g(writeMu_);
        Balance b;
        if (!read(address, &b))
            return false;
        b.sats += sats;
        b.txs++;
        return db_->Put({}, balKey(address), pack(b)).ok();
    }

    bool applyBlock(uint64_t height, const std::vector<Delta> &deltas) {
        std::lock_guard<std::mutex> g(writeMu_);
        std::string tip;
        auto s = db_->Get({}, "tip", &tip);
        if (s.ok() && std::stoull(tip) + 1 != height)
            return false;
        leveldb::WriteBatch batch;
        std::vector<std::pair<std::string, Balance>> staged;
        for (const Delta &d : deltas)
            if (!stage(staged, d))
                return false;
        for (auto &[addr, b] : staged)
            batch.Put(balKey(addr), pack(b));
        batch.Put("tip", std::to_string(height));
        leveldb::WriteOptions wo;
        wo.sync = true;
        return db_->Write(wo, &batch).ok();
    }

    bool rebase(const std::string &from, const std::string &to) {
        std::unique_lock<std::mutex> g(writeMu_, std::defer_lock);
        Balance peek;
        if (!read(from, &peek) || peek.sats == 0)
            return false; // most calls end here
        g.lock();
        return moveLocked(from, to);
    }

    Balance balance(const std::string &address) const {
        Balance b;
        read(address, &b);
        return b;
    }

private:
    bool moveLocked(const std::string &from, const std::string &to) {
        Balance a, b;
        if (from == to || !read(from, &a) || !read(to, &b))
            return false;
        b.sats += std::exchange(a.sats, 0);
        leveldb::WriteBatch batch;
        batch.Put(balKey(from), pack(a));
        batch.Put(balKey(to), pack(b));
        return db_->Write({}, &batch).ok();
    }

    bool stage(std::vector<std::pair<std::string, Balance>> &staged, const Delta &d) const {
        for (auto &[addr, b] : staged)
            if (addr == d.address) {
                b.sats += d.sats;
                return true;
            }
        Balance b;
        if (!read(d.address, &b))
            return false;
        b.sats += d.sats;
        b.txs++;
        staged.emplace_back(d.address, b);
        return true;
    }

    bool read(const std::string &address, Balance *b) const {
        std::string raw;
        auto s = db_->Get({}, balKey(address), &raw);
        if (s.IsNotFound())
            return true;
        if (!s.ok() || raw.size() != sizeof(*b))
            return false;
        std::memcpy(b, raw.data(), sizeof(*b));
        return true;
    }

    static std::string balKey(const std::string &a) { return "b/" + a; }
    static std::string pack(const Balance &b) { return std::string(reinterpret_cast<const char *>(&b), sizeof(b)); }

    std::unique_ptr<leveldb::DB> db_;
    std::mutex writeMu_;
};

void importers(Index &ix, const std::vector<std::vector<Delta>> &feeds) {
    std::vector<std::thread> pool;
    for (const auto &feed : feeds)
        pool.emplace_back([&ix, &feed] {
            for (const auto &d : feed)
                ix.credit(d.address, d.sats);
        });
    for (auto &t : pool)
        t.join();
}

} // namespace explorer
