// RUN: %tocsin %s
// There is a thread, but it touches none of this.
#include <map>
#include <string>
#include <thread>

static int Frames;
static std::map<std::string, int> Names;

static void beep() {}

class Window {
  int Clicks = 0;
  std::thread Sound;

public:
  Window() : Sound(beep) {}
  ~Window() { Sound.join(); }
  void click(const std::string &Name) {
    ++Clicks;
    ++Frames;
    if (Names.find(Name) == Names.end())
      Names[Name] = Clicks;
  }
};

int main() {
  Window W;
  W.click("a");
  W.click("b");
  return Frames;
}
