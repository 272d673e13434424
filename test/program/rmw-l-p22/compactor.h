#pragma once
#include "base.h"

namespace db {

struct Stats {
  base::RelaxedAtomic<std::uint64_t> bytes_in{0};
  base::RelaxedAtomic<std::uint64_t> bytes_out{0};
  base::RelaxedAtomic<std::uint64_t> largest{0};
};

class Compactor {
 public:
  void RunOnce(const std::string& table);
  void Register(const std::string& table, std::uint64_t size);
  std::uint64_t debt();
  Stats& stats() { return stats_; }

 private:
  void RecordOutput(std::uint64_t n);

  base::Mutex mu_;
  std::map<std::string, std::uint64_t> tables_;
  std::uint64_t debt_ = 0;
  Stats stats_;
};

std::uint64_t Rewrite(const std::string& table, std::uint64_t size);

}  // namespace db
