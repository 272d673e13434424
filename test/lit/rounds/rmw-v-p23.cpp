// RUN: %tocsin %s
// STD: c++17
// Document snapshots of a collaborative editor: shared between views and the autosaver.
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Page {
  std::string text;
  int revision = 0;
};

class View {
 public:
  void refresh(const std::string& text) {
    std::lock_guard<std::mutex> g(m_);
    shown_ = text;
  }
  std::string shown() const {
    std::lock_guard<std::mutex> g(m_);
    return shown_;
  }

 private:
  mutable std::mutex m_;
  std::string shown_;
};

class Document {
 public:
  Document() : page_(std::make_shared<Page>()) {}

  std::shared_ptr<const Page> snapshot() const {
    std::lock_guard<std::mutex> g(m_);
    return page_;
  }

  void append(const std::string& s) {
    std::lock_guard<std::mutex> g(m_);
    auto next = std::make_shared<Page>(*page_);
    next->text += s;
    next->revision++;
    page_ = std::move(next);
  }

  void replaceAll(const std::string& s) {
    auto next = std::make_shared<Page>();
    next->text = s;
    std::lock_guard<std::mutex> g(m_);
    next->revision = page_->revision + 1;
    page_ = std::move(next);
  }

 private:
  mutable std::mutex m_;
  std::shared_ptr<Page> page_;
};

class Broadcaster {
 public:
  void attach(std::weak_ptr<View> v) {
    std::lock_guard<std::mutex> g(m_);
    views_.push_back(std::move(v));
  }

  void broadcast(const std::string& text) {
    for (auto& v : copy())
      if (std::shared_ptr<View> live = v.lock()) live->refresh(text);
  }

  std::string firstShown() {
    std::vector<std::weak_ptr<View>> views = copy();
    for (auto& v : views) {
      if (!v.expired())
        return v.lock()->shown(); // EXPECT: check-then-act
    }
    return std::string();
  }

 private:
  std::vector<std::weak_ptr<View>> copy() {
    std::lock_guard<std::mutex> g(m_);
    return views_;
  }

  std::mutex m_;
  std::vector<std::weak_ptr<View>> views_;
};

// Copy-on-write text buffer handed between threads by value.
class SharedText {
 public:
  explicit SharedText(std::string s) : rep_(std::make_shared<std::string>(std::move(s))) {}

  const std::string& str() const { return *rep_; }

  SharedText with(const std::string& tail) const {
    SharedText t(*rep_);
    t.rep_->append(tail);
    return t;
  }

  std::weak_ptr<const std::string> watch() const { return rep_; }

  void append(const std::string& tail) {
    if (rep_.use_count() != 1) rep_ = std::make_shared<std::string>(*rep_);
    rep_->append(tail); // EXPECT-MISS: check-then-act
  }

 private:
  std::shared_ptr<std::string> rep_;
};

int main() {
  Document doc;
  Broadcaster bc;
  auto view = std::make_shared<View>();
  bc.attach(view);
  SharedText title("untitled");
  std::weak_ptr<const std::string> seen = title.watch();

  std::thread saver([&bc, &doc, seen] {
    for (int i = 0; i < 100; ++i) {
      doc.append(bc.firstShown());
      if (auto s = seen.lock()) doc.append(*s);
    }
  });
  std::thread ui([&] {
    for (int i = 0; i < 100; ++i) {
      bc.broadcast(doc.snapshot()->text);
      title.append("*");
    }
    view.reset();
  });
  doc.replaceAll("hello");
  saver.join();
  ui.join();
  return title.str().size() > 100 ? 0 : 1;
}
