// RUN: %tocsin %s
// STD: c++20
// Versioned documents in memory; several threads.
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
struct Doc { std::string body; uint64_t version = 0; };
struct VersionConflict : std::runtime_error { using runtime_error::runtime_error; };

class Backend {
public:
  virtual ~Backend() = default;
  virtual Doc load(const std::string &k) const = 0;
  virtual void replace(const std::string &k, const Doc &d, uint64_t expected_version) = 0;
};
class StrictStore : public Backend {
protected:
  mutable std::mutex mu_;
  std::map<std::string, Doc> docs_;
public:
  Doc load(const std::string &k) const override {
    std::lock_guard g(mu_);
    return docs_.count(k) ? docs_.at(k) : Doc{};
  }
  void replace(const std::string &k, const Doc &d, uint64_t expected_version) override {
    std::lock_guard g(mu_);
    Doc &cur = docs_[k];
    if (cur.version != expected_version) throw VersionConflict(k);
    cur = {d.body, expected_version + 1};
  }
  void put(const std::string &k, const Doc &d) { std::lock_guard g(mu_); docs_[k] = {d.body, docs_[k].version + 1}; }
  [[nodiscard]] bool putIf(const std::string &k, const Doc &d, uint64_t expected_version) {
    std::lock_guard g(mu_);
    Doc &cur = docs_[k];
    if (cur.version != expected_version) return false;
    cur = {d.body, expected_version + 1};
    return true;
  }
  // compared under one acquisition, written under the next
  bool append(const std::string &k, const std::string &s, uint64_t expected_version) {
    if (std::lock_guard g(mu_); docs_[k].version != expected_version) return false;
    std::string tail = "\n" + s;
    std::lock_guard g(mu_);
    Doc &cur = docs_[k];
    cur.body += tail; // EXPECT: unchecked-version
    cur.version = expected_version + 1;
    return true;
  }
  bool appendChecked(const std::string &k, const std::string &s, uint64_t expected_version) {
    std::lock_guard g(mu_);
    Doc &cur = docs_[k];
    if (cur.version != expected_version) return false;
    cur = {cur.body + "\n" + s, expected_version + 1};
    return true;
  }
  // compared in a copy
  bool retitle(const std::string &k, const std::string &t, uint64_t expected_version) {
    Doc copy = load(k);
    if (copy.version != expected_version) return false;
    copy = {t + copy.body, copy.version + 1};
    std::lock_guard g(mu_);
    docs_[k] = copy; // EXPECT: unchecked-version
    return true;
  }
};
class LooseStore : public StrictStore {
public:
  void replace(const std::string &k, const Doc &d, uint64_t expected_version) override {
    (void)expected_version;
    std::lock_guard g(mu_);
    docs_[k] = {d.body, docs_[k].version + 1}; // EXPECT: unchecked-version
  }
};
// plain form next to the conditional one
void sign(StrictStore &s, const std::string &k) {
  Doc d = s.load(k);
  d.body += " signed";
  s.put(k, d); // EXPECT: unversioned-write
}
void signIf(StrictStore &s, const std::string &k) {
  Doc d;
  do d = s.load(k), d.body += " signed";
  while (!s.putIf(k, d, d.version));
}
void stamp(StrictStore &s, const std::string &k) {
  Doc d = s.load(k);
  d.body += " stamped";
  (void)s.putIf(k, d, d.version); // EXPECT: ignored-conflict
}
// same text again after the exception
void force(Backend &b, StrictStore &s, const std::string &k) {
  Doc d = b.load(k);
  d.body += " forced";
  try { b.replace(k, d, d.version); }
  catch (const VersionConflict &) {
    s.put(k, d); // EXPECT-MISS: unversioned-write
  }
}
struct Shared { std::atomic<uint64_t> epoch{0}; std::atomic<int> state{0}; };

void bump(Shared &s) {
  uint64_t e = s.epoch.load();
  s.epoch.compare_exchange_strong(e, e + 1); // EXPECT: ignored-conflict
}
void bumpLoop(Shared &s) {
  for (uint64_t e = s.epoch.load(); !s.epoch.compare_exchange_weak(e, e + 1);) {}
}
void twice(Shared &s) {
  uint64_t e = s.epoch.load(), next = e * 2 + 1;
  while (!s.epoch.compare_exchange_weak(e, next)) {} // EXPECT-MISS: ignored-conflict // EXPECT-NOISE: unchecked-version
}
void closeOnce(Shared &s) { int open = 0; s.state.compare_exchange_strong(open, 1); }

int main() {
  StrictStore s;
  LooseStore l;
  Shared sh;
  auto work = [&] {
    sign(s, "a"), signIf(s, "a"), stamp(s, "a"), force(l, s, "a"), force(s, s, "b");
    bool some = s.append("a", "x", s.load("a").version) || s.appendChecked("a", "y", s.load("a").version) || s.retitle("a", "t", 1);
    if (some) bumpLoop(sh);
    bump(sh), twice(sh), closeOnce(sh);
  };
  std::vector<std::thread> v;
  for (int i = 0; i < 3; ++i) v.emplace_back(work);
  for (auto &t : v) t.join();
}
