// RUN: %tocsin %s
// STD: c++11
// Decoder front end of a media server: codec tables, shared frames, worker pool.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct CodecTable {
  std::vector<std::string> names;
  static CodecTable* probe();
};

CodecTable* CodecTable::probe() {
  CodecTable* t = new CodecTable;
  t->names.push_back("opus");
  t->names.push_back("av1");
  return t;
}

static const CodecTable& codecs() {
  static CodecTable* table;
  if (!table)
    table = CodecTable::probe(); // EXPECT: check-then-act
  return *table;
}

static const std::vector<int>& sampleRates() {
  static const std::vector<int> rates = [] {
    std::vector<int> r;
    r.push_back(8000);
    r.push_back(48000);
    return r;
  }();
  return rates;
}

class Frame {
 public:
  explicit Frame(std::size_t n) : data_(n), pins_(0), refs_(1) {}
  void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
  void unref() {
    if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }
  void pin() {
    pins_ = pins_ + 1; // EXPECT: lost-update
  }
  bool pinned() const { return pins_ > 0; }
  std::size_t size() const { return data_.size(); }

 private:
  ~Frame() {}
  std::vector<std::uint8_t> data_;
  volatile int pins_;
  std::atomic<int> refs_;
};

class Pipeline {
 public:
  Pipeline() : nextPts_(0), buffered_(0) {}

  std::int64_t stamp(std::int64_t dur) {
    std::int64_t pts;
    {
      std::lock_guard<std::mutex> g(m_);
      pts = nextPts_;
    }
    const std::int64_t step = dur > 0 ? dur : 960 * static_cast<std::int64_t>(codecs().names.size());
    {
      std::lock_guard<std::mutex> g(m_);
      nextPts_ = pts + step; // EXPECT: lost-update
    }
    return pts;
  }

  void buffer(const Frame& f) {
    std::unique_lock<std::mutex> lk(m_, std::defer_lock);
    const std::size_t n = f.size();
    if (n == 0) return;
    lk.lock();
    buffered_ += n;
  }

  void seek(std::int64_t to) {
    std::lock_guard<std::mutex> g(m_);
    if (to > nextPts_) nextPts_ = to;
    buffered_ = 0;
  }

  std::size_t buffered() {
    std::lock_guard<std::mutex> g(m_);
    return buffered_;
  }

 private:
  std::mutex m_;
  std::int64_t nextPts_;
  std::size_t buffered_;
};

static void decode(Pipeline& p, Frame* f, int lane) {
  for (int i = 0; i < 100; ++i) {
    if (codecs().names.empty() || sampleRates().empty()) break;
    p.stamp(lane); // EXPECT-NOISE: check-then-act
    p.buffer(*f);
    if (i == 50) f->pin();
  }
  f->unref();
}

int main() {
  Pipeline p;
  Frame* f = new Frame(4096);
  std::vector<std::thread> lanes;
  for (int i = 0; i < 4; ++i) {
    f->ref();
    lanes.emplace_back(decode, std::ref(p), f, i);
  }
  for (auto& t : lanes) t.join();
  const bool ok = f->pinned() && p.buffered() > 0;
  f->unref();
  return ok ? 0 : 1;
}
