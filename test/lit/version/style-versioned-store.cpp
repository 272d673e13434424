// RUN: %tocsin %s
// STD: c++20
#include <mutex>
#include <condition_variable>
#include <string>
#include <vector>
#include <cstdio>
#include <unordered_map>
#include <memory>
struct Policy { std::string rules; uint64_t revision = 1; };
enum class Result { Ok, Conflict, Missing };
class PolicyStore {
public:
  Result put(const std::string &n, const std::string &rules, uint64_t expectedRevision) {
    std::unique_lock<std::mutex> l(m_);
    auto it = p_.find(n);
    if (it == p_.end()) return Result::Missing;
    if (it->second->revision != expectedRevision) return Result::Conflict;
    l.unlock();
    auto checked = validate(rules);
    l.lock();
    it = p_.find(n);
    if (it == p_.end()) return Result::Missing;
    it->second->rules = checked; // EXPECT: unchecked-version
    it->second->revision++;
    return Result::Ok;
  }
  Result putOk(const std::string &n, const std::string &rules, uint64_t expectedRevision) {
    auto checked = validate(rules);
    std::lock_guard<std::mutex> l(m_);
    auto it = p_.find(n);
    if (it == p_.end()) return Result::Missing;
    if (it->second->revision != expectedRevision) return Result::Conflict;
    it->second->rules = checked;
    it->second->revision++;
    return Result::Ok;
  }
  Result putWaiting(const std::string &n, const std::string &rules, uint64_t expectedRevision) {
    std::unique_lock<std::mutex> l(m_);
    auto &p = *p_[n];
    if (p.revision != expectedRevision) return Result::Conflict;
    while (busy_) cv_.wait(l);
    p.rules = rules; // EXPECT: unchecked-version
    ++p.revision;
    return Result::Ok;
  }
  Result putIgnoring(const std::string &n, const std::string &rules, uint64_t /*expectedRevision*/) {
    std::lock_guard<std::mutex> l(m_);
    p_[n]->rules = rules;
    p_[n]->revision++;
    return Result::Ok;
  }
  Result putLogged(const std::string &n, const std::string &rules, uint64_t baseRevision) {
    std::lock_guard<std::mutex> l(m_);
    printf("put %s base %llu\n", n.c_str(), (unsigned long long)baseRevision);
    p_[n]->rules = rules;
    p_[n]->revision += 1; // EXPECT: unchecked-version
    return Result::Ok;
  }
private:
  static std::string validate(const std::string &);
  std::mutex m_; std::condition_variable cv_; bool busy_ = false;
  std::unordered_map<std::string, std::unique_ptr<Policy>> p_;
};
