// RUN: %tocsin %s
// STD: c++20
#include <string>
#include <optional>
#include <cstdint>
#include <memory>
struct Versioned { std::string data; int64_t rev; };
class Registry {
public:
  virtual ~Registry() = default;
  virtual std::optional<Versioned> fetch(const std::string &key) = 0;
  virtual bool put(const std::string &key, const std::string &data) = 0;
  virtual bool putIf(const std::string &key, const std::string &data, int64_t rev) = 0;
  virtual bool putFenced(const std::string &key, const std::string &data, uint64_t epoch) = 0;
};
class Lease { public: bool held() const; uint64_t epoch() const; };
class Owner {
public:
  Owner(Registry &r, Lease &l) : r_(r), l_(l) {}
  void assign(const std::string &shard, const std::string &node) {
    auto cur = r_.fetch("owners/" + shard);
    if (!cur) return;
    r_.put("owners/" + shard, cur->data + "," + node); // EXPECT: unversioned-write
  }
  bool assignOk(const std::string &shard, const std::string &node) {
    auto cur = r_.fetch("owners/" + shard);
    return cur && r_.putIf("owners/" + shard, cur->data + "," + node, cur->rev);
  }
  void dropped(const std::string &shard, const std::string &node) {
    auto cur = r_.fetch("owners/" + shard);
    if (cur) r_.putIf("owners/" + shard, cur->data + "," + node, cur->rev); // EXPECT: ignored-conflict
  }
  void publish(const std::string &plan) {
    if (l_.held())
      r_.put("plan", plan); // EXPECT: unversioned-write
  }
  bool publishOk(const std::string &plan) {
    return l_.held() && r_.putFenced("plan", plan, l_.epoch());
  }
private:
  Registry &r_; Lease &l_;
};
