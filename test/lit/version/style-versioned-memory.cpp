// RUN: %tocsin %s
// STD: c++20
#include <mutex>
#include <map>
#include <string>
#include <cstdint>
#include <optional>
#include <shared_mutex>
struct Doc { std::string body; uint64_t version = 0; };
class DocStore {
public:
  bool replace(const std::string &id, const std::string &body, uint64_t expected_version) { 
    std::lock_guard<std::mutex> g(m_);
    auto &d = docs_[id];
    d.body = body; // EXPECT: unchecked-version
    ++d.version;
    return true;
  }
  bool replaceIf(const std::string &id, const std::string &body, uint64_t expected_version) {
    std::lock_guard<std::mutex> g(m_);
    auto it = docs_.find(id);
    if (it == docs_.end() || it->second.version != expected_version) return false;
    it->second.body = body;
    it->second.version++;
    return true;
  }
  bool update(const std::string &id, const std::string &body, uint64_t seen) {
    {
      std::lock_guard<std::mutex> g(m_);
      if (docs_[id].version != seen) return false;
    }
    std::string cooked = cook(body);
    std::lock_guard<std::mutex> g(m_);
    Doc &d = docs_[id];
    d.body = cooked; // EXPECT: unchecked-version
    d.version++;
    return true;
  }
  Doc get(const std::string &id) { std::lock_guard<std::mutex> g(m_); return docs_[id]; }
  bool swapIn(const std::string &id, Doc next, uint64_t seen) {
    Doc cur = get(id);
    if (cur.version != seen) return false;
    next.version = cur.version + 1;
    std::lock_guard<std::mutex> g(m_);
    docs_[id] = next; // EXPECT: unchecked-version
    return true;
  }
private:
  static std::string cook(const std::string &);
  std::mutex m_;
  std::map<std::string, Doc> docs_;
};
class Config {
public:
  bool put(const std::string &text, uint64_t base) {
    std::shared_lock<std::shared_mutex> r(m_);
    if (rev_ != base) return false;
    r.unlock();
    std::unique_lock<std::shared_mutex> w(m_);
    text_ = text; // EXPECT: unchecked-version
    ++rev_;
    return true;
  }
  bool put2(const std::string &text, uint64_t base) {
    std::shared_lock<std::shared_mutex> r(m_);
    if (rev_ != base) return false;
    r.unlock();
    std::unique_lock<std::shared_mutex> w(m_);
    if (rev_ != base) return false;
    text_ = text;
    ++rev_;
    return true;
  }
private:
  std::shared_mutex m_;
  std::string text_;
  uint64_t rev_ = 0;
};
