// RUN: %tocsin %s
// One field of an element lets another one be counted up: one step, nothing is
// lost. What is replaced because of the look may be.
#include <map>
#include <mutex>
#include <string>
#include <thread>

struct Show {
  int Hall = 0;
  unsigned Visits = 0;
};

class Programme {
public:
  void visit(const std::string &Name, int Hall) {
    {
      std::lock_guard<std::mutex> L(M);
      if (Shows.at(Name).Hall != Hall)
        return;
    }
    std::lock_guard<std::mutex> L(M);
    Shows.at(Name).Visits++;
  }
  void guilty(const std::string &Name) {
    unsigned Seen;
    {
      std::lock_guard<std::mutex> L(M);
      Seen = Shows.at(Name).Visits;
    }
    std::lock_guard<std::mutex> L(M);
    Shows.at(Name).Visits = Seen + 1; // EXPECT: lost-update
  }

private:
  std::mutex M;
  std::map<std::string, Show> Shows;
};

void start(Programme &P) {
  std::thread([&P] { P.visit("a", 1), P.guilty("a"); }).detach();
}
