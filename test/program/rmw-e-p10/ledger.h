#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "sync.h"

namespace billing {

class Ledger {
 public:
  bool Charge(const std::string& account, std::int64_t cents);
  void Refund(const std::string& account, std::int64_t cents);
  bool Transfer(const std::string& from, const std::string& to, std::int64_t cents);
  std::int64_t Outstanding();

 private:
  std::int64_t& Slot(const std::string& account);
  void Post(std::int64_t& balance, std::int64_t delta);

  core::CritSec cs_;
  std::map<std::string, std::int64_t> balances_;
  std::int64_t outstanding_ = 0;
  std::uint64_t entries_ = 0;
};

}  // namespace billing
