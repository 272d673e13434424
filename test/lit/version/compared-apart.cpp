// RUN: %tocsin %s
// The version is compared in one critical section, the record written in another.
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>

struct Page {
  std::string text;
  unsigned version = 0;
};

std::string tidied(const std::string &text);
void later(std::function<void()> work);

class Wiki {
public:
  bool one_section(int id, const std::string &text, unsigned seen) {
    std::lock_guard<std::mutex> held(lock);
    Page &page = pages[id];
    if (page.version != seen)
      return false;
    page.text = text;
    ++page.version;
    return true;
  }

  bool two_sections(int id, const std::string &text, unsigned seen) {
    {
      std::lock_guard<std::mutex> held(lock);
      if (pages[id].version != seen)
        return false;
    }
    std::string neat = tidied(text);
    std::lock_guard<std::mutex> held(lock);
    Page &page = pages[id];
    page.text = neat; // EXPECT: unchecked-version
    ++page.version;
    return true;
  }

  bool looked_again(int id, const std::string &text, unsigned seen) {
    {
      std::lock_guard<std::mutex> held(lock);
      if (pages[id].version != seen)
        return false;
    }
    std::string neat = tidied(text);
    std::lock_guard<std::mutex> held(lock);
    Page &page = pages[id];
    if (page.version != seen)
      return false;
    page.text = neat;
    ++page.version;
    return true;
  }

  bool waited(int id, const std::string &text, unsigned seen) {
    std::unique_lock<std::mutex> held(lock);
    Page &page = pages[id];
    if (page.version != seen)
      return false;
    while (busy)
      idle.wait(held);
    page = Page{text, seen + 1}; // EXPECT: unchecked-version
    return true;
  }

  bool waited_first(int id, const std::string &text, unsigned seen) {
    std::unique_lock<std::mutex> held(lock);
    while (busy)
      idle.wait(held);
    Page &page = pages[id];
    if (page.version != seen)
      return false;
    page = Page{text, seen + 1};
    return true;
  }

  bool posted(int id, const std::string &text, unsigned seen) {
    {
      std::lock_guard<std::mutex> held(lock);
      if (pages[id].version != seen)
        return false;
    }
    later([this, id, text, seen] {
      std::lock_guard<std::mutex> held(lock);
      pages[id] = Page{text, seen + 1}; // EXPECT: unchecked-version
    });
    return true;
  }

  bool inner_lock(int id, const std::string &text, unsigned seen) {
    std::lock_guard<std::mutex> held(lock);
    Page &page = pages[id];
    if (page.version != seen)
      return false;
    std::lock_guard<std::mutex> other(counting);
    ++writes;
    page.text = text;
    ++page.version;
    return true;
  }

private:
  std::mutex lock, counting;
  std::condition_variable idle;
  std::map<int, Page> pages;
  int writes = 0;
  bool busy = false;
};
