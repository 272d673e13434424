#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct WatchOptions {
  unsigned periodMs = 200;
  unsigned extraPasses = 0;
  std::vector<std::string> names;
};

class HealthWatcher {
 public:
  using Probe = std::function<bool(const std::string&)>;

  HealthWatcher(WatchOptions opt, Probe probe);
  ~HealthWatcher();
  HealthWatcher(const HealthWatcher&) = delete;
  HealthWatcher& operator=(const HealthWatcher&) = delete;

  void add(const std::string& name);
  bool healthy(const std::string& name) const;

 private:
  void loop();
  void pass();

  WatchOptions opt_;
  Probe probe_;
  mutable std::mutex mu_;
  std::condition_variable wake_;
  std::map<std::string, int> strikes_;
  bool stop_ = false;
  unsigned passesLeft_ = 1000;
  std::thread thread_;
};
