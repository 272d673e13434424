// RUN: %tocsin %s
// STD: c++20
// Editor core: documents with undo stacks, saved and analysed by background tasks.
#include <cstdio>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Owned by whoever holds the pointer; handed over by move.
class Document {
 public:
  explicit Document(std::string title) : title_(std::move(title)) {}

  void type(const std::string& s) {
    undo_.push_back(text_);
    redo_.clear();
    text_ += s;
    ++revision_;
  }

  bool undo() {
    if (undo_.empty()) return false;
    redo_.push_back(text_);
    text_ = undo_.back();
    undo_.pop_back();
    revision_ = revision_ + 1;
    return true;
  }

  const std::map<char, int>& histogram() {
    if (!histogram_) {
      histogram_ = std::make_unique<std::map<char, int>>();
      for (char c : text_) (*histogram_)[c]++;
    }
    return *histogram_;
  }

  int revision() const { return revision_; }
  const std::string& title() const { return title_; }

 private:
  std::string title_;
  std::string text_;
  std::vector<std::string> undo_, redo_;
  std::unique_ptr<std::map<char, int>> histogram_;
  int revision_ = 0;
};

class Saver {
 public:
  Saver() : thread_([this] { loop(); }) {}
  ~Saver() {
    enqueue(nullptr);
    thread_.join();
    std::printf("saved %d documents\n", saved_);
  }

  void enqueue(std::unique_ptr<Document> doc) {
    {
      std::lock_guard<std::mutex> g(mu_);
      inbox_.push_back(std::move(doc));
    }
    cv_.notify_one();
  }

 private:
  void loop() {
    for (;;) {
      std::unique_lock<std::mutex> lk(mu_);
      cv_.wait(lk, [this] { return !inbox_.empty(); });
      auto doc = std::move(inbox_.front());
      inbox_.pop_front();
      lk.unlock();
      if (!doc) return;
      while (doc->revision() > 40 && doc->undo()) {
        if (doc->revision() > 50) break;
      }
      ++saved_;
    }
  }

  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::unique_ptr<Document>> inbox_;
  int saved_ = 0;
  std::thread thread_;
};

static std::unique_ptr<Document> spellcheck(std::unique_ptr<Document> doc) {
  if (doc->histogram().count('z') == 0) doc->type("z");
  return doc;
}

int main() {
  Saver saver;
  int checked = 0;
  for (int i = 0; i < 10; ++i) {
    auto doc = std::make_unique<Document>("note " + std::to_string(i));
    for (int k = 0; k < 5; ++k) doc->type("line ");
    doc->undo();
    std::future<std::unique_ptr<Document>> f =
        std::async(std::launch::async, spellcheck, std::move(doc));
    doc = f.get();
    if (doc->revision() > 3) ++checked;
    saver.enqueue(std::move(doc));
  }
  std::printf("checked %d\n", checked);
  return 0;
}
