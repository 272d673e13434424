// RUN: %tocsin %s
// The version is compared before the lock of the write; a helper that compares
// it again behind the lock makes it right, one that does not look does not.
#include <map>
#include <mutex>
#include <string>

struct Page {
  std::string Text;
  unsigned long version = 0;
};

class Wiki {
  std::mutex Mu;
  std::map<std::string, Page> Pages;

  Page *matching(const std::string &Name, unsigned long Seen) {
    auto It = Pages.find(Name);
    return It != Pages.end() && It->second.version == Seen ? &It->second
                                                           : nullptr;
  }
  Page *find(const std::string &Name) {
    auto It = Pages.find(Name);
    return It == Pages.end() ? nullptr : &It->second;
  }
  Page copy(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mu);
    return Pages[Name];
  }

public:
  bool guilty(const std::string &Name, unsigned long Seen, std::string Text) {
    Page Now = copy(Name);
    if (Now.version != Seen)
      return false;
    std::lock_guard<std::mutex> Lock(Mu);
    Page *P = find(Name);
    if (!P)
      return false;
    P->Text = std::move(Text); // EXPECT: unchecked-version
    P->version++;
    return true;
  }

  bool corrected(const std::string &Name, unsigned long Seen,
                 std::string Text) {
    Page Now = copy(Name);
    if (Now.version != Seen)
      return false;
    std::lock_guard<std::mutex> Lock(Mu);
    Page *P = matching(Name, Now.version);
    if (!P)
      return false;
    P->Text = std::move(Text);
    P->version++;
    return true;
  }
};
