// RUN: %tocsin %s
// STD: c++20
// Who finds that others own it, too, makes a copy under the lock.
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
struct Legend {
  std::vector<int> colours;
};
class Chart {
  std::mutex mu_;
  std::shared_ptr<Legend> legend_ = std::make_shared<Legend>();
  void replace(int c) {
    std::lock_guard<std::mutex> g(mu_);
    auto next = std::make_shared<Legend>(*legend_);
    next->colours.push_back(c);
    legend_ = std::move(next);
  }

public:
  std::shared_ptr<Legend> get() {
    std::lock_guard<std::mutex> g(mu_);
    return legend_;
  }
  void paint(int c) {
    if (legend_.use_count() == 1)
      legend_->colours.push_back(c); // EXPECT: check-then-act
    else
      replace(c);
  }
  void paintOthers(int c) {
    if (legend_.use_count() < 2)
      legend_->colours.push_back(c); // EXPECT: check-then-act
    else
      replace(c);
  }
};
int main() {
  Chart c;
  auto work = [&] {
    c.paint(1);
    c.paintOthers(2);
    c.get();
  };
  std::thread a(work), b(work);
  a.join();
  b.join();
}
