#pragma once
#include <map>
#include <vector>

class QMutex {
 public:
  void lock();
  bool tryLock(int timeout = 0);
  void unlock();
};

class QMutexLocker {
 public:
  explicit QMutexLocker(QMutex *mutex);
  ~QMutexLocker();
  void unlock();
  void relock();
};

class QReadWriteLock {
 public:
  void lockForRead();
  void lockForWrite();
  bool tryLockForRead();
  bool tryLockForWrite();
  void unlock();
};

class QReadLocker {
 public:
  explicit QReadLocker(QReadWriteLock *lock);
  ~QReadLocker();
  void unlock();
  void relock();
};

class QWriteLocker {
 public:
  explicit QWriteLocker(QReadWriteLock *lock);
  ~QWriteLocker();
  void unlock();
  void relock();
};

class QAtomicInt {
 public:
  QAtomicInt(int value = 0);
  int loadRelaxed() const;
  int loadAcquire() const;
  void storeRelaxed(int v);
  void storeRelease(int v);
  bool ref();
  bool deref();
  int fetchAndAddRelaxed(int v);
  int fetchAndStoreOrdered(int v);
  bool testAndSetOrdered(int expected, int v);
};

class QRunnable {
 public:
  virtual ~QRunnable();
  virtual void run() = 0;
  void setAutoDelete(bool on);
};

class QThreadPool {
 public:
  static QThreadPool *globalInstance();
  void start(QRunnable *r, int priority = 0);
  bool waitForDone(int msecs = -1);
};

template <class K, class V>
class QHash {
 public:
  bool contains(const K &k) const { return m_.count(k) != 0; }
  V value(const K &k) const {
    auto it = m_.find(k);
    return it == m_.end() ? V() : it->second;
  }
  void insert(const K &k, const V &v) { m_[k] = v; }
  int remove(const K &k) { return int(m_.erase(k)); }
  int size() const { return int(m_.size()); }
  V &operator[](const K &k) { return m_[k]; }

 private:
  std::map<K, V> m_;
};
