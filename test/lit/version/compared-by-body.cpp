// RUN: %tocsin %s
// STD: c++20
// A class whose only writers compare a version: that of callers who drop the
// answer, or bring the version of another read, is said of them.
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

struct Page {
  std::string text;
  std::uint64_t revision = 0;
};

class Wiki {
public:
  std::optional<Page> get(const std::string &title) {
    std::lock_guard g(mu_);
    auto it = pages_.find(title);
    if (it == pages_.end())
      return std::nullopt;
    return it->second;
  }
  bool replace(const std::string &title, const std::string &text,
               std::uint64_t expected_revision) {
    std::lock_guard g(mu_);
    Page &p = pages_[title];
    if (p.revision != expected_revision)
      return false;
    p.text = text;
    ++p.revision;
    return true;
  }

private:
  std::mutex mu_;
  std::map<std::string, Page> pages_;
};

void sign(Wiki &w, const std::string &title) {
  if (auto p = w.get(title))
    w.replace(title, p->text + "\n--", p->revision); // EXPECT: ignored-conflict
}

bool sign_until_taken(Wiki &w, const std::string &title) {
  while (auto p = w.get(title))
    if (w.replace(title, p->text + "\n--", p->revision))
      return true;
  return false;
}

bool append_to_latest(Wiki &w, const std::string &title) {
  auto p = w.get(title);
  if (!p)
    return false;
  auto latest = w.get(title);
  return latest && w.replace(title, p->text + ".", latest->revision); // EXPECT: unversioned-write
}

// Nothing of the caller's is lost: the text is the same for everybody.
void reset(Wiki &w, const std::string &title) {
  if (auto p = w.get(title))
    w.replace(title, "", p->revision);
}

int main() {
  Wiki w;
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back([&w] {
      sign(w, "a");
      sign_until_taken(w, "a");
      append_to_latest(w, "a");
      reset(w, "a");
    });
  for (auto &t : all)
    t.join();
}
