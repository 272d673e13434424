// RUN: %tocsin %s
// STD: c++20
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
struct Rec { std::string body; long version; };
class Store {
public:
  virtual ~Store() = default;
  virtual std::optional<Rec> load(const std::string &k) = 0;
  virtual bool save(const std::string &k, const std::string &body, long expectedVersion = -1) = 0;
};
class MemStore : public Store {
public:
  std::optional<Rec> load(const std::string &k) override {
    std::lock_guard<std::mutex> g(m_);
    auto it = d_.find(k);
    if (it == d_.end()) return std::nullopt;
    return it->second;
  }
  bool save(const std::string &k, const std::string &body, long expectedVersion) override {
    std::lock_guard<std::mutex> g(m_);
    auto &r = d_[k];
    if (expectedVersion >= 0 && r.version != expectedVersion) return false;
    r.body = body;
    r.version++;
    return true;
  }
private:
  std::mutex m_; std::map<std::string, Rec> d_;
};
class Wiki {
public:
  explicit Wiki(Store &s) : s_(s) {}
  bool append(const std::string &page, const std::string &t) {
    auto r = s_.load("page/" + page);
    if (!r) return false;
    return s_.save("page/" + page, r->body + t); // EXPECT: unversioned-write
  }
  bool appendOk(const std::string &page, const std::string &t) {
    for (int i = 0; i < 3; i++) {
      auto r = s_.load("page/" + page);
      if (!r) return false;
      if (s_.save("page/" + page, r->body + t, r->version)) return true;
    }
    return false;
  }
  void appendQuiet(const std::string &page, const std::string &t) {
    auto r = s_.load("page/" + page);
    if (r) s_.save("page/" + page, r->body + t, r->version); // EXPECT: ignored-conflict
  }
private:
  Store &s_;
};
int main() { MemStore m; Wiki w(m); std::thread a([&] { w.append("x", "1"); }); w.appendOk("x", "2"); a.join(); }
