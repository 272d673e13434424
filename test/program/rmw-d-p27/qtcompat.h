#pragma once
// The part of QtCore used by the downloader core, for headless builds.

class QMutex {
public:
    QMutex();
    ~QMutex();
    void lock();
    bool tryLock(int timeout = 0);
    void unlock();

private:
    void* d;
};

class QReadWriteLock {
public:
    QReadWriteLock();
    ~QReadWriteLock();
    void lockForRead();
    void lockForWrite();
    void unlock();

private:
    void* d;
};

template <typename Mutex = QMutex>
class QMutexLocker {
public:
    explicit QMutexLocker(Mutex* m) : m_(m) { relock(); }
    ~QMutexLocker() { unlock(); }
    void unlock() {
        if (locked_) {
            m_->unlock();
            locked_ = false;
        }
    }
    void relock() {
        if (m_ && !locked_) {
            m_->lock();
            locked_ = true;
        }
    }

private:
    Mutex* m_;
    bool locked_ = false;
};

class QReadLocker {
public:
    explicit QReadLocker(QReadWriteLock* l) : l_(l) { l_->lockForRead(); }
    ~QReadLocker() { l_->unlock(); }

private:
    QReadWriteLock* l_;
};

class QWriteLocker {
public:
    explicit QWriteLocker(QReadWriteLock* l) : l_(l) { l_->lockForWrite(); }
    ~QWriteLocker() { l_->unlock(); }

private:
    QReadWriteLock* l_;
};

class QAtomicInt {
public:
    QAtomicInt(int v = 0) noexcept : v_(v) {}
    int loadRelaxed() const noexcept;
    int loadAcquire() const noexcept;
    void storeRelaxed(int) noexcept;
    void storeRelease(int) noexcept;
    bool ref() noexcept;
    bool deref() noexcept;
    int fetchAndAddRelaxed(int) noexcept;
    int fetchAndStoreOrdered(int) noexcept;
    bool testAndSetOrdered(int expected, int desired) noexcept;

private:
    int v_;
};

class QRunnable {
public:
    virtual ~QRunnable();
    virtual void run() = 0;
};

class QThreadPool {
public:
    static QThreadPool* globalInstance();
    void start(QRunnable* r, int priority = 0);
};
