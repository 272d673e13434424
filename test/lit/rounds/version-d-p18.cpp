// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Thumbnail index of the media server. LevelDB lives inside the process.
#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

// Serialises work on one key; different keys run in parallel.
class KeyedLock {
 public:
  class Guard {
   public:
    Guard(KeyedLock& owner, std::string key) : owner_(owner), key_(std::move(key)) { owner_.acquire(key_); }
    ~Guard() { owner_.release(key_); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    KeyedLock& owner_;
    std::string key_;
  };

 private:
  void acquire(const std::string& key) {
    std::unique_lock<std::mutex> lk(mx_);
    cv_.wait(lk, [&] { return held_.count(key) == 0; });
    held_.insert(key);
  }
  void release(const std::string& key) {
    {
      std::lock_guard<std::mutex> lk(mx_);
      held_.erase(key);
    }
    cv_.notify_all();
  }
  std::mutex mx_;
  std::condition_variable cv_;
  std::set<std::string> held_;
};

struct MediaEntry {
  int plays = 0;
  int generation = 0;
  std::string title;

  static std::optional<MediaEntry> parse(const std::string& raw) {
    MediaEntry e;
    std::istringstream in(raw);
    if (!(in >> e.plays >> e.generation)) return std::nullopt;
    std::getline(in >> std::ws, e.title);
    return e;
  }
  std::string str() const {
    return std::to_string(plays) + ' ' + std::to_string(generation) + ' ' + title;
  }
};

class MediaIndex {
 public:
  explicit MediaIndex(leveldb::DB* db) : db_(db) {}

  bool bump_plays(const std::string& id) {
    KeyedLock::Guard g(locks_, id);
    auto e = load(id);
    if (!e) return false;
    e->plays++;
    return store(id, *e); // EXPECT-NOISE: unversioned-write
  }

  bool rename(const std::string& id, const std::string& title, int expected_generation) {
    KeyedLock::Guard g(locks_, id);
    auto e = load(id);
    if (!e || e->generation != expected_generation) return false;
    e->title = title;
    e->generation++;
    return store(id, *e); // EXPECT-NOISE: unversioned-write
  }

  bool import(const std::string& id, const std::string& title) {
    KeyedLock::Guard g(locks_, id);
    if (load(id)) return false;
    MediaEntry e;
    e.title = title;
    return store(id, e);
  }

  bool remove_if_unplayed(const std::string& id) {
    KeyedLock::Guard g(locks_, id);
    auto e = load(id);
    if (!e || e->plays > 0) return false;
    return db_->Delete(leveldb::WriteOptions(), id).ok(); // EXPECT-NOISE: unversioned-write
  }

  // For the web page only.
  std::string describe(const std::string& id) const {
    auto e = load(id);
    return e ? e->title + " (" + std::to_string(e->plays) + ")" : "?";
  }

 private:
  std::optional<MediaEntry> load(const std::string& id) const {
    std::string raw;
    if (!db_->Get(leveldb::ReadOptions(), id, &raw).ok()) return std::nullopt;
    return MediaEntry::parse(raw);
  }
  bool store(const std::string& id, const MediaEntry& e) {
    return db_->Put(leveldb::WriteOptions(), id, e.str()).ok();
  }

  leveldb::DB* db_;
  KeyedLock locks_;
};

int main(int argc, char** argv) {
  leveldb::Options opt;
  opt.create_if_missing = true;
  leveldb::DB* raw = nullptr;
  if (!leveldb::DB::Open(opt, argc > 1 ? argv[1] : "media.ldb", &raw).ok()) return 1;
  std::unique_ptr<leveldb::DB> db(raw);
  MediaIndex idx(db.get());
  std::vector<std::thread> pool;
  for (int i = 0; i < 4; ++i)
    pool.emplace_back([&idx] {
      idx.bump_plays("42");
      idx.rename("42", "Holiday", 1);
    });
  for (auto& t : pool) t.join();
  return 0;
}
