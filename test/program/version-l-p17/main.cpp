// STD: c++20
#include "editor_service.hpp"
#include <thread>

int main() {
  cms::ArticleRepository repo;
  cms::EditorService editors(repo);
  editors.import("home", "Welcome", "hello world");
  std::thread a([&] { editors.addTag("home", "front"); });
  std::thread b([&] { editors.replaceWord("home", "world", "reader"); });
  std::thread c([&] { repo.changeState("home", cms::State::Withdrawn, 1); });
  a.join();
  b.join();
  c.join();
  return repo.find("home") ? 0 : 1;
}
