// RUN: %tocsin %s
// STD: c++20
// Collaborative whiteboard session: copy-on-write stroke list, presenter follow mode.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace board {

struct Point { float x, y; };
struct Stroke { uint32_t author; std::vector<Point> pts; };
using StrokeList = std::vector<Stroke>;

class Viewport {
 public:
  void follow(Point p) {
    std::lock_guard lk(mu_);
    center_ = p;
  }
  Point center() const {
    std::lock_guard lk(mu_);
    return center_;
  }

 private:
  mutable std::mutex mu_;
  Point center_{0, 0};
};

class Session {
 public:
  Session() : strokes_(std::make_shared<StrokeList>()) {}

  std::shared_ptr<const StrokeList> snapshot() const {
    std::lock_guard lk(mu_);
    return strokes_;
  }

  void append(Stroke s) {
    if (strokes_.use_count() == 1) {
      strokes_->push_back(std::move(s)); // EXPECT: check-then-act
      return;
    }
    std::lock_guard lk(mu_);
    auto next = std::make_shared<StrokeList>(*strokes_);
    next->push_back(std::move(s));
    strokes_ = std::move(next);
  }

  void erase_author(uint32_t author) {
    std::lock_guard lk(mu_);
    auto next = std::make_shared<StrokeList>();
    for (const auto& s : *strokes_)
      if (s.author != author) next->push_back(s);
    strokes_ = std::move(next);
  }

  void set_presenter(const std::shared_ptr<Viewport>& v) {
    std::lock_guard lk(mu_);
    presenter_ = v;
  }

  void center_on(Point p) {
    std::weak_ptr<Viewport> w;
    {
      std::lock_guard lk(mu_);
      w = presenter_;
    }
    if (!w.expired())
      w.lock()->follow(p); // EXPECT: check-then-act
  }

  Point presenter_center() const {
    std::weak_ptr<Viewport> w;
    {
      std::lock_guard lk(mu_);
      w = presenter_;
    }
    if (auto v = w.lock()) return v->center();
    return {0, 0};
  }

 private:
  mutable std::mutex mu_;
  std::shared_ptr<StrokeList> strokes_;
  std::weak_ptr<Viewport> presenter_;
};

}  // namespace board

int main() {
  board::Session session;
  auto laptop = std::make_shared<board::Viewport>();
  session.set_presenter(laptop);

  std::vector<std::thread> clients;
  for (uint32_t id = 0; id < 3; ++id)
    clients.emplace_back([&session, id] {
      for (int i = 0; i < 500; ++i) {
        session.append({id, {{float(i), 0.f}, {float(i), 1.f}}});
        auto view = session.snapshot();
        if (!view->empty()) session.center_on(view->back().pts.front());
        if (i % 100 == 99) session.erase_author(id);
      }
    });
  laptop.reset();
  for (auto& c : clients) c.join();
  return int(session.presenter_center().x);
}
