// RUN: %tocsin %s
// STD: c++20
// Smart-home hub: devices announce themselves over several transports.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace hub {

struct Device {
  std::uint64_t id = 0;
  std::string name;
  int battery = 100;
  std::vector<std::string> pendingCommands;
};

class DeviceRegistry {
 public:
  bool contains(std::uint64_t id) const {
    std::lock_guard<std::mutex> lock(mutex_);
    return devices_.count(id) != 0;
  }

  void add(Device d) {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto id = d.id;
    devices_[id] = std::move(d);
  }

  bool addIfAbsent(Device d) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (devices_.count(d.id)) return false;
    const auto id = d.id;
    devices_[id] = std::move(d);
    return true;
  }

  int credit() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return credit_;
  }

  void setCredit(int value) {
    std::lock_guard<std::mutex> lock(mutex_);
    credit_ = value;
  }

  void queueCommand(std::uint64_t id, std::string cmd) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto it = devices_.find(id);
    if (it != devices_.end()) it->second.pendingCommands.push_back(std::move(cmd));
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::uint64_t, Device> devices_;
  int credit_ = 500;
};

class Hub {
 public:
  void onAnnounce(std::uint64_t id, const std::string& name) {
    if (!registry_.contains(id)) {
      Device d;
      d.id = id;
      d.name = name;
      registry_.add(std::move(d)); // EXPECT: check-then-act
    }
    registry_.queueCommand(id, "identify");
  }

  void onPaired(std::uint64_t id, const std::string& name) {
    Device d;
    d.id = id;
    d.name = name;
    if (registry_.addIfAbsent(std::move(d))) registry_.queueCommand(id, "sync-clock");
  }

  void onMeterTick(int watts) {
    if (watts <= 0) return;
    registry_.setCredit(registry_.credit() - watts); // EXPECT: lost-update
  }

  void start() {
    transports_.emplace_back([this] { zigbeeLoop(); });
    transports_.emplace_back([this] { wifiLoop(); });
  }

  void stop() {
    for (auto& t : transports_) t.join();
    transports_.clear();
  }

 private:
  void zigbeeLoop() {
    for (std::uint64_t i = 0; i < 64; ++i) {
      onAnnounce(i, "zb-" + std::to_string(i));
      onMeterTick(3);
    }
  }
  void wifiLoop() {
    for (std::uint64_t i = 32; i < 96; ++i) {
      onAnnounce(i, "wifi-" + std::to_string(i));
      onPaired(i + 1000, "plug");
      onMeterTick(1);
    }
  }

  DeviceRegistry registry_;
  std::vector<std::thread> transports_;
};

}  // namespace hub
