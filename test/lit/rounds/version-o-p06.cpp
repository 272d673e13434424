// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Session cache of an HTTP gateway on top of LevelDB.
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <leveldb/db.h>
#include <leveldb/write_batch.h>

namespace gateway {

struct Session {
    std::string user;
    std::uint64_t hits = 0;
    std::int64_t expires = 0;

    std::string encode() const {
        return user + "|" + std::to_string(hits) + "|" + std::to_string(expires);
    }

    static bool decode(const std::string& raw, Session* out) {
        const auto a = raw.find('|');
        const auto b = raw.find('|', a + 1);
        if (a == std::string::npos || b == std::string::npos)
            return false;
        out->user = raw.substr(0, a);
        out->hits = std::strtoull(raw.c_str() + a + 1, nullptr, 10);
        out->expires = std::strtoll(raw.c_str() + b + 1, nullptr, 10);
        return true;
    }
};

class SessionDb {
public:
    using Loader = std::function<bool(const std::string& user, std::string* profile)>;

    explicit SessionDb(Loader loader) : loader_(std::move(loader)) {}

    leveldb::Status open(const std::string& dir) {
        leveldb::Options opt;
        opt.create_if_missing = true;
        leveldb::DB* raw = nullptr;
        leveldb::Status s = leveldb::DB::Open(opt, dir, &raw);
        db_.reset(raw);
        return s;
    }

    // New sessions get a random 128-bit id from the caller.
    bool start(const std::string& id, const std::string& user, std::int64_t expires) {
        Session s;
        s.user = user;
        s.expires = expires;
        std::lock_guard<std::mutex> lk(mu_);
        return db_->Put(leveldb::WriteOptions(), key(id), s.encode()).ok();
    }

    bool touch(const std::string& id, std::int64_t expires) {
        std::lock_guard<std::mutex> lk(mu_);
        Session s;
        if (!load(id, &s))
            return false;
        ++s.hits;
        if (expires > s.expires)
            s.expires = expires;
        return save(id, s);
    }

    bool expire(const std::string& id, std::int64_t now) {
        Session s;
        {
            std::lock_guard<std::mutex> peek(mu_);
            if (!load(id, &s) || s.expires > now)
                return false;
        }
        std::unique_lock<std::mutex> lk(mu_);
        if (!load(id, &s) || s.expires > now)
            return false;
        leveldb::WriteBatch batch;
        batch.Delete(key(id));
        batch.Put("gone/" + id, s.user);
        return db_->Write(leveldb::WriteOptions(), &batch).ok();
    }

    // Profiles come from the directory service; the local copy is only a cache.
    bool profile(const std::string& user, std::string* out) {
        const std::string k = "profile/" + user;
        if (db_->Get(leveldb::ReadOptions(), k, out).ok())
            return true;
        if (!loader_(user, out))
            return false;
        return db_->Put(leveldb::WriteOptions(), k, *out).ok();
    }

    bool archive(const std::string& id) {
        std::string raw;
        if (!db_->Get(leveldb::ReadOptions(), key(id), &raw).ok())
            return false;
        return db_->Put(leveldb::WriteOptions(), "archive/" + id, raw).ok();
    }

private:
    static std::string key(const std::string& id) { return "session/" + id; }

    bool load(const std::string& id, Session* out) {
        std::string raw;
        return db_->Get(leveldb::ReadOptions(), key(id), &raw).ok() && Session::decode(raw, out);
    }

    bool save(const std::string& id, const Session& s) {
        return db_->Put(leveldb::WriteOptions(), key(id), s.encode()).ok();
    }

    std::mutex mu_;
    std::unique_ptr<leveldb::DB> db_;
    Loader loader_;
};

}  // namespace gateway

int main(int argc, char** argv) {
    gateway::SessionDb db([](const std::string& user, std::string* p) {
        *p = "name=" + user;
        return true;
    });
    if (!db.open(argc > 1 ? argv[1] : "sessions").ok())
        return 1;
    db.start("a1", "alice", 1000);
    std::vector<std::thread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&db, i] {
            std::string p;
            for (int n = 0; n < 100; ++n) {
                db.touch("a1", 1000 + n * i);
                db.profile("alice", &p);
            }
            db.archive("a1");
            db.expire("a1", 500);
        });
    for (auto& t : pool)
        t.join();
}
