// STD: c++20
#include "device_manager.h"

namespace devd {

bool DeviceManager::reservePower(int mw) {
  std::unique_lock<std::mutex> lk(lock_);
  const int remaining = budget_mw_ - mw;
  if (remaining < 0) return false;
  lk.unlock();

  const bool up = probeHardware("/dev/pwr0", mw);

  lk.lock();
  if (!up) {
    ++faults_;
    return false;
  }
  budget_mw_ = remaining; // EXPECT: lost-update
  return true;
}

void DeviceManager::releasePower(int mw) {
  std::lock_guard<std::mutex> lk(lock_);
  budget_mw_ += mw;
}

int DeviceManager::powerBudget() const {
  std::lock_guard<std::mutex> lk(lock_);
  return budget_mw_;
}

bool DeviceManager::attach(const std::string& path) {
  {
    std::lock_guard<std::mutex> lk(lock_);
    auto it = devices_.find(path);
    if (it != devices_.end()) {
      it->second->open_count++;
      return true;
    }
  }
  auto d = std::make_shared<Device>();
  d->path = path;
  d->open_count = 1;
  d->faulted = !probeHardware(path, 100);
  std::lock_guard<std::mutex> lk(lock_);
  devices_[path] = d; // EXPECT: check-then-act
  return !d->faulted;
}

bool DeviceManager::detach(const std::string& path) {
  std::lock_guard<std::mutex> lk(lock_);
  auto it = devices_.find(path);
  if (it == devices_.end()) return false;
  if (--it->second->open_count == 0) devices_.erase(it);
  return true;
}

}  // namespace devd
