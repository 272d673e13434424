// RUN: %tocsin %s
// STD: c++20
// While the object that owns the store is being made, nobody else writes; once
// its thread runs, or it is made, that is over.
#include <mutex>
#include <string>
#include <thread>

namespace leveldb {
struct Status {
  bool ok() const;
};
struct ReadOptions {};
struct WriteOptions {};
struct DB {
  virtual ~DB();
  virtual Status Get(const ReadOptions &, const std::string &,
                     std::string *) = 0;
  virtual Status Put(const WriteOptions &, const std::string &,
                     const std::string &) = 0;
};
} // namespace leveldb
leveldb::DB *openDb(const char *path);

class Meter {
public:
  Meter() : db(openDb("meter")) {
    countStart();
    worker = std::thread([this] { run(); });
  }
  ~Meter() { worker.join(); }
  void add() {
    std::lock_guard<std::mutex> g(m);
    raise("sum");
  }

private:
  void run() {
    std::lock_guard<std::mutex> g(m);
    raise("turns");
  }
  void raise(const std::string &key) {
    std::string v;
    db->Get({}, key, &v);
    db->Put({}, key, std::to_string(std::stol(v) + 1));
  }
  void countStart() {
    std::string v;
    db->Get({}, "starts", &v);
    db->Put({}, "starts", std::to_string(std::stol(v) + 1));
  }
  std::mutex m;
  leveldb::DB *db;
  std::thread worker;
};

class Late {
public:
  Late() : db(openDb("late")) {
    worker = std::thread([this] { count(); });
    count();
  }
  ~Late() { worker.join(); }

private:
  void count() {
    std::string v;
    db->Get({}, "starts", &v);
    db->Put({}, "starts", std::to_string(std::stol(v) + 1)); // EXPECT: unversioned-write
  }
  leveldb::DB *db;
  std::thread worker;
};

void play() {
  Meter meter;
  meter.add();
  Late late;
}
