// RUN: %tocsin %s
// REQUIRES: stores
// A helper runs under the lock that all its callers hold; nobody but this
// process writes to the store.
#include <leveldb/db.h>
#include <mutex>
#include <string>
#include <thread>

class Meter {
public:
  void tick(const std::string &id) {
    std::lock_guard<std::mutex> g(mu);
    raiseLocked(id);
  }
  void tickTwice(const std::string &id) {
    std::lock_guard<std::mutex> g(mu);
    raiseLocked(id);
    raiseLocked(id);
  }
  void reset(const std::string &id) {
    std::lock_guard<std::mutex> g(mu);
    raiseSometimes(id);
  }
  void skip(const std::string &id) { raiseSometimes(id); }

private:
  void raiseLocked(const std::string &id) {
    std::string n;
    db->Get(leveldb::ReadOptions(), id, &n);
    db->Put(leveldb::WriteOptions(), id, std::to_string(std::stol(n) + 1));
  }
  void raiseSometimes(const std::string &id) {
    std::string n;
    db->Get(leveldb::ReadOptions(), id, &n);
    db->Put(leveldb::WriteOptions(), id, // EXPECT: unversioned-write
            std::to_string(std::stol(n) + 1));
  }
  leveldb::DB *db;
  std::mutex mu;
};

void run(Meter &m) {
  std::thread a([&] { m.tick("a"), m.tickTwice("a"), m.reset("b"), m.skip("b"); });
  std::thread b([&] { m.tick("a"), m.tickTwice("a"), m.reset("b"), m.skip("b"); });
  a.join(), b.join();
}
