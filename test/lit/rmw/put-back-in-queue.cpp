// RUN: %tocsin %s
// STD: c++17
// What was taken out of a queue and is put back overwrites nothing there; a
// limit that was asked for before may be passed.
#include <deque>
#include <mutex>
#include <string>

class Jobs {
public:
  void work() {
    std::unique_lock<std::mutex> L(M);
    if (Waiting.empty())
      return;
    std::string Job = Waiting.front();
    Waiting.pop_front();
    L.unlock();
    bool Good = run(Job);
    L.lock();
    if (!Good)
      Waiting.push_back(Job);
  }
  void add(std::string Job) {
    {
      std::lock_guard<std::mutex> G(M);
      if (Waiting.size() >= 16)
        return;
    }
    std::lock_guard<std::mutex> G(M);
    Waiting.push_back(std::move(Job)); // EXPECT: check-then-act
  }

private:
  bool run(const std::string &Job);
  std::mutex M;
  std::deque<std::string> Waiting;
};

void use(Jobs &J) {
  J.add("a");
  J.work();
}
