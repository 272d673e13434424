// RUN: %tocsin %s
// STD: c++20
// Sensor configuration of a measurement rig. The web panel, the SCPI port and
// the calibration thread change the same device entries.
#include <chrono>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>

namespace rig {

struct SensorConfig {
  std::string alias;
  double gain = 1.0;
  double offset = 0.0;
  unsigned sampleHz = 100;
  uint32_t generation = 1;
};

class StaleGeneration : public std::runtime_error {
public:
  explicit StaleGeneration(int id) : std::runtime_error("sensor " + std::to_string(id) + " was changed meanwhile") {}
};

class SensorTable {
public:
  void add(int id, SensorConfig cfg) {
    std::lock_guard<std::mutex> g(lock_);
    cfg.generation = 1;
    table_[id] = std::move(cfg);
  }

  SensorConfig get(int id) const {
    std::lock_guard<std::mutex> g(lock_);
    return table_.at(id);
  }

  void setRate(int id, unsigned hz, uint32_t expectedGeneration) {
    SensorConfig cfg = get(id);
    if (cfg.generation != expectedGeneration)
      throw StaleGeneration(id);
    cfg.sampleHz = clampRate(hz);
    cfg.generation++;

    std::lock_guard<std::mutex> g(lock_);
    table_[id] = cfg; // EXPECT: unchecked-version
  }

  void setCalibration(int id, double gain, double offset, uint32_t expectedGeneration) {
    std::lock_guard<std::mutex> g(lock_);
    SensorConfig &cfg = table_.at(id);
    if (cfg.generation != expectedGeneration)
      throw StaleGeneration(id);
    cfg.gain = gain;
    cfg.offset = offset;
    cfg.generation++;
  }

  bool rename(int id, const std::string &alias, uint32_t expectedGeneration) {
    std::lock_guard<std::mutex> g(lock_);
    auto it = table_.find(id);
    if (it == table_.end() || it->second.generation != expectedGeneration)
      return false;
    SensorConfig next = it->second;
    next.alias = alias;
    next.generation = expectedGeneration + 1;
    it->second = std::move(next);
    return true;
  }

private:
  static unsigned clampRate(unsigned hz) { return hz < 1 ? 1 : hz > 20000 ? 20000 : hz; }

  mutable std::mutex lock_;
  std::unordered_map<int, SensorConfig> table_;
};

} // namespace rig

int main() {
  rig::SensorTable table;
  table.add(7, {"inlet pressure"});
  std::thread panel([&] {
    for (int i = 0; i < 20; ++i) {
      try {
        table.setRate(7, 100 + i, table.get(7).generation);
      } catch (const rig::StaleGeneration &e) {
        std::cerr << e.what() << '\n';
      }
    }
  });
  std::thread calib([&] {
    for (int i = 0; i < 20; ++i) {
      try {
        table.setCalibration(7, 1.0 + i * 0.01, 0.2, table.get(7).generation);
      } catch (const rig::StaleGeneration &) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
    }
  });
  panel.join();
  calib.join();
  std::cout << table.rename(7, "outlet pressure", table.get(7).generation) << '\n';
}
