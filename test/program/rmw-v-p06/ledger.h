#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace bank {

struct Entry {
  std::uint64_t seq;
  std::string account;
  std::int64_t amount;
};

class Ledger {
 public:
  explicit Ledger(std::size_t keep);

  bool transfer(const std::string& from, const std::string& to, std::int64_t amount);
  void deposit(const std::string& to, std::int64_t amount);
  std::int64_t balance(const std::string& acct) const;
  std::vector<Entry> since(std::uint64_t seq) const;

 private:
  void post(const std::string& acct, std::int64_t delta);
  void trim();

  const std::size_t keep_;
  mutable std::mutex mu_;
  std::map<std::string, std::int64_t> balances_;
  std::vector<Entry> journal_;
  std::uint64_t seq_;
};

}  // namespace bank
