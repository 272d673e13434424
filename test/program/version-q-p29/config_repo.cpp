#include "config_repo.h"

namespace cfg {

std::optional<Versioned> MemoryRepo::Get(const std::string& name) const {
  std::lock_guard<std::mutex> g(mu_);
  auto it = items_.find(name);
  if (it == items_.end()) return std::nullopt;
  return it->second;
}

PutStatus MemoryRepo::Put(const std::string& name, const std::string& text) {
  std::lock_guard<std::mutex> g(mu_);
  Versioned& v = items_[name];
  v.text = text;
  ++v.version;
  return PutStatus::kOk;
}

// Version 0 stands for "not there yet".
PutStatus MemoryRepo::PutIfVersion(const std::string& name, const std::string& text,
                                   uint64_t expected_version) {
  std::lock_guard<std::mutex> g(mu_);
  auto it = items_.find(name);
  const uint64_t have = it == items_.end() ? 0 : it->second.version;
  if (have != expected_version) return PutStatus::kVersionConflict;
  items_.insert_or_assign(name, Versioned{text, have + 1});
  return PutStatus::kOk;
}

PutStatus MirrorRepo::PutIfVersion(const std::string&, const std::string&,
                                   uint64_t expected_version) {
  (void)expected_version;
  return PutStatus::kReadOnly;
}

}  // namespace cfg
