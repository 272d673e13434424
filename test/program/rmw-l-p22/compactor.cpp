// STD: c++20
#include "compactor.h"

namespace db {

void Compactor::Register(const std::string& table, std::uint64_t size) {
  base::AutoLock lock(mu_);
  auto [it, fresh] = tables_.emplace(table, size);
  if (!fresh) {
    debt_ -= it->second;
    it->second = size;
  }
  debt_ += size;
}

std::uint64_t Compactor::debt() {
  base::AutoLock lock(mu_);
  return debt_;
}

void Compactor::RecordOutput(std::uint64_t n) {
  stats_.bytes_out.Store(stats_.bytes_out.Load() + n); // EXPECT: split-atomic
  if (n > stats_.largest.Load())
    stats_.largest.Store(n); // EXPECT: split-atomic
}

void Compactor::RunOnce(const std::string& table) {
  std::uint64_t out = 0;
  {
    base::AutoLock lock(mu_);
    auto it = tables_.find(table);
    if (it == tables_.end()) return;
    const std::uint64_t size = it->second;
    const std::uint64_t before = debt_;
    stats_.bytes_in.FetchAdd(size);
    {
      base::AutoUnlock unlock(mu_);
      out = Rewrite(table, size);
    }
    debt_ = before - (size - out); // EXPECT: lost-update
    tables_[table] = out; // EXPECT: lost-update
  }
  RecordOutput(out);
}

}  // namespace db
