// RUN: %tocsin %s
// STD: c++17
// An object removes in the end what it made for itself.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

class Playground {
public:
  Playground() {
    char name[] = "/tmp/play-XXXXXX";
    if (::mkdtemp(name))
      root = name;
    created = Clock::now();
  }
  ~Playground() {
    if (Clock::now() - created > std::chrono::seconds(5))
      fs::remove_all(root);
  }

private:
  fs::path root;
  Clock::time_point created;
};

// Given by name: others know it too.
class Visit {
public:
  explicit Visit(fs::path p) : root(std::move(p)) { created = Clock::now(); }
  ~Visit() {
    if (Clock::now() - created > std::chrono::seconds(5))
      fs::remove_all(root); // EXPECT: timestamp-cleanup
  }

private:
  fs::path root;
  Clock::time_point created;
};

int play(const std::string &at) {
  Playground mine;
  Visit other(at);
  return 0;
}
