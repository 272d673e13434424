// RUN: %tocsin %s
// Qt's locks and atomics follow the same rules.
#include <QAtomicInt>
#include <QMutex>
#include <QReadWriteLock>

class Meter {
  QMutex M;
  QReadWriteLock Rows;
  QAtomicInt Users;
  int Total = 0;
  int Count = 0;

public:
  void reset() {
    QMutexLocker<QMutex> L(&M);
    Total = 0;
    QWriteLocker W(&Rows);
    Count = 0;
  }
  void guilty() {
    QMutexLocker<QMutex> L(&M);
    int Seen = Total;
    L.unlock();
    L.relock();
    Total = Seen + 1; // EXPECT: lost-update
  }
  void guiltyReader() {
    QReadLocker R(&Rows);
    ++Count; // EXPECT: lost-update
  }
  void guiltyAtomic() {
    Users.storeRelaxed(Users.loadRelaxed() + 1); // EXPECT: split-atomic
  }
  bool guiltyRelease() {
    Users.deref();
    return Users.loadAcquire() == 0; // EXPECT: split-atomic
  }
  bool corrected() {
    QMutexLocker<QMutex> L(&M);
    ++Total;
    QWriteLocker W(&Rows);
    ++Count;
    Users.ref();
    return !Users.deref();
  }
};
