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
    config.text = text;
    config.version++; // EXPECT: unchecked-version
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
