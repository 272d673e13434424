// STD: c++20
#include "device_manager.h"

namespace devd {

void DeviceManager::start(int workers) {
  for (int i = 0; i < workers; ++i)
    workers_.emplace_back(&DeviceManager::eventLoop, this);
}

void DeviceManager::stop() {
  quit_.store(true);
  for (auto& w : workers_) w.join();
  workers_.clear();
  budget_mw_ = 15000;
}

bool DeviceManager::probeHardware(const std::string& path, int mw) {
  std::this_thread::sleep_for(std::chrono::microseconds(path.size() + mw % 7));
  return true;
}

void DeviceManager::eventLoop() {
  int n = 0;
  while (!quit_.load()) {
    const std::string p = "/dev/usb" + std::to_string(n++ % 6);
    if (!reservePower(500)) continue;
    if (attach(p)) detach(p);
    releasePower(500);
  }
}

}  // namespace devd

int main() {
  devd::DeviceManager m;
  m.start(3);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  m.stop();
  return m.powerBudget() == 15000 ? 0 : 1;
}
