// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Chain state of a wallet daemon: balances and nonces in LevelDB.
#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace wallet {

class StateDb {
 public:
  static std::unique_ptr<StateDb> Open(const std::string& dir) {
    leveldb::Options o;
    o.create_if_missing = true;
    leveldb::DB* raw = nullptr;
    if (!leveldb::DB::Open(o, dir, &raw).ok()) return nullptr;
    return std::unique_ptr<StateDb>(new StateDb(raw));
  }

  // Credit an incoming output.
  leveldb::Status Credit(const std::string& addr, uint64_t amount) {
    std::lock_guard<std::mutex> lk(write_mutex_);
    uint64_t bal = 0;
    leveldb::Status s = ReadNumber("b:" + addr, &bal);
    if (!s.ok()) return s;
    return db_->Put(Sync(), "b:" + addr, std::to_string(bal + amount));
  }

  // Transfer: both balances and the nonce change in one batch.
  leveldb::Status Transfer(const std::string& from, const std::string& to, uint64_t amount) {
    std::unique_lock<std::mutex> lk(write_mutex_);
    uint64_t a = 0, b = 0, nonce = 0;
    leveldb::Status s = ReadNumber("b:" + from, &a);
    if (s.ok()) s = ReadNumber("b:" + to, &b);
    if (s.ok()) s = ReadNumber("n:" + from, &nonce);
    if (!s.ok()) return s;
    if (a < amount) return leveldb::Status::InvalidArgument("balance");
    leveldb::WriteBatch batch;
    batch.Put("b:" + from, std::to_string(a - amount));
    batch.Put("b:" + to, std::to_string(b + amount));
    batch.Put("n:" + from, std::to_string(nonce + 1));
    return db_->Write(Sync(), &batch);
  }

  // Reorganisation: undo records were written when the block was connected.
  leveldb::Status Undo(uint64_t height) {
    std::lock_guard<std::mutex> lk(write_mutex_);
    return UndoLocked(height);
  }

  uint64_t Balance(const std::string& addr) const {
    uint64_t v = 0;
    ReadNumber("b:" + addr, &v);
    return v;
  }

  leveldb::Status SetTip(const std::string& hash) {
    return db_->Put(Sync(), "tip", hash);
  }

 private:
  explicit StateDb(leveldb::DB* db) : db_(db) {}

  static leveldb::WriteOptions Sync() {
    leveldb::WriteOptions w;
    w.sync = true;
    return w;
  }

  // write_mutex_ is held
  leveldb::Status UndoLocked(uint64_t height) {
    std::string rec, key = "u:" + std::to_string(height);
    leveldb::Status s = db_->Get(leveldb::ReadOptions(), key, &rec);
    if (!s.ok()) return s;
    const size_t colon = rec.find(':');
    if (colon == std::string::npos) return leveldb::Status::Corruption(key);
    const std::string addr = rec.substr(0, colon);
    const uint64_t amount = std::strtoull(rec.c_str() + colon + 1, nullptr, 10);
    uint64_t bal = 0;
    s = ReadNumber("b:" + addr, &bal);
    if (!s.ok()) return s;
    leveldb::WriteBatch batch;
    batch.Put("b:" + addr, std::to_string(bal > amount ? bal - amount : 0));
    batch.Delete(key);
    return db_->Write(Sync(), &batch);
  }

  leveldb::Status ReadNumber(const std::string& key, uint64_t* out) const {
    std::string raw;
    leveldb::Status s = db_->Get(leveldb::ReadOptions(), key, &raw);
    if (s.IsNotFound()) {
      *out = 0;
      return leveldb::Status::OK();
    }
    if (s.ok()) *out = std::strtoull(raw.c_str(), nullptr, 10);
    return s;
  }

  std::unique_ptr<leveldb::DB> db_;
  std::mutex write_mutex_;
};

void CreditAll(StateDb& st, const std::vector<std::pair<std::string, uint64_t>>& outs) {
  std::vector<std::thread> ts;
  for (const auto& o : outs)
    ts.emplace_back([&st, &o] { st.Credit(o.first, o.second); });
  for (auto& t : ts) t.join();
}

}  // namespace wallet
