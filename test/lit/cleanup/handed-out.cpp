// RUN: %tocsin %s
// STD: c++20
// Elements that were handed out as pointers.
#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
using C = std::chrono::steady_clock;
struct Page {
  std::string data;
  C::time_point touched;
  int pinned = 0;
};
class Lru {
  std::mutex m;
  std::list<Page *> order;
  std::unordered_map<int, Page *> index;

public:
  Page *get(int k) {
    std::lock_guard<std::mutex> g(m);
    auto it = index.find(k);
    if (it == index.end())
      return nullptr;
    it->second->touched = C::now();
    return it->second;
  }
  void shrink(std::chrono::seconds idle) {
    std::lock_guard<std::mutex> g(m);
    while (!order.empty() && C::now() - order.back()->touched > idle) {
      delete order.back(); // EXPECT: timestamp-cleanup
      order.pop_back();
    }
  }
  void shrinkPinned(std::chrono::seconds idle) {
    std::lock_guard<std::mutex> g(m);
    for (auto it = order.begin(); it != order.end();) {
      Page *p = *it;
      if (p->pinned || C::now() - p->touched <= idle) {
        ++it;
        continue;
      }
      it = order.erase(it);
      delete p;
    }
  }
};
