// RUN: %tocsin %s
// The version that the caller has seen comes in and is not compared.
#include <string>

struct Config {
  std::string text;
  int version = 0;
};

class Store {
public:
  bool guilty(const std::string &text, int expected_version) {
    config.text = text; // EXPECT: unchecked-version
    config.version++;
    return true;
  }
  bool corrected(const std::string &text, int expected_version) {
    if (config.version != expected_version)
      return false;
    config.text = text;
    config.version++;
    return true;
  }
  // Nothing is written.
  bool unsupported(const std::string &text, int expected_version) {
    (void)expected_version;
    return false;
  }

private:
  Config config;
};

#include <map>
#include <memory>

// The new record is made here; what is lost is lost where it is put in place.
class Journal {
public:
  int guilty(const std::string &name, std::string text, int expected_version) {
    auto &slot = configs[name];
    auto next = std::make_shared<Config>();
    next->text = std::move(text);
    next->version = slot ? slot->version + 1 : 1;
    slot = next; // EXPECT: unchecked-version
    return next->version;
  }
  bool corrected(const std::string &name, std::string text,
                 int expected_version) {
    auto &slot = configs[name];
    if (slot && slot->version != expected_version)
      return false;
    auto next = std::make_shared<Config>();
    next->text = std::move(text);
    next->version = expected_version + 1;
    slot = next;
    return true;
  }

private:
  std::map<std::string, std::shared_ptr<Config>> configs;
};

#include <cstdio>

class Told {
public:
  void guilty(const std::string &text, int expected_version) {
    tell("rename", expected_version);
    config.text = text; // EXPECT: unchecked-version
    config.version++;
  }
  void corrected(const std::string &text, int expected_version) {
    demand(expected_version);
    config.text = text;
    config.version++;
  }

private:
  static void tell(const char *what, int version) {
    std::printf("%s from %d\n", what, version);
  }
  void demand(int version) const {
    if (config.version != version)
      throw version;
  }
  Config config;
};
