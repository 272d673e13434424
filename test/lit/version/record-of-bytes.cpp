// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++17
// A record that goes through the bytes of a string, an optional and a swap is
// the one that was read.
#include <cstring>
#include <leveldb/db.h>
#include <optional>
#include <string>
#include <thread>

struct Visits {
  unsigned n = 0;
  unsigned long last = 0;
  std::string pack() const {
    std::string out(sizeof *this, '\0');
    std::memcpy(out.data(), this, sizeof *this);
    return out;
  }
  static std::optional<Visits> unpack(const std::string &in) {
    if (in.size() != sizeof(Visits))
      return std::nullopt;
    Visits v;
    std::memcpy(&v, in.data(), sizeof v);
    return v;
  }
};

struct Guests {
  leveldb::DB *db;
  void take(const std::string &key, std::string &out) {
    std::string raw;
    db->Get(leveldb::ReadOptions(), key, &raw);
    out.swap(raw);
  }
  void enter(const std::string &key) {
    std::string raw;
    Visits v;
    take(key, raw);
    if (auto old = Visits::unpack(raw))
      v = *old;
    v.n++;
    db->Put(leveldb::WriteOptions(), key, v.pack()); // EXPECT: unversioned-write
  }
  void welcome(const std::string &key) {
    Visits v;
    v.n++;
    db->Put(leveldb::WriteOptions(), key, v.pack());
  }
};

void run(Guests &g) {
  std::thread a([&] { g.enter("ann"), g.welcome("bob"); });
  std::thread b([&] { g.enter("ann"), g.welcome("bob"); });
  a.join(), b.join();
}
