// RUN: %tocsin %s
// The version is looked up under one lock, by a getter or in place, and the
// element goes under the next.
#include <map>
#include <mutex>
#include <string>

struct Badge {
  std::string Owner;
  unsigned Version = 0;
};

class Badges {
public:
  void put(const std::string &Name, std::string Owner) {
    std::lock_guard<std::mutex> Hold(Lock);
    Badge &B = All[Name];
    B.Owner = std::move(Owner);
    B.Version++;
  }
  unsigned versionOf(const std::string &Name) {
    std::lock_guard<std::mutex> Hold(Lock);
    auto It = All.find(Name);
    return It == All.end() ? 0 : It->second.Version;
  }
  bool guilty(const std::string &Name, unsigned Base) {
    if (versionOf(Name) != Base)
      return false;
    std::lock_guard<std::mutex> Hold(Lock);
    All.erase(Name); // EXPECT: unchecked-version
    return true;
  }
  bool guiltyInPlace(const std::string &Name, unsigned Base) {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      auto It = All.find(Name);
      if (It == All.end() || It->second.Version != Base)
        return false;
    }
    std::lock_guard<std::mutex> Hold(Lock);
    All.erase(Name); // EXPECT: unchecked-version
    return true;
  }
  bool corrected(const std::string &Name, unsigned Base) {
    std::lock_guard<std::mutex> Hold(Lock);
    auto It = All.find(Name);
    if (It == All.end() || It->second.Version != Base)
      return false;
    All.erase(It);
    return true;
  }
  // Another container.
  bool another(const std::string &Name, unsigned Base) {
    if (versionOf(Name) != Base)
      return false;
    std::lock_guard<std::mutex> Hold(Lock);
    Asked.erase(Name);
    return true;
  }

private:
  std::mutex Lock;
  std::map<std::string, Badge> All;
  std::map<std::string, int> Asked;
};
