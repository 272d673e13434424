// RUN: %tocsin %s
// STD: c++20
// Device shadow service: desired state comes from the cloud, reported state from devices.
#include <cstdint>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace shadow {

struct Document {
  std::string device;
  std::map<std::string, std::string> desired;
  std::map<std::string, std::string> reported;
  uint64_t rev = 0;
};

class ConflictError : public std::exception {
 public:
  const char* what() const noexcept override { return "shadow was changed"; }
};

class ShadowRepo {
 public:
  std::optional<Document> Find(const std::string& device) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(device);
    return it == docs_.end() ? std::nullopt : std::optional<Document>(it->second);
  }

  void Replace(Document d) {
    std::lock_guard<std::mutex> g(mu_);
    d.rev = docs_[d.device].rev + 1;
    docs_[d.device] = std::move(d);
  }

  void ReplaceIf(Document d, uint64_t base_rev) {
    std::lock_guard<std::mutex> g(mu_);
    Document& cur = docs_[d.device];
    if (cur.rev != base_rev) throw ConflictError();
    d.rev = base_rev + 1;
    cur = std::move(d);
  }

 private:
  mutable std::mutex mu_;
  std::map<std::string, Document> docs_;
};

class ShadowService {
 public:
  explicit ShadowService(ShadowRepo& repo) : repo_(repo) {}

  void SetDesired(const std::string& device, const std::string& name, const std::string& value) {
    for (int attempt = 0;; ++attempt) {
      Document d = repo_.Find(device).value_or(Document{device, {}, {}, 0});
      d.desired[name] = value;
      const uint64_t base = d.rev;
      try {
        repo_.ReplaceIf(std::move(d), base);
        return;
      } catch (const ConflictError&) {
        if (attempt == 100) throw;
      }
    }
  }

  // Errors go to the caller: a device reports again at its next wake-up.
  void Report(const std::string& device, const std::map<std::string, std::string>& values) {
    auto d = repo_.Find(device);
    if (!d) return;
    d->reported = values;
    const uint64_t base = d->rev;
    repo_.ReplaceIf(*d, base);
  }

  // Factory reset: whatever was known is thrown away.
  void Reset(const std::string& device, const std::string& firmware) {
    if (auto old = repo_.Find(device))
      std::clog << "reset of " << device << " at revision " << old->rev << "\n";
    Document fresh;
    fresh.device = device;
    fresh.reported["firmware"] = firmware;
    repo_.Replace(std::move(fresh));
  }

  // Keeps the present state under another name for the support desk.
  bool Archive(const std::string& device, const std::string& ticket) {
    auto d = repo_.Find(device);
    if (!d) return false;
    d->device = "archive/" + ticket;
    repo_.Replace(*d); // EXPECT-NOISE: unversioned-write
    return true;
  }

 private:
  ShadowRepo& repo_;
};

}  // namespace shadow

int main() {
  shadow::ShadowRepo repo;
  shadow::ShadowService svc(repo);
  svc.Reset("lamp-4", "2.0.1");
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i) {
    ts.emplace_back([&svc, i] {
      svc.SetDesired("lamp-4", "scene" + std::to_string(i), "on");
      try {
        svc.Report("lamp-4", {{"scene", std::to_string(i)}});
      } catch (const shadow::ConflictError& e) {
        std::clog << e.what() << "\n";
      }
    });
  }
  for (auto& t : ts) t.join();
  return svc.Archive("lamp-4", "T-1007") ? 0 : 1;
}
