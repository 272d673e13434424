// STD: c++20
#include "mvcc.h"

namespace kv {

static size_t dropChain(Version* v) {
  size_t n = 0;
  while (v) {
    Version* older = v->older;
    delete v;
    v = older;
    ++n;
  }
  return n;
}

Table::~Table() {
  for (auto& [k, v] : heads_) dropChain(v);
}

void Table::put(const std::string& key, std::string value) {
  std::lock_guard<std::mutex> lk(mu_);
  Version*& head = heads_[key];
  head = new Version{snaps_.nextCommit(), std::move(value), head};
}

bool Table::get(const std::string& key, Timestamp read_ts, std::string* out) const {
  std::lock_guard<std::mutex> lk(mu_);
  auto it = heads_.find(key);
  if (it == heads_.end()) return false;
  for (const Version* v = it->second; v; v = v->older) {
    if (v->commit_ts <= read_ts) {
      *out = v->value;
      return true;
    }
  }
  return false;
}

// Everything below the first version visible to the oldest snapshot is gone.
size_t Table::vacuum() {
  const Timestamp horizon = snaps_.oldest();
  size_t n = 0;
  std::lock_guard<std::mutex> lk(mu_);
  for (auto& [key, head] : heads_) {
    Version* v = head;
    while (v && v->commit_ts > horizon) v = v->older;
    if (!v) continue;
    n += dropChain(v->older);
    v->older = nullptr;
  }
  return n;
}

}  // namespace kv
