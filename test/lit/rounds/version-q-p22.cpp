// RUN: %tocsin %s
// STD: c++20
// Feature flag registry of the API front end, edited by several admin sessions.
#include <cstdint>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

namespace flags {

enum class Edit { kApplied, kVersionMismatch, kUnknown, kInvalid };

struct Flag {
  std::string rule;
  int rollout_percent = 0;
  uint64_t version = 1;
};

class Registry {
 public:
  void Define(const std::string& name, std::string rule) {
    std::unique_lock lk(mu_);
    flags_.try_emplace(name, Flag{std::move(rule), 0, 1});
  }

  Flag Read(const std::string& name) const {
    std::shared_lock lk(mu_);
    auto it = flags_.find(name);
    return it == flags_.end() ? Flag{} : it->second;
  }

  Edit SetRule(const std::string& name, const std::string& rule, uint64_t expected_version) {
    {
      std::shared_lock lk(mu_);
      auto it = flags_.find(name);
      if (it == flags_.end()) return Edit::kUnknown;
      if (it->second.version != expected_version) return Edit::kVersionMismatch;
    }
    if (!Compiles(rule)) return Edit::kInvalid;
    std::unique_lock lk(mu_);
    auto it = flags_.find(name);
    if (it == flags_.end()) return Edit::kUnknown;
    it->second.rule = rule; // EXPECT: unchecked-version
    ++it->second.version;
    return Edit::kApplied;
  }

  Edit SetRollout(const std::string& name, int percent, uint64_t expected_version) {
    {
      std::shared_lock lk(mu_);
      if (Edit e = CheckLocked(name, expected_version); e != Edit::kApplied) return e;
    }
    if (percent < 0 || percent > 100) return Edit::kInvalid;
    std::unique_lock lk(mu_);
    if (Edit e = CheckLocked(name, expected_version); e != Edit::kApplied) return e;
    Flag& f = flags_[name];
    f.rollout_percent = percent;
    ++f.version;
    return Edit::kApplied;
  }

  Edit Remove(const std::string& name, uint64_t expected_version) {
    std::unique_lock lk(mu_);
    if (Edit e = CheckLocked(name, expected_version); e != Edit::kApplied) return e;
    flags_.erase(name);
    return Edit::kApplied;
  }

 private:
  Edit CheckLocked(const std::string& name, uint64_t expected_version) const {
    auto it = flags_.find(name);
    if (it == flags_.end()) return Edit::kUnknown;
    return it->second.version == expected_version ? Edit::kApplied : Edit::kVersionMismatch;
  }

  static bool Compiles(std::string_view rule) {
    int depth = 0;
    for (char c : rule) {
      if (c == '(') ++depth;
      if (c == ')' && --depth < 0) return false;
    }
    return depth == 0 && !rule.empty();
  }

  mutable std::shared_mutex mu_;
  std::unordered_map<std::string, Flag> flags_;
};

}  // namespace flags

int main() {
  flags::Registry reg;
  reg.Define("dark-mode", "(all)");
  std::vector<std::thread> admins;
  for (int i = 0; i < 3; ++i) {
    admins.emplace_back([&reg, i] {
      for (int n = 0; n < 20; ++n) {
        flags::Flag seen = reg.Read("dark-mode");
        flags::Edit e = n % 2 ? reg.SetRollout("dark-mode", n * 5, seen.version)
                              : reg.SetRule("dark-mode", "(group " + std::to_string(i) + ")",
                                            seen.version);
        if (e == flags::Edit::kUnknown) return;
      }
    });
  }
  for (auto& t : admins) t.join();
  return 0;
}
