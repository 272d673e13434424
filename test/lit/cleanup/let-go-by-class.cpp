// RUN: %tocsin %s
// STD: c++20
// A guard class of the program gives the lock back as well as any other.
#include <ctime>
#include <map>
#include <mutex>
#include <string>
#include <unistd.h>

class Hold {
public:
  explicit Hold(std::mutex &m) : m(m) { m.lock(); }
  ~Hold() { m.unlock(); }

private:
  std::mutex &m;
};

struct Clip {
  std::string file;
  int players = 0;
  time_t cut = 0;
};

struct Studio {
  std::mutex m;
  std::map<int, Clip> clips;

  std::string play(int id) {
    Hold h(m);
    ++clips[id].players;
    return clips[id].file;
  }
  void dropAfter(int id, time_t limit) {
    std::string file;
    {
      Hold h(m);
      auto it = clips.find(id);
      if (it == clips.end() || it->second.players > 0 ||
          time(nullptr) - it->second.cut < limit)
        return;
      file = it->second.file;
    }
    unlink(file.c_str()); // EXPECT: timestamp-cleanup
  }
  void dropInside(int id, time_t limit) {
    Hold h(m);
    auto it = clips.find(id);
    if (it == clips.end() || it->second.players > 0 ||
        time(nullptr) - it->second.cut < limit)
      return;
    unlink(it->second.file.c_str());
  }
};
