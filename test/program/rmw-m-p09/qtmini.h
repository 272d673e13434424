// Declarations of the QtCore parts this component uses.
#pragma once

class QMutex {
public:
    QMutex();
    ~QMutex();
    void lock();
    bool tryLock(int timeout = 0);
    void unlock();
};

template <typename Mutex>
class QMutexLocker {
public:
    explicit QMutexLocker(Mutex *m) : m_(m), locked_(m != nullptr)
    {
        if (m_)
            m_->lock();
    }
    ~QMutexLocker() { unlock(); }
    void unlock()
    {
        if (locked_)
            m_->unlock();
        locked_ = false;
    }
    void relock()
    {
        m_->lock();
        locked_ = true;
    }
    Mutex *mutex() const { return m_; }

private:
    Mutex *m_;
    bool locked_;
};

class QWaitCondition {
public:
    QWaitCondition();
    bool wait(QMutex *m, unsigned long msec = ~0UL);
    void wakeOne();
    void wakeAll();
};

class QAtomicInt {
public:
    QAtomicInt(int v = 0) noexcept;
    int loadRelaxed() const noexcept;
    int loadAcquire() const noexcept;
    void storeRelaxed(int v) noexcept;
    void storeRelease(int v) noexcept;
    bool ref() noexcept;
    bool deref() noexcept;
    int fetchAndAddRelaxed(int v) noexcept;
    bool testAndSetOrdered(int expected, int desired) noexcept;
};

class QThread {
public:
    QThread();
    virtual ~QThread();
    void start();
    bool wait(unsigned long msec = ~0UL);

protected:
    virtual void run();
};
