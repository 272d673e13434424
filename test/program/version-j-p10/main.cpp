// STD: c++20
#include "document_store.h"
#include <iostream>
#include <thread>
#include <vector>

namespace wiki {
std::string renderMarkup(const std::string &markup) {
  std::string out = "<p>";
  for (char c : markup)
    out += c == '\n' ? std::string("</p><p>") : std::string(1, c);
  return out + "</p>";
}
} // namespace wiki

static void editor(wiki::DocumentStore &store, int n) {
  for (int i = 0; i < 50; ++i) {
    auto page = store.load("Main");
    if (!page)
      return;
    auto res = i % 2 ? store.replaceText("Main", page->markup + "!", page->revision)
                     : store.appendSection("Main", "edit " + std::to_string(n), page->revision);
    if (res == wiki::EditResult::NotFound)
      return;
  }
}

int main() {
  wiki::DocumentStore store;
  store.create("Main", "Welcome");
  std::vector<std::thread> editors;
  for (int n = 0; n < 4; ++n)
    editors.emplace_back(editor, std::ref(store), n);
  for (auto &t : editors)
    t.join();
  std::cout << store.load("Main")->revision << '\n';
}
