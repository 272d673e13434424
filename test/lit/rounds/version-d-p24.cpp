// RUN: %tocsin %s
// STD: c++20
// World state of the game server: zones, their scripts and ownership by shard hosts.
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace world {

constexpr int kScriptFormatVersion = 4;
struct Script {
  int format_version = kScriptFormatVersion;
  std::string source;
  std::string bytecode;
};

struct Zone {
  Script script;
  uint64_t generation = 1;
  std::string host;
  bool busy = false;
};

struct StaleZone : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ZoneTable {
 public:
  using Compiler = std::function<std::string(const std::string&)>;

  // Compiling takes long, so it happens between a cheap early look and the swap.
  void set_script(const std::string& name, const std::string& src, uint64_t expected_generation, const Compiler& cc) {
    {
      std::shared_lock lk(mx_);
      require_current(name, expected_generation);
    }
    std::string code = cc(src);
    std::unique_lock lk(mx_);
    Zone& z = require_current(name, expected_generation);
    z.script.source = src;
    z.script.bytecode = std::move(code);
    ++z.generation;
  }

  // Ownership commands carry the epoch of the director that issued them.
  bool assign(const std::string& name, const std::string& host, uint64_t epoch) {
    std::unique_lock lk(mx_);
    if (epoch < highest_epoch_) return false;
    highest_epoch_ = epoch;
    zones_.at(name).host = host;
    return true;
  }

  bool rename_host(const std::string& name, const std::string& host, uint64_t seen_generation) {
    std::unique_lock lk(mx_);
    Zone& z = zones_.at(name);
    if (seen_generation < z.generation) return false;
    z.host = host;
    ++z.generation;
    return true;
  }

  bool exclusive_edit(const std::string& name, uint64_t expected_generation, const std::function<void(Zone&)>& fn) {
    std::unique_lock lk(mx_);
    Zone& z = zones_.at(name);
    cv_.wait(lk, [&] { return !z.busy; });
    if (z.generation != expected_generation) return false;
    fn(z);
    ++z.generation;
    return true;
  }

  // Uploads from old tools are rejected before anything is locked for writing.
  bool upload(const std::string& name, const Script& s) {
    {
      std::shared_lock lk(mx_);
      auto it = zones_.find(name);
      if (it == zones_.end() || s.format_version != it->second.script.format_version) return false;
    }
    std::unique_lock lk(mx_);
    Zone& z = zones_[name];
    z.script = s; // EXPECT: check-then-act
    ++z.generation;
    return true;
  }

  // Copies out, and looks whether the copy is still worth sending.
  bool replicate(const std::string& name, const std::function<void(const Zone&)>& send) const {
    Zone copy;
    {
      std::shared_lock lk(mx_);
      copy = zones_.at(name);
    }
    {
      std::shared_lock lk(mx_);
      if (zones_.at(name).generation != copy.generation) return false;
    }
    send(copy);
    return true;
  }

  void set_busy(const std::string& name, bool busy) {
    std::unique_lock lk(mx_);
    zones_[name].busy = busy;
    cv_.notify_all();
  }

 private:
  Zone& require_current(const std::string& name, uint64_t expected) {
    auto it = zones_.find(name);
    if (it == zones_.end()) throw std::out_of_range(name);
    if (it->second.generation != expected) throw StaleZone(name);
    return it->second;
  }

  mutable std::shared_mutex mx_;
  std::condition_variable_any cv_;
  std::map<std::string, Zone> zones_;
  uint64_t highest_epoch_ = 0;
};

struct ZoneBackend {
  virtual ~ZoneBackend() = default;
  virtual bool store(const std::string& name, const Zone& z, uint64_t expected_generation) = 0;
};

// Used when the server runs without persistence.
struct NullBackend : ZoneBackend {
  bool store(const std::string&, const Zone&, uint64_t expected_generation) override {
    (void)expected_generation;
    return true;
  }
};

std::thread start_editor(ZoneTable& t) {
  return std::thread([&t] {
    try {
      t.set_script("forest", "spawn()", 1, [](const std::string& s) { return s; });
      t.exclusive_edit("forest", 2, [](Zone& z) { z.host.clear(); });
    } catch (const StaleZone&) {
    }
  });
}

}  // namespace world
