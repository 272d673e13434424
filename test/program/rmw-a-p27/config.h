#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct Config {
  std::map<std::string, std::string> values;
};

class ConfigHub {
 public:
  ConfigHub();
  std::shared_ptr<const Config> current() const;
  void loadFrom(const std::vector<std::string>& lines);
  void setOption(const std::string& key, const std::string& value);

 private:
  std::atomic<std::shared_ptr<const Config>> current_;
};

class AuditTrail {
 public:
  void recordEdit(const std::string& who);
  void recordLoad();
  unsigned edits() const;
  unsigned loads() const;

 private:
  mutable std::mutex mu_;
  std::string last_editor_;
  unsigned edits_ = 0;
  unsigned loads_ = 0;
};
