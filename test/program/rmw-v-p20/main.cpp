// STD: c++17
#include "watcher.h"
#include <cstdio>

int main(int argc, char** argv) {
  WatchOptions opt;
  opt.extraPasses = static_cast<unsigned>(argc);
  for (int i = 1; i < argc; ++i) opt.names.push_back(argv[i]);
  std::atomic<int> probes{0};
  HealthWatcher w(opt, [&probes](const std::string& n) {
    ++probes;
    return !n.empty();
  });
  w.add("self");
  std::printf("%s after %d\n", w.healthy("self") ? "ok" : "down", probes.load());
  return 0;
}
