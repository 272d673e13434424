#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace kv {

using Timestamp = uint64_t;

struct Version {
  Timestamp commit_ts;
  std::string value;
  Version* older;
};

class SnapshotList {
 public:
  Timestamp acquire();
  void release(Timestamp ts);
  // Smallest timestamp a reader may still ask for.
  Timestamp oldest() const;
  Timestamp nextCommit();

 private:
  mutable std::mutex mu_;
  std::multiset<Timestamp> open_;
  Timestamp last_ = 1;
};

class Table {
 public:
  explicit Table(SnapshotList& s) : snaps_(s) {}
  ~Table();
  void put(const std::string& key, std::string value);
  bool get(const std::string& key, Timestamp read_ts, std::string* out) const;
  size_t vacuum();

 private:
  SnapshotList& snaps_;
  mutable std::mutex mu_;
  std::map<std::string, Version*> heads_;
};

}  // namespace kv
