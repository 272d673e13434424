#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace devd {

struct Device {
  std::string path;
  int open_count = 0;
  bool faulted = false;
};

class DeviceManager {
 public:
  void start(int workers);
  void stop();

  bool attach(const std::string& path);
  bool detach(const std::string& path);
  int powerBudget() const;
  bool reservePower(int milliwatts);
  void releasePower(int milliwatts);

 private:
  void eventLoop();
  bool probeHardware(const std::string& path, int milliwatts);

  mutable std::mutex lock_;
  std::map<std::string, std::shared_ptr<Device>> devices_;
  int budget_mw_ = 15000;
  unsigned faults_ = 0;
  std::atomic<bool> quit_{false};
  std::vector<std::thread> workers_;
};

}  // namespace devd
