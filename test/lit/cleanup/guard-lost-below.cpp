// RUN: %tocsin %s
// STD: c++20
// The lock is given back in the helper; its caller cannot know.
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <unistd.h>

using Clock = std::chrono::steady_clock;

class Images {
public:
  struct Image {
    std::string File;
    Clock::time_point Used;
    int Readers = 0;
  };

  void open(const std::string &Name) {
    std::lock_guard Hold(M);
    ++All[Name].Readers;
  }
  void close(const std::string &Name) {
    std::lock_guard Hold(M);
    --All[Name].Readers;
  }
  int sweep(const std::string &A, const std::string &B) {
    return lost(A) + kept(B);
  }

private:
  bool lost(const std::string &Name) {
    std::unique_lock Hold(M);
    auto It = All.find(Name);
    if (It == All.end() || It->second.Readers != 0)
      return false;
    if (Clock::now() - It->second.Used < std::chrono::hours(1))
      return false;
    std::string File = It->second.File;
    Hold.unlock();
    return ::unlink(File.c_str()) == 0; // EXPECT: timestamp-cleanup
  }

  bool kept(const std::string &Name) {
    std::unique_lock Hold(M);
    auto It = All.find(Name);
    if (It == All.end() || It->second.Readers != 0)
      return false;
    if (Clock::now() - It->second.Used < std::chrono::hours(1))
      return false;
    return ::unlink(It->second.File.c_str()) == 0;
  }

  std::mutex M;
  std::map<std::string, Image> All;
};

int run(Images &I) {
  I.open("a");
  I.close("a");
  return I.sweep("a", "b");
}
