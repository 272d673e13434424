// RUN: %tocsin %s
// STD: c++17
// Locale and dictionary registry of a text rendering service.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Dictionary {
  std::map<std::string, int> words;
  static Dictionary* load(const std::string& dir);
};

Dictionary* Dictionary::load(const std::string& dir) {
  auto* d = new Dictionary;
  d->words.emplace(dir, 1);
  return d;
}

class Registry {
 public:
  explicit Registry(std::string dir) : dir_(std::move(dir)) {}
  ~Registry() {
    delete dict_;
    delete fallback_.load();
  }

  const Dictionary* dictionary() {
    if (dict_ == nullptr) {
      std::lock_guard<std::mutex> g(m_);
      if (dict_ == nullptr)
        dict_ = Dictionary::load(dir_ + "/main"); // EXPECT: check-then-act
    }
    return dict_;
  }

  const Dictionary* fallback() {
    Dictionary* d = fallback_.load(std::memory_order_acquire);
    if (!d) {
      std::lock_guard<std::mutex> g(m_);
      d = fallback_.load(std::memory_order_relaxed);
      if (!d) {
        d = Dictionary::load(dir_ + "/fallback");
        fallback_.store(d, std::memory_order_release);
      }
    }
    return d;
  }

  void addAlias(const std::string& from, const std::string& to) {
    std::lock_guard<std::mutex> g(m_);
    aliases_[from] = to;
    sorted_.reset();
  }

  std::size_t aliasCount() const {
    std::lock_guard<std::mutex> g(m_);
    return sorted_ ? sorted_->size() : aliases_.size();
  }

  std::string firstAlias() const {
    if (!sorted_)
      sorted_ = collect(); // EXPECT: check-then-act
    return sorted_->empty() ? std::string() : sorted_->front();
  }

  static const std::string& separator() {
    static const std::string sep = [] {
      std::string s;
      s.append("/");
      return s;
    }();
    return sep;
  }

 private:
  std::unique_ptr<std::vector<std::string>> collect() const {
    auto v = std::make_unique<std::vector<std::string>>();
    std::lock_guard<std::mutex> g(m_);
    for (const auto& p : aliases_) v->push_back(p.first);
    return v;
  }

  const std::string dir_;
  mutable std::mutex m_;
  Dictionary* dict_ = nullptr;
  std::atomic<Dictionary*> fallback_{nullptr};
  std::map<std::string, std::string> aliases_;
  mutable std::unique_ptr<std::vector<std::string>> sorted_;
};

int main() {
  Registry reg("/usr/share/dict");
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i)
    ts.emplace_back([&reg, i] {
      reg.dictionary();
      reg.fallback();
      reg.addAlias("a" + std::to_string(i), "b" + Registry::separator());
      reg.firstAlias();
    });
  for (auto& t : ts) t.join();
  return reg.aliasCount() == 4 ? 0 : 1;
}
