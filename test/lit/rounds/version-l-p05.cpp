// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Local usage ledger of the metering agent, on LevelDB (one process owns the directory).
#include <leveldb/db.h>
#include <leveldb/write_batch.h>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace metering {

struct Usage {
  uint64_t revision = 0;
  uint64_t bytes = 0;
  uint64_t requests = 0;

  std::string pack() const {
    return std::to_string(revision) + ' ' + std::to_string(bytes) + ' ' + std::to_string(requests);
  }
  static Usage unpack(const std::string& s) {
    Usage u;
    size_t p = 0;
    u.revision = std::stoull(s, &p);
    size_t q = 0;
    u.bytes = std::stoull(s.substr(p), &q);
    u.requests = std::stoull(s.substr(p + q));
    return u;
  }
};

class Ledger {
 public:
  explicit Ledger(const std::string& dir) {
    leveldb::Options opt;
    opt.create_if_missing = true;
    leveldb::DB* raw = nullptr;
    auto st = leveldb::DB::Open(opt, dir, &raw);
    if (!st.ok()) throw std::runtime_error(st.ToString());
    db_.reset(raw);
    bumpBootCount();
    flusher_ = std::thread([this] { flushLoop(); });
  }
  ~Ledger() {
    {
      std::lock_guard<std::mutex> l(mu_);
      stop_ = true;
    }
    cv_.notify_all();
    flusher_.join();
  }

  void charge(const std::string& account, uint64_t bytes) {
    std::lock_guard<std::mutex> l(mu_);
    adjustLocked(account, bytes, 1);
  }

  bool transfer(const std::string& from, const std::string& to) {
    std::unique_lock<std::mutex> l(mu_);
    Usage a, b;
    if (!loadLocked(from, &a)) return false;
    loadLocked(to, &b);
    b.bytes += a.bytes;
    b.requests += a.requests;
    b.revision++;
    leveldb::WriteBatch batch;
    batch.Delete(keyOf(from));
    batch.Put(keyOf(to), b.pack());
    leveldb::WriteOptions wo;
    wo.sync = true;
    return db_->Write(wo, &batch).ok();
  }

  Usage report(const std::string& account) {
    std::string v;
    if (!db_->Get(leveldb::ReadOptions(), keyOf(account), &v).ok()) return {};
    return Usage::unpack(v);
  }

 private:
  static std::string keyOf(const std::string& account) { return "usage/" + account; }

  bool loadLocked(const std::string& account, Usage* out) {
    std::string v;
    auto st = db_->Get(leveldb::ReadOptions(), keyOf(account), &v);
    if (!st.ok()) return false;
    *out = Usage::unpack(v);
    return true;
  }

  void adjustLocked(const std::string& account, uint64_t bytes, uint64_t requests) {
    Usage u;
    loadLocked(account, &u);
    u.bytes += bytes;
    u.requests += requests;
    u.revision++;
    auto st = db_->Put(leveldb::WriteOptions(), keyOf(account), u.pack());
    if (!st.ok()) throw std::runtime_error(st.ToString());
  }

  // Runs in the constructor, before the flusher exists.
  void bumpBootCount() {
    std::string v;
    uint64_t boots = 0;
    if (db_->Get(leveldb::ReadOptions(), "meta/boots", &v).ok()) boots = std::stoull(v);
    db_->Put(leveldb::WriteOptions(), "meta/boots", std::to_string(boots + 1));
  }

  void flushLoop() {
    std::unique_lock<std::mutex> l(mu_);
    while (!stop_) {
      cv_.wait_for(l, std::chrono::seconds(30));
      uint64_t pending = untagged_.exchange(0);
      if (pending) adjustLocked("untagged", pending, 0);
    }
  }

  std::unique_ptr<leveldb::DB> db_;
  std::mutex mu_;
  std::condition_variable cv_;
  std::atomic<uint64_t> untagged_{0};
  std::thread flusher_;
  bool stop_ = false;
};

}  // namespace metering

int main() {
  metering::Ledger ledger("/var/lib/meterd/ledger");
  std::thread a([&] { ledger.charge("alpha", 4096); });
  std::thread b([&] { ledger.transfer("alpha", "beta"); });
  a.join();
  b.join();
  return ledger.report("beta").requests > 0 ? 0 : 1;
}
