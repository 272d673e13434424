// RUN: %tocsin %s
// STD: c++20
// Shader variant cache of a renderer: several ways of building things on first use.
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gfx {

struct Program {
  uint32_t handle;
  std::string log;
};

struct NoiseTable {
  std::array<uint8_t, 256> perm;
  NoiseTable() {
    for (size_t i = 0; i < perm.size(); ++i) perm[i] = uint8_t(i * 167 + 13);
  }
};

class ProgramSlot {
 public:
  ~ProgramSlot() {
    delete built_.load(std::memory_order_relaxed);
    delete depth_only_.load(std::memory_order_relaxed);
  }

  const Program& get(uint32_t variant) {
    Program* p = built_.load(std::memory_order_acquire);
    if (!p) {
      std::lock_guard lk(build_mu_);
      p = built_.load(std::memory_order_relaxed);
      if (!p) {
        p = compile(variant);
        built_.store(p, std::memory_order_release);
      }
    }
    return *p;
  }

  // Lock-free flavour: the loser throws its copy away.
  const Program& depth_only(uint32_t variant) {
    Program* p = depth_only_.load(std::memory_order_acquire);
    if (p) return *p;
    auto mine = std::unique_ptr<Program>(compile(variant | 0x8000));
    if (depth_only_.compare_exchange_strong(p, mine.get(), std::memory_order_acq_rel))
      return *mine.release();
    return *p;
  }

 private:
  static Program* compile(uint32_t variant) {
    return new Program{variant * 2654435761u, "variant " + std::to_string(variant)};
  }
  std::atomic<Program*> built_{nullptr};
  std::atomic<Program*> depth_only_{nullptr};
  std::mutex build_mu_;
};

static const NoiseTable& noise() {
  static const NoiseTable t;
  return t;
}

class Device {
 public:
  const std::vector<std::string>& extensions() {
    if (!ext_ready_.load(std::memory_order_acquire)) {
      std::call_once(ext_once_, [this] {
        extensions_ = {"depth_clamp", "bindless", "mesh"};
        ext_ready_.store(true, std::memory_order_release);
      });
    }
    return extensions_;
  }

  void report_lost() {
    if (lost_.test(std::memory_order_relaxed)) return;
    if (!lost_.test_and_set(std::memory_order_acq_rel)) resets_.fetch_add(1);
  }

  uint32_t uniform_slot(const std::string& name) {
    std::lock_guard lk(mu_);
    auto it = slots_.find(name);
    if (it == slots_.end()) it = slots_.emplace(name, next_slot_++).first;
    return it->second;
  }

  ProgramSlot& program(size_t i) { return programs_[i % programs_.size()]; }
  int resets() const { return resets_.load(); }

 private:
  std::once_flag ext_once_;
  std::atomic<bool> ext_ready_{false};
  std::vector<std::string> extensions_;
  std::atomic_flag lost_ = ATOMIC_FLAG_INIT;
  std::atomic<int> resets_{0};
  std::mutex mu_;
  std::map<std::string, uint32_t> slots_;
  uint32_t next_slot_ = 0;
  std::array<ProgramSlot, 16> programs_;
};

}  // namespace gfx

int main() {
  gfx::Device dev;
  std::vector<std::jthread> workers;
  for (int t = 0; t < 6; ++t)
    workers.emplace_back([&dev, t] {
      for (uint32_t i = 0; i < 16; ++i) {
        const auto& p = t & 1 ? dev.program(i).get(i) : dev.program(i).depth_only(i);
        dev.uniform_slot(p.log + dev.extensions().front());
        if (gfx::noise().perm[i] == 13) dev.report_lost();
      }
    });
  workers.clear();
  return dev.resets();
}
