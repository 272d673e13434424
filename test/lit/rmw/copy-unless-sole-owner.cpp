// RUN: %tocsin %s
// STD: c++20
// Copied unless nobody else has it, with no lock held.
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
struct Doc {
  std::vector<int> v;
};
class Holder {
  std::mutex mu_;
  std::shared_ptr<Doc> d_ = std::make_shared<Doc>();

public:
  std::shared_ptr<Doc> get() {
    std::lock_guard<std::mutex> g(mu_);
    return d_;
  }
  void add(int x) {
    if (d_.use_count() > 1)
      d_ = std::make_shared<Doc>(*d_); // EXPECT: lost-update
    d_->v.push_back(x);                // EXPECT: check-then-act
  }
  void addRight(int x) {
    std::lock_guard<std::mutex> g(mu_);
    if (d_.use_count() > 1)
      d_ = std::make_shared<Doc>(*d_);
    d_->v.push_back(x);
  }
};
int front(std::weak_ptr<Doc> w) {
  if (!w.expired())
    return w.lock()->v[0]; // EXPECT: check-then-act
  return 0;
}
int frontRight(std::weak_ptr<Doc> w) {
  if (auto p = w.lock())
    return p->v[0];
  return 0;
}
int main() {
  Holder h;
  std::thread a([&] {
    h.add(1);
    h.addRight(2);
  });
  std::thread b([&] {
    h.add(1);
    h.addRight(2);
    front(h.get());
    frontRight(h.get());
  });
  a.join();
  b.join();
}
