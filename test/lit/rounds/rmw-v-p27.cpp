// RUN: %tocsin %s
// STD: c++17
// Thumbnail cache of a photo viewer (Qt).
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>

class QMutex {
 public:
  void lock();
  bool tryLock(int timeoutMs = 0);
  void unlock();
};

class QMutexLocker {
 public:
  explicit QMutexLocker(QMutex* m);
  ~QMutexLocker();
  QMutexLocker(const QMutexLocker&) = delete;
  void unlock();
  void relock();

 private:
  QMutex* m_;
  bool held_;
};

class QAtomicInt {
 public:
  QAtomicInt(int v = 0);
  int loadRelaxed() const;
  int loadAcquire() const;
  void storeRelease(int v);
  bool ref();
  bool deref();
  bool testAndSetOrdered(int expected, int desired);
  int fetchAndAddRelaxed(int d);
  int fetchAndStoreOrdered(int v);
};

class QRunnable {
 public:
  virtual ~QRunnable() = default;
  virtual void run() = 0;
};

class QThreadPool {
 public:
  void start(QRunnable* r);
  void waitForDone();
};

struct Image {
  QAtomicInt refs{1};
  std::size_t bytes = 0;
  int uses = 0;
};

static void release(Image* img) {
  if (!img->refs.deref()) delete img;
}

class ThumbCache {
 public:
  using Decode = Image* (*)(const std::string&);
  explicit ThumbCache(Decode d) : decode_(d) {}
  ~ThumbCache() {
    for (auto& p : images_) release(p.second);
  }

  // The caller owns one reference.
  Image* get(const std::string& path) {
    QMutexLocker lk(&mutex_);
    auto it = images_.find(path);
    if (it == images_.end()) {
      lk.unlock();
      Image* fresh = decode_(path);
      if (!fresh) return nullptr;
      lk.relock();
      it = images_.find(path);
      if (it == images_.end()) {
        it = images_.emplace(path, fresh).first;
        total_ += fresh->bytes;
      } else {
        release(fresh);
      }
    }
    it->second->uses++;
    it->second->refs.ref();
    return it->second;
  }

  bool trim(std::size_t limit) {
    if (!mutex_.tryLock(10)) return false;
    for (auto it = images_.begin(); it != images_.end() && total_ > limit;) {
      if (it->second->uses > 3) {
        it->second->uses /= 2;
        ++it;
        continue;
      }
      total_ -= it->second->bytes;
      release(it->second);
      it = images_.erase(it);
    }
    mutex_.unlock();
    return true;
  }

  bool beginTrim() { return trimming_.testAndSetOrdered(0, 1); }
  void endTrim() { trimming_.storeRelease(0); }

 private:
  QMutex mutex_;
  std::map<std::string, Image*> images_;
  std::size_t total_ = 0;
  QAtomicInt trimming_;
  const Decode decode_;
};

class ThumbTask : public QRunnable {
 public:
  ThumbTask(ThumbCache& c, std::string p, QAtomicInt& done)
      : cache_(c), path_(std::move(p)), done_(done) {}

  void run() override {
    Image* img = cache_.get(path_);
    if (!img) return;
    attempts_++; // EXPECT-NOISE: lost-update
    if (done_.fetchAndAddRelaxed(1) % 32 == 31 && cache_.beginTrim()) {
      cache_.trim(64u << 20);
      cache_.endTrim();
    }
    release(img);
  }

 private:
  ThumbCache& cache_;
  const std::string path_;
  QAtomicInt& done_;
  int attempts_ = 0;
};

int prefetch(ThumbCache& cache, const std::list<std::string>& paths) {
  QThreadPool pool;
  QAtomicInt done;
  for (const auto& p : paths) pool.start(new ThumbTask(cache, p, done));
  pool.waitForDone();
  return done.loadRelaxed();
}
