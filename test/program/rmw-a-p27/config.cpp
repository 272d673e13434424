// STD: c++20
#include "config.h"

ConfigHub::ConfigHub() : current_(std::make_shared<const Config>()) {}

std::shared_ptr<const Config> ConfigHub::current() const { return current_.load(); }

void ConfigHub::loadFrom(const std::vector<std::string>& lines) {
  auto next = std::make_shared<Config>();
  for (const std::string& line : lines) {
    const auto eq = line.find('=');
    if (eq == std::string::npos || eq == 0) continue;
    next->values[line.substr(0, eq)] = line.substr(eq + 1);
  }
  current_.store(std::move(next));
}

void ConfigHub::setOption(const std::string& key, const std::string& value) {
  const auto base = current_.load();
  auto next = std::make_shared<Config>(*base);
  next->values[key] = value;
  current_.store(std::move(next)); // EXPECT: split-atomic
}
