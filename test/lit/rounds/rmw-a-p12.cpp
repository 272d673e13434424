// RUN: %tocsin %s
// STD: c++20
// Copy-on-write document store plus a small recycler for the frames sent to viewers.
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Document {
  std::vector<std::string> lines;
};

class DocumentStore {
 public:
  std::shared_ptr<const Document> snapshot() const {
    std::lock_guard<std::mutex> g(mu_);
    return doc_;
  }

  void replaceLast(const std::string& line) {
    std::lock_guard<std::mutex> g(mu_);
    auto next = std::make_shared<Document>(*doc_);
    if (!next->lines.empty()) next->lines.back() = line;
    doc_ = std::move(next);
    ++revision_;
  }

  void append(const std::string& line) {
    {
      std::lock_guard<std::mutex> g(mu_);
      if (doc_.use_count() > 1) doc_ = std::make_shared<Document>(*doc_);
      ++revision_;
    }
    doc_->lines.push_back(line); // EXPECT: check-then-act
  }

  unsigned revision() const {
    std::lock_guard<std::mutex> g(mu_);
    return revision_;
  }

 private:
  mutable std::mutex mu_;
  std::shared_ptr<Document> doc_ = std::make_shared<Document>();
  unsigned revision_ = 0;
};

struct Frame {
  std::string bytes;
};

class FrameRecycler {
 public:
  std::shared_ptr<Frame> obtain() {
    std::lock_guard<std::mutex> g(mu_);
    for (auto& f : frames_) {
      if (f.use_count() == 1) {
        f->bytes.clear(); // EXPECT-MISS: check-then-act
        return f;
      }
    }
    frames_.push_back(std::make_shared<Frame>());
    return frames_.back();
  }

  void publish(const std::shared_ptr<Frame>& f) {
    std::lock_guard<std::mutex> g(mu_);
    latest_ = f;
  }

  // Viewers keep this and promote it whenever they repaint.
  std::weak_ptr<Frame> latest() const {
    std::lock_guard<std::mutex> g(mu_);
    return latest_;
  }

 private:
  mutable std::mutex mu_;
  std::vector<std::shared_ptr<Frame>> frames_;
  std::weak_ptr<Frame> latest_;
};

int main() {
  DocumentStore store;
  FrameRecycler frames;
  store.append("title");

  std::vector<std::thread> ts;
  for (int e = 0; e < 2; ++e) {
    ts.emplace_back([&store, &frames, e] {
      for (int i = 0; i < 200; ++i) {
        store.append("line " + std::to_string(e * 1000 + i));
        if (i % 10 == 0) store.replaceLast("edited");
        auto f = frames.obtain();
        f->bytes = "frame " + std::to_string(i);
        frames.publish(f);
      }
    });
  }
  ts.emplace_back([&store, &frames] {
    std::size_t seen = 0;
    for (int i = 0; i < 200; ++i) {
      seen += store.snapshot()->lines.size();
      if (auto f = frames.latest().lock()) seen += f->bytes.size();
    }
    std::printf("viewer saw %zu\n", seen);
  });
  for (auto& t : ts) t.join();
  std::printf("revision %u\n", store.revision());
}
