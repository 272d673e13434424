#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace cfg {

struct Versioned {
  std::string text;
  uint64_t version = 0;
};

enum class PutStatus { kOk, kVersionConflict, kReadOnly };

class ConfigRepo {
 public:
  virtual ~ConfigRepo() = default;
  virtual std::optional<Versioned> Get(const std::string& name) const = 0;
  virtual PutStatus Put(const std::string& name, const std::string& text) = 0;
  virtual PutStatus PutIfVersion(const std::string& name, const std::string& text,
                                 uint64_t expected_version) = 0;
};

class MemoryRepo : public ConfigRepo {
 public:
  std::optional<Versioned> Get(const std::string& name) const override;
  PutStatus Put(const std::string& name, const std::string& text) override;
  PutStatus PutIfVersion(const std::string& name, const std::string& text,
                         uint64_t expected_version) override;

 private:
  mutable std::mutex mu_;
  std::map<std::string, Versioned> items_;
};

// Mirror of another data centre; nothing can be written here.
class MirrorRepo : public ConfigRepo {
 public:
  explicit MirrorRepo(const ConfigRepo& origin) : origin_(origin) {}
  std::optional<Versioned> Get(const std::string& name) const override { return origin_.Get(name); }
  PutStatus Put(const std::string&, const std::string&) override { return PutStatus::kReadOnly; }
  PutStatus PutIfVersion(const std::string&, const std::string&, uint64_t) override;

 private:
  const ConfigRepo& origin_;
};

// Prefixes all names with a tenant.
class TenantRepo : public ConfigRepo {
 public:
  TenantRepo(ConfigRepo& inner, std::string tenant) : inner_(inner), tenant_(std::move(tenant)) {}
  std::optional<Versioned> Get(const std::string& name) const override {
    return inner_.Get(tenant_ + "/" + name);
  }
  PutStatus Put(const std::string& name, const std::string& text) override {
    return inner_.Put(tenant_ + "/" + name, text);
  }
  PutStatus PutIfVersion(const std::string& name, const std::string& text,
                         uint64_t expected_version) override {
    return inner_.PutIfVersion(tenant_ + "/" + name, text, expected_version);
  }

 private:
  ConfigRepo& inner_;
  std::string tenant_;
};

}  // namespace cfg
