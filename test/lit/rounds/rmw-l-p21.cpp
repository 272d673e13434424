// RUN: %tocsin %s
// STD: c++20
// Scene graph observers and copy-on-write document snapshots.
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace editor {

struct Listener {
  std::function<void(int)> on_change;
};

struct Document {
  std::vector<std::string> lines;
  int revision = 0;
};

class Hub {
 public:
  void subscribe(const std::string& topic, std::shared_ptr<Listener> l) {
    std::lock_guard lk(mu_);
    topics_[topic].push_back(l);
  }

  void unsubscribe(const std::string& topic) {
    std::lock_guard lk(mu_);
    topics_.erase(topic);
  }

  void alias(const std::string& from, const std::string& to) {
    if (topics_.find(to) == topics_.end())
      topics_[to] = {}; // EXPECT: check-then-act EXPECT-NOISE: lost-update
    std::lock_guard lk(mu_);
    auto it = topics_.find(from);
    if (it != topics_.end()) topics_[to] = it->second;
  }

  void notify(const std::string& topic, int rev) {
    std::vector<std::weak_ptr<Listener>> copy;
    {
      std::lock_guard lk(mu_);
      auto it = topics_.find(topic);
      if (it == topics_.end()) return;
      copy = it->second;
    }
    for (auto& w : copy) {
      if (!w.expired())
        w.lock()->on_change(rev); // EXPECT: check-then-act
    }
  }

  void ping(const std::weak_ptr<Listener>& w) {
    if (auto l = w.lock()) l->on_change(-1);
  }

 private:
  std::mutex mu_;
  std::map<std::string, std::vector<std::weak_ptr<Listener>>> topics_;
};

class Store {
 public:
  Store() : doc_(std::make_shared<Document>()) {}

  std::shared_ptr<const Document> snapshot() const {
    std::lock_guard lk(mu_);
    return doc_;
  }

  void append(const std::string& s) {
    std::lock_guard lk(mu_);
    auto next = std::make_shared<Document>(*doc_);
    next->lines.push_back(s);
    next->revision++;
    doc_ = std::move(next);
  }

 private:
  mutable std::mutex mu_;
  std::shared_ptr<Document> doc_;
};

static int indexAll(const std::vector<std::shared_ptr<const Document>>& docs) {
  int words = 0;
  std::vector<std::future<void>> fs;
  for (auto& d : docs)
    fs.push_back(std::async(std::launch::async, [&words, d] {
      for (auto& l : d->lines)
        words += static_cast<int>(l.size()); // EXPECT: lost-update
    }));
  for (auto& f : fs) f.get();
  return words;
}

}  // namespace editor

int main() {
  editor::Hub hub;
  editor::Store store;
  std::vector<std::thread> ts;
  for (int i = 0; i < 3; ++i)
    ts.emplace_back([&hub, &store, i] {
      for (int k = 0; k < 50; ++k) {
        auto l = std::make_shared<editor::Listener>();
        l->on_change = [](int) {};
        hub.subscribe("doc", l);
        store.append("line " + std::to_string(k));
        hub.notify("doc", k);
        hub.ping(l);
        if (k % 10 == i) hub.alias("doc", "doc.v2");
        if (k % 25 == 0) hub.unsubscribe("doc");
      }
    });
  for (auto& t : ts) t.join();
  return editor::indexAll({store.snapshot(), store.snapshot()}) == 0;
}
