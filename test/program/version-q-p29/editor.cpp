#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "config_repo.h"

namespace cfg {

class Editor {
 public:
  explicit Editor(ConfigRepo& repo) : repo_(repo) {}

  // Adds a line to a document, creating it if need be.
  bool AddLine(const std::string& name, const std::string& line) {
    do {
      Versioned cur = repo_.Get(name).value_or(Versioned{});
      last_ = repo_.PutIfVersion(name, cur.text + line + "\n", cur.version);
    } while (last_ == PutStatus::kVersionConflict);
    return last_ == PutStatus::kOk;
  }

  // One attempt; the caller can ask why it failed.
  void Uppercase(const std::string& name) {
    auto cur = repo_.Get(name);
    if (!cur) return;
    for (char& c : cur->text)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    last_ = repo_.PutIfVersion(name, cur->text, cur->version);
  }

  PutStatus last() const { return last_; }

  // Uploads a document as it is.
  bool Upload(const std::string& name, const std::string& text) {
    return repo_.Put(name, text) == PutStatus::kOk;
  }

  // Starts a document for another environment from this one.
  bool Fork(const std::string& name, const std::string& env) {
    auto cur = repo_.Get(name);
    return cur && repo_.Put(name + "@" + env, "# from " + name + "\n" + cur->text) == PutStatus::kOk;
  }

 private:
  ConfigRepo& repo_;
  PutStatus last_ = PutStatus::kOk;
};

}  // namespace cfg

int main() {
  cfg::MemoryRepo base;
  cfg::TenantRepo repo(base, "acme");
  std::atomic<int> refused{0};
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i) {
    ts.emplace_back([&repo, &refused, i] {
      cfg::Editor ed(repo);
      for (int n = 0; n < 25; ++n)
        if (!ed.AddLine("limits", "user" + std::to_string(i) + "=" + std::to_string(n))) ++refused;
      ed.Uppercase("limits");
      if (ed.last() != cfg::PutStatus::kOk) ++refused;
    });
  }
  for (auto& t : ts) t.join();
  cfg::Editor ed(repo);
  return ed.Upload("motd", "hello") && ed.Fork("limits", "staging") ? 0 : 1;
}
