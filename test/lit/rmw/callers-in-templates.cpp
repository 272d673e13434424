// RUN: %tocsin %s
// STD: c++17
// A private method without a caller is called by a template that nothing here
// makes; one that everybody may call is another matter.
#include <list>
#include <mutex>

class Waiters {
public:
  template <class Lock> void wait(Lock &L, int *Me) {
    std::lock_guard<std::mutex> G(M);
    join(Me);
    leave(Me);
  }
  void wakeOne() {
    std::lock_guard<std::mutex> G(M);
    if (!Queue.empty())
      Queue.pop_front();
  }
  void wakeAll() {
    std::lock_guard<std::mutex> G(M);
    Queue.clear();
  }
  void forget(int *Who) {
    Queue.remove(Who); // EXPECT: lost-update
  }

private:
  void join(int *Who) { Queue.push_back(Who); }
  void leave(int *Who);
  std::mutex M;
  std::list<int *> Queue;
};

void Waiters::leave(int *Who) {
  for (auto It = Queue.begin(); It != Queue.end(); ++It)
    if (*It == Who) {
      Queue.erase(It);
      break;
    }
}

void use(Waiters &W) {
  W.wakeOne();
  W.wakeAll();
}
