// RUN: %tocsin %s
// The language locks the initialiser of a function static.
#include <map>
#include <string>
#include <thread>

static std::map<std::string, int> build() {
  std::map<std::string, int> M;
  M["a"] = 1;
  return M;
}

static const std::map<std::string, int> &table() {
  static const std::map<std::string, int> T = build();
  return T;
}

static int find(const std::string &Key) {
  auto It = table().find(Key);
  return It == table().end() ? -1 : It->second;
}

void run() {
  std::thread A([] { find("a"); }), B([] { find("b"); });
  A.join();
  B.join();
}
