// RUN: %tocsin %s
// STD: c++17
// The version is compared now, and the record written by a job that runs when
// the loop comes to it.
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

class Jobs {
public:
  void later(std::function<void()> job) { waiting.push_back(std::move(job)); }
  template <typename F> void now(F job) { job(); }

private:
  std::deque<std::function<void()>> waiting;
};

struct Page {
  std::string text;
  bool locked = false;
  unsigned revision = 0;
};

class Wiki {
public:
  bool postedField(std::shared_ptr<Page> p, unsigned seen) {
    if (p->revision != seen)
      return false;
    jobs.later([p] {
      p->locked = true; // EXPECT: unchecked-version
      p->revision++;
    });
    return true;
  }
  bool postedText(std::shared_ptr<Page> p, std::string text, unsigned seen) {
    if (p->revision != seen)
      return false;
    jobs.later([p, text] {
      p->text = text; // EXPECT: unchecked-version
      p->revision++;
    });
    return true;
  }
  // The job takes the lock that was held over the comparison, and looks the
  // page up anew.
  bool postedLookup(int id, unsigned seen) {
    std::lock_guard<std::mutex> held(lock);
    if (pages[id].revision != seen)
      return false;
    jobs.later([this, id] {
      std::lock_guard<std::mutex> held(lock);
      Page &page = pages[id];
      page.locked = true; // EXPECT: unchecked-version
      page.revision++;
    });
    return true;
  }
  bool postedCopy(int id, unsigned seen) {
    std::lock_guard<std::mutex> held(lock);
    if (pages[id].revision != seen)
      return false;
    jobs.later([this, id] {
      std::lock_guard<std::mutex> held(lock);
      Page page = pages[id];
      page.locked = true;
      locked += page.locked;
    });
    return true;
  }
  bool comparedThere(std::shared_ptr<Page> p, unsigned seen) {
    if (p->revision != seen)
      return false;
    jobs.later([p, seen] {
      if (p->revision != seen)
        return;
      p->locked = true;
      p->revision++;
    });
    return true;
  }
  bool atOnce(std::shared_ptr<Page> p, unsigned seen) {
    if (p->revision != seen)
      return false;
    jobs.now([p] {
      p->locked = true;
      p->revision++;
    });
    return true;
  }

private:
  Jobs jobs;
  std::mutex lock;
  std::unordered_map<int, Page> pages;
  int locked = 0;
};
