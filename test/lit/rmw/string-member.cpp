// RUN: %tocsin %s
// STD: c++20
// A string is memory like any other: appended to without the lock.
#include <mutex>
#include <string>
#include <thread>
#include <vector>
class Journal {
  std::mutex mu_;
  std::string text_;
  std::size_t lines_ = 0;

public:
  void add(const std::string &s) {
    std::lock_guard<std::mutex> g(mu_);
    text_ += s;
    ++lines_;
  }
  void flush() {
    std::lock_guard<std::mutex> g(mu_);
    text_.clear();
    lines_ = 0;
  }
  void mark() {
    text_ += "--mark--\n"; // EXPECT: lost-update
    lines_ = lines_ + 1;   // EXPECT: lost-update
  }
  void markRight() {
    std::lock_guard<std::mutex> g(mu_);
    text_ += "--mark--\n";
    lines_ = lines_ + 1;
  }
};
int main() {
  Journal j;
  std::vector<std::thread> ts;
  for (int i = 0; i < 3; ++i)
    ts.emplace_back([&j] {
      j.add("x");
      j.mark();
      j.markRight();
    });
  for (auto &t : ts)
    t.join();
  j.flush();
}
