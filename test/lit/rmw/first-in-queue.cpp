// RUN: %tocsin %s
// STD: c++17
// Who has waited until it is the first in the queue is alone until it leaves.
#include <condition_variable>
#include <deque>
#include <mutex>

struct Writer {
  std::condition_variable Go;
  bool Done = false;
};

class Journal {
public:
  void append(long N) {
    Writer Me;
    std::unique_lock<std::mutex> L(M);
    Waiting.push_back(&Me);
    while (!Me.Done && &Me != Waiting.front())
      Me.Go.wait(L);
    if (Me.Done)
      return;
    long At = Next;
    L.unlock();
    put(At);
    L.lock();
    Next = At + N;
    Waiting.pop_front();
    if (!Waiting.empty())
      Waiting.front()->Go.notify_one();
  }
  void appendNow(long N) {
    Writer Me;
    std::unique_lock<std::mutex> L(M);
    while (!Me.Done)
      Me.Go.wait(L);
    long At = Last;
    L.unlock();
    put(At);
    L.lock();
    Last = At + N; // EXPECT: lost-update
  }

private:
  void put(long);
  std::mutex M;
  std::deque<Writer *> Waiting;
  long Next = 0, Last = 0;
};

void use(Journal &J) {
  J.append(1);
  J.appendNow(2);
}
