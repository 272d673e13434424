// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Message counters and room topics of the chat bouncer, kept in a local LevelDB.
#include <leveldb/db.h>
#include <leveldb/write_batch.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace bouncer {

class RoomDb {
 public:
  explicit RoomDb(const std::string& dir) {
    leveldb::Options opt;
    opt.create_if_missing = true;
    leveldb::DB* raw = nullptr;
    leveldb::Status s = leveldb::DB::Open(opt, dir, &raw);
    if (!s.ok()) throw std::runtime_error(s.ToString());
    db_.reset(raw);
  }

  uint64_t NextMessageId(const std::string& room) {
    std::lock_guard<std::mutex> g(write_mu_);
    uint64_t id = CounterLocked("seq/" + room) + 1;
    Must(db_->Put(leveldb::WriteOptions(), "seq/" + room, std::to_string(id)));
    return id;
  }

  void AppendTopic(const std::string& room, const std::string& text) {
    std::unique_lock<std::mutex> g(write_mu_);
    std::string topic;
    leveldb::Status s = db_->Get(leveldb::ReadOptions(), "topic/" + room, &topic);
    if (!s.ok() && !s.IsNotFound()) throw std::runtime_error(s.ToString());
    if (!topic.empty()) topic += " | ";
    topic += text;
    leveldb::WriteBatch batch;
    batch.Put("topic/" + room, topic);
    batch.Put("topic-edits/" + room, std::to_string(CounterLocked("topic-edits/" + room) + 1));
    Must(db_->Write(leveldb::WriteOptions(), &batch));
  }

  void Forget(const std::string& room) {
    std::lock_guard<std::mutex> g(write_mu_);
    leveldb::WriteBatch batch;
    for (const char* prefix : {"seq/", "topic/", "topic-edits/"}) batch.Delete(prefix + room);
    Must(db_->Write(leveldb::WriteOptions(), &batch));
  }

  std::string Topic(const std::string& room) const {
    std::string topic;
    leveldb::Status s = db_->Get(leveldb::ReadOptions(), "topic/" + room, &topic);
    return s.ok() ? topic : std::string();
  }

  // Keeps a copy of the topic under the day's key.
  void SnapshotTopic(const std::string& room, const std::string& day) {
    std::string topic = Topic(room);
    if (topic.empty()) return;
    Must(db_->Put(leveldb::WriteOptions(), "history/" + day + "/" + room, topic));
  }

 private:
  uint64_t CounterLocked(const std::string& key) const {
    std::string text;
    leveldb::Status s = db_->Get(leveldb::ReadOptions(), key, &text);
    if (s.IsNotFound()) return 0;
    Must(s);
    return std::stoull(text);
  }

  static void Must(const leveldb::Status& s) {
    if (!s.ok()) throw std::runtime_error(s.ToString());
  }

  std::unique_ptr<leveldb::DB> db_;
  std::mutex write_mu_;
};

}  // namespace bouncer

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  bouncer::RoomDb db(argv[1]);
  std::vector<std::thread> links;
  for (int i = 0; i < 3; ++i) {
    links.emplace_back([&db, i] {
      for (int n = 0; n < 100; ++n) db.NextMessageId("lounge");
      db.AppendTopic("lounge", "link " + std::to_string(i) + " up");
    });
  }
  for (auto& t : links) t.join();
  db.SnapshotTopic("lounge", "2024-05-01");
  return 0;
}
