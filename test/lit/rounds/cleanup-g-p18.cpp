// RUN: %tocsin %s
// STD: c++20
// Shader program cache of the render server.
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace render {

struct DeviceApi {
  std::function<uint32_t(const std::string&)> compile;
  std::function<void(uint32_t)> destroy;
};

class Program {
 public:
  Program(const DeviceApi& api, const std::string& src)
      : api_(api), handle_(api.compile(src)) {}
  ~Program() {
    if (handle_) api_.destroy(handle_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  uint32_t handle() const { return handle_; }

 private:
  const DeviceApi& api_;
  uint32_t handle_;
};

class ProgramCache {
  using Clock = std::chrono::steady_clock;
  struct Slot {
    std::shared_ptr<Program> program;
    Clock::time_point lastBound;
    uint64_t binds = 0;
  };

 public:
  ProgramCache(const DeviceApi& api, Clock::duration ttl) : api_(api), ttl_(ttl) {}

  std::shared_ptr<Program> bind(const std::string& key, const std::string& src) {
    std::scoped_lock lk(m_);
    auto [it, fresh] = slots_.try_emplace(key);
    if (fresh) {
      try {
        it->second.program = std::make_shared<Program>(api_, src);
      } catch (...) {
        slots_.erase(it);
        throw;
      }
    }
    it->second.lastBound = Clock::now();
    ++it->second.binds;
    return it->second.program;
  }

  // Runs on the loader thread between two level loads.
  size_t trim() {
    std::vector<std::shared_ptr<Program>> dead;
    {
      std::scoped_lock lk(m_);
      const auto now = Clock::now();
      for (auto it = slots_.begin(); it != slots_.end();) {
        Slot& s = it->second;
        const bool cold = now - s.lastBound > ttl_;
        if (cold && s.program.use_count() == 1) {
          dead.push_back(std::move(s.program));
          it = slots_.erase(it);
        } else {
          ++it;
        }
      }
    }
    return dead.size();
  }

  void dump(std::ostream& os) const {
    std::scoped_lock lk(m_);
    for (const auto& [key, s] : slots_) {
      auto idle = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - s.lastBound);
      os << key << " handle=" << s.program->handle() << " binds=" << s.binds
         << " idle=" << idle.count() << "s\n";
    }
  }

 private:
  const DeviceApi& api_;
  const Clock::duration ttl_;
  mutable std::mutex m_;
  std::unordered_map<std::string, Slot> slots_;
};

}  // namespace render
